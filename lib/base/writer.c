#include <string.h>

#include "base/json_text.h"
#include "base/text_buffer.h"

struct rsl_writer {
  rsl_allocator allocator;
  rsl_text_format format;
  const char *const *columns;
  size_t column_count;
  rsl_sink sink;
  rsl__text_buffer buffer; /* whole rows on their way to the sink, and the row that is being made */
  size_t cells;            /* of that row */
  uint64_t rows;
  bool finished;
  rsl_error failure; /* the first; from then on nothing is written */
};

enum { FLUSH_AT = 64 * 1024 };

static bool is_json(const rsl_writer *writer);
static bool start_cell(rsl_writer *writer);
static void start_row(rsl_writer *writer);
static void write_head(rsl_writer *writer);
static void write_plain(rsl_writer *writer, const char *text);
static void write_csv_text(rsl_writer *writer, const char *text);
static void write_tsv_text(rsl_writer *writer, const char *text);
static void write_list_as_text(rsl_writer *writer, const char *const *words, size_t count);
static void write_list_as_array(rsl_writer *writer, const char *const *words, size_t count);
static void flush(rsl_writer *writer);
static rsl_status give_failure(const rsl_writer *writer, rsl_error *error);

rsl_status rsl_writer_new(const rsl_allocator *allocator, rsl_text_format format, const char *const *columns,
                          size_t column_count, rsl_sink sink, rsl_writer **out) {
  rsl_allocator from = rsl__allocator_or_default(allocator);
  *out = NULL;
  if (column_count == 0 || (unsigned)format > RSL_FORMAT_JSONL || sink.write == NULL) return RSL_ERR_ARGUMENT;
  rsl_writer *writer = rsl__allocate_zeroed(&from, sizeof *writer);
  if (writer == NULL) return RSL_ERR_MEMORY;
  writer->allocator = from;
  writer->format = format;
  writer->columns = columns;
  writer->column_count = column_count;
  writer->sink = sink;
  rsl__text_buffer_init(&writer->buffer, &from);
  *out = writer;
  return RSL_OK;
}

void rsl_writer_free(rsl_writer *writer) {
  if (writer == NULL) return;
  rsl_allocator from = writer->allocator;
  rsl__text_buffer_free(&writer->buffer);
  rsl__release(&from, writer, sizeof *writer);
}

void rsl_writer_text(rsl_writer *writer, const char *text) {
  bool empty = text == NULL || text[0] == '\0';
  if (empty) {
    rsl_writer_absent(writer);
  } else if (start_cell(writer)) {
    write_plain(writer, text);
  }
}

void rsl_writer_integer(rsl_writer *writer, int64_t value) {
  rsl_writer_number(writer, rsl_number_from_integer(value));
}

void rsl_writer_number(rsl_writer *writer, rsl_number value) {
  char text[RSL_NUMBER_TEXT];
  if (value.kind == RSL_NUMBER_ABSENT) {
    rsl_writer_absent(writer);
    return;
  }
  if (!start_cell(writer)) return;
  rsl_number_format(value, text);
  if (is_json(writer)) {
    rsl__json_number(&writer->buffer, text, value.kind == RSL_NUMBER_DECIMAL);
  } else {
    rsl__text_buffer_text(&writer->buffer, text);
  }
}

void rsl_writer_absent(rsl_writer *writer) {
  if (!start_cell(writer)) return;
  if (is_json(writer)) {
    rsl__text_buffer_text(&writer->buffer, "null");
  } else {
    write_plain(writer, "");
  }
}

void rsl_writer_list(rsl_writer *writer, const char *const *words, size_t count) {
  if (is_json(writer)) {
    if (start_cell(writer)) write_list_as_array(writer, words, count);
  } else if (count == 0) {
    rsl_writer_absent(writer);
  } else if (start_cell(writer)) {
    write_list_as_text(writer, words, count);
  }
}

rsl_status rsl_writer_end_row(rsl_writer *writer, rsl_error *error) {
  if (writer->cells != writer->column_count) {
    rsl__fail(&writer->failure, RSL_ERR_ARGUMENT, "a row has %zu cells for %zu columns", writer->cells,
              writer->column_count);
  }
  if (writer->failure.status != RSL_OK) return give_failure(writer, error);
  if (is_json(writer)) rsl__text_buffer_char(&writer->buffer, '}');
  if (writer->format != RSL_FORMAT_JSON) rsl__text_buffer_char(&writer->buffer, '\n');
  writer->cells = 0;
  writer->rows++;
  if (writer->buffer.failed || writer->buffer.length >= FLUSH_AT) flush(writer);
  return give_failure(writer, error);
}

rsl_status rsl_writer_finish(rsl_writer *writer, rsl_error *error) {
  if (writer->finished) return give_failure(writer, error);
  if (writer->cells > 0) rsl__fail(&writer->failure, RSL_ERR_ARGUMENT, "the last row was not ended");
  if (writer->rows == 0) write_head(writer);
  if (writer->format == RSL_FORMAT_JSON) rsl__text_buffer_text(&writer->buffer, writer->rows > 0 ? "\n]\n" : "]\n");
  flush(writer);
  writer->finished = true;
  return give_failure(writer, error);
}

static bool is_json(const rsl_writer *writer) {
  return writer->format == RSL_FORMAT_JSON || writer->format == RSL_FORMAT_JSONL;
}

/* What stands before a cell. False where the row is full or nothing is written any more. */
static bool start_cell(rsl_writer *writer) {
  if (writer->finished) rsl__fail(&writer->failure, RSL_ERR_ARGUMENT, "a cell was written after the end");
  if (writer->cells == writer->column_count) {
    rsl__fail(&writer->failure, RSL_ERR_ARGUMENT, "a row has more than %zu cells", writer->column_count);
  }
  if (writer->failure.status != RSL_OK) return false;
  if (writer->cells == 0) {
    start_row(writer);
  } else {
    rsl__text_buffer_char(&writer->buffer, writer->format == RSL_FORMAT_TSV ? '\t' : ',');
  }
  if (is_json(writer)) {
    const char *name = writer->columns[writer->cells];
    rsl__json_text(&writer->buffer, name, strlen(name));
    rsl__text_buffer_char(&writer->buffer, ':');
  }
  writer->cells++;
  return true;
}

static void start_row(rsl_writer *writer) {
  if (writer->rows == 0) write_head(writer);
  if (writer->format == RSL_FORMAT_JSON) rsl__text_buffer_text(&writer->buffer, writer->rows > 0 ? ",\n" : "\n");
  if (is_json(writer)) rsl__text_buffer_char(&writer->buffer, '{');
}

static void write_head(rsl_writer *writer) {
  if (writer->format == RSL_FORMAT_JSON) rsl__text_buffer_char(&writer->buffer, '[');
  if (is_json(writer)) return;
  for (size_t column = 0; column < writer->column_count; column++) {
    if (column > 0) rsl__text_buffer_char(&writer->buffer, writer->format == RSL_FORMAT_TSV ? '\t' : ',');
    write_plain(writer, writer->columns[column]);
  }
  rsl__text_buffer_char(&writer->buffer, '\n');
}

static void write_plain(rsl_writer *writer, const char *text) {
  switch (writer->format) {
  case RSL_FORMAT_CSV:
    write_csv_text(writer, text);
    break;
  case RSL_FORMAT_TSV:
    write_tsv_text(writer, text);
    break;
  case RSL_FORMAT_JSON:
  case RSL_FORMAT_JSONL:
    rsl__json_text(&writer->buffer, text, strlen(text));
    break;
  }
}

/* RFC 4180: quotes only where they are needed, doubled inside. */
static void write_csv_text(rsl_writer *writer, const char *text) {
  bool lone_and_empty = text[0] == '\0' && writer->column_count == 1; /* an empty line would be read as no row */
  if (!lone_and_empty && text[strcspn(text, ",\"\r\n")] == '\0') {
    rsl__text_buffer_text(&writer->buffer, text);
    return;
  }
  rsl__text_buffer_char(&writer->buffer, '"');
  while (*text != '\0') {
    size_t plain = strcspn(text, "\"");
    rsl__text_buffer_append(&writer->buffer, text, plain);
    text += plain;
    if (*text == '"') {
      rsl__text_buffer_text(&writer->buffer, "\"\"");
      text++;
    }
  }
  rsl__text_buffer_char(&writer->buffer, '"');
}

/* TSV has no quotes: what would end the cell becomes a space. */
static void write_tsv_text(rsl_writer *writer, const char *text) {
  while (*text != '\0') {
    size_t plain = strcspn(text, "\t\r\n");
    rsl__text_buffer_append(&writer->buffer, text, plain);
    text += plain;
    if (*text != '\0') {
      rsl__text_buffer_char(&writer->buffer, ' ');
      text++;
    }
  }
}

/* The words are joined first, since the quotes of CSV go around all of them. */
static void write_list_as_text(rsl_writer *writer, const char *const *words, size_t count) {
  rsl__text_buffer joined;
  rsl__text_buffer_init(&joined, &writer->allocator);
  for (size_t i = 0; i < count; i++) {
    if (i > 0) rsl__text_buffer_char(&joined, '|');
    rsl__text_buffer_text(&joined, words[i]);
  }
  if (rsl__text_buffer_status(&joined, &writer->failure) == RSL_OK) {
    write_plain(writer, rsl__text_buffer_string(&joined));
  }
  rsl__text_buffer_free(&joined);
}

static void write_list_as_array(rsl_writer *writer, const char *const *words, size_t count) {
  rsl__text_buffer_char(&writer->buffer, '[');
  for (size_t i = 0; i < count; i++) {
    if (i > 0) rsl__text_buffer_char(&writer->buffer, ',');
    rsl__json_text(&writer->buffer, words[i], strlen(words[i]));
  }
  rsl__text_buffer_char(&writer->buffer, ']');
}

static void flush(rsl_writer *writer) {
  rsl_error told = RSL_ERROR_INIT;
  if (writer->failure.status != RSL_OK) return;
  if (rsl__text_buffer_status(&writer->buffer, &writer->failure) != RSL_OK || writer->buffer.length == 0) return;
  rsl_status status = writer->sink.write(writer->sink.context, writer->buffer.bytes, writer->buffer.length, &told);
  if (status != RSL_OK) {
    rsl__fail(&told, status, "the output could not be written");
    writer->failure = told;
    writer->failure.status = status;
  }
  rsl__text_buffer_clear(&writer->buffer);
}

static rsl_status give_failure(const rsl_writer *writer, rsl_error *error) {
  if (writer->failure.status != RSL_OK && error != NULL && error->status == RSL_OK) *error = writer->failure;
  return writer->failure.status;
}
