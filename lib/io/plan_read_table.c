#include <string.h>

#include "io/complain.h"
#include "io/plan_reader.h"

static bool is_safe_name(const char *name);
static rsl_status read_from(rsl__plan_reader *reader, rsl__record_kind kind, const rsl_source *source);
static rsl__plan_table *new_table(rsl__plan_reader *reader, const char *name);
static rsl_status read_header(rsl__plan_reader *reader, rsl__record_kind kind, rsl__csv *csv, rsl__plan_table *table,
                              rsl__csv_header *header);
static rsl_status read_rows(rsl__plan_reader *reader, rsl__record_kind kind, rsl__csv *csv, rsl__plan_table *table,
                            const rsl__csv_header *header);
static rsl_status read_row(rsl__plan_reader *reader, rsl__record_kind kind, rsl__csv *csv, rsl__plan_table *table,
                           const rsl__csv_header *header);
static bool keep_places(rsl__plan_table *table, const rsl__csv *csv);
static void complain_cell(rsl__plan_reader *reader, rsl__record_kind kind, const rsl__row_layout *layout);
static rsl_status note_fault(rsl__plan_reader *reader, rsl__record_kind kind, const rsl__csv *csv);

rsl_status rsl__plan_read_table(rsl__plan_reader *reader, rsl__record_kind kind, const cJSON *item) {
  const rsl_tables *tables = &reader->options.tables;
  const char *name = item->valuestring;
  char shown[RSL__SHOWN_TEXT];
  reader->places[kind].incomplete = true;
  if (!is_safe_name(name)) {
    rsl__plan_complain(reader, item, "bad_table_name",
                       "`%s` is no table beside the plan: name a file in its folder, or below it, with `/`",
                       rsl__shown(shown, name, strlen(name)));
    return RSL_OK;
  }
  if (tables->open == NULL) {
    rsl__plan_complain(reader, item, "table_out_of_reach",
                       "the table `%s` is out of reach: a plan that comes from no folder holds its lists itself",
                       rsl__shown(shown, name, strlen(name)));
    return RSL_OK;
  }
  rsl_source source = { NULL, NULL, NULL };
  rsl_error error = RSL_ERROR_INIT;
  rsl_status status = tables->open(tables->context, name, &source, &error);
  if (status != RSL_OK) {
    if (error.status == RSL_OK) (void)rsl__fail_at(&error, status, name, 0, 0, NULL, "the table cannot be opened");
    return rsl__plan_fail(reader, status, &error);
  }
  if (source.name == NULL) source.name = name;
  reader->places[kind].incomplete = false;
  status = read_from(reader, kind, &source);
  reader->table = NULL;
  if (reader->places[kind].incomplete) rsl__plan_blame(reader, item);
  if (tables->close != NULL) tables->close(tables->context, &source);
  return status;
}

/* Relative, downward, and the same file on every system: no drive, no backslash, no control character. */
static bool is_safe_name(const char *name) {
  if (*name == '\0' || *name == '/') return false;
  for (const char *part = name;;) {
    size_t length = strcspn(part, "/");
    bool is_parent = length == 2 && part[0] == '.' && part[1] == '.';
    if (length == 0 || is_parent) return false;
    for (size_t i = 0; i < length; i++) {
      if (part[i] == '\\' || part[i] == ':' || (unsigned char)part[i] < 0x20) return false;
    }
    if (part[length] == '\0') return true;
    part += length + 1;
  }
}

static rsl_status read_from(rsl__plan_reader *reader, rsl__record_kind kind, const rsl_source *source) {
  rsl_error error = RSL_ERROR_INIT;
  rsl__csv *csv = NULL;
  rsl__csv_header header;
  rsl__plan_table *table = new_table(reader, source->name);
  if (table == NULL) return rsl__plan_fail_memory(reader);
  rsl_status status = rsl__csv_open(source, reader->options.max_line, &reader->allocator, &csv, &error);
  if (status != RSL_OK) {
    (void)rsl__complain_unreadable(reader->problems, NULL, &error);
    return rsl__plan_fail(reader, status, &error);
  }
  status = read_header(reader, kind, csv, table, &header);
  reader->table = table;
  if (status == RSL_OK && header.count > 0) status = read_rows(reader, kind, csv, table, &header);
  rsl__csv_header_free(&header);
  rsl__csv_close(csv);
  return status;
}

static rsl__plan_table *new_table(rsl__plan_reader *reader, const char *name) {
  rsl__plan_table *table = rsl__allocate_zeroed(&reader->allocator, sizeof *table);
  if (table == NULL) return NULL;
  table->allocator = reader->allocator;
  rsl__arena_init(&table->memory, &reader->allocator);
  table->next = reader->tables;
  reader->tables = table;
  table->name = rsl__arena_copy_text(&table->memory, name, strlen(name));
  return table->name != NULL ? table : NULL;
}

/* A head that is wrong is told, and leaves a count of 0 columns: what stands below it cannot be read. */
static rsl_status read_header(rsl__plan_reader *reader, rsl__record_kind kind, rsl__csv *csv, rsl__plan_table *table,
                              rsl__csv_header *header) {
  const rsl__table_schema *schema = rsl__plan_table_schema(kind);
  rsl_error error = RSL_ERROR_INIT;
  *header = (rsl__csv_header){ .count = 0 };
  rsl__arena_init(&header->memory, &reader->allocator);
  const char **names = rsl__arena_allocate_array(&table->memory, schema->count, sizeof *names);
  if (names == NULL) return rsl__plan_fail_memory(reader);
  for (size_t i = 0; i < schema->count; i++) names[i] = schema->columns[i].name;
  rsl_status status = rsl__csv_header_read(csv, names, schema->count, schema->required, &reader->allocator, header,
                                           reader->problems, &error);
  if (status == RSL_ERR_DATA || status == RSL_ERR_LIMIT) {
    if (reader->first.status == RSL_OK) reader->first = error;
    reader->errors++;
    reader->places[kind].incomplete = true;
    header->count = 0;
    return RSL_OK;
  }
  if (status != RSL_OK) return rsl__plan_fail(reader, status, &error);
  const char **columns = rsl__arena_allocate_array(&table->memory, header->count, sizeof *columns);
  for (size_t i = 0; columns != NULL && i < header->count; i++) {
    columns[i] = rsl__arena_copy_text(&table->memory, header->names[i], strlen(header->names[i]));
    if (columns[i] == NULL) return rsl__plan_fail_memory(reader);
  }
  table->columns = columns;
  table->column_count = header->count;
  return columns != NULL ? RSL_OK : rsl__plan_fail_memory(reader);
}

static rsl_status read_rows(rsl__plan_reader *reader, rsl__record_kind kind, rsl__csv *csv, rsl__plan_table *table,
                            const rsl__csv_header *header) {
  for (;;) {
    rsl__csv_step step = rsl__csv_next(csv);
    if (step == RSL__CSV_END) return RSL_OK;
    rsl_status status =
        step == RSL__CSV_ROW ? read_row(reader, kind, csv, table, header) : note_fault(reader, kind, csv);
    if (status != RSL_OK || step == RSL__CSV_FAILED) return status;
  }
}

static rsl_status read_row(rsl__plan_reader *reader, rsl__record_kind kind, rsl__csv *csv, rsl__plan_table *table,
                           const rsl__csv_header *header) {
  if (!keep_places(table, csv)) return rsl__plan_fail_memory(reader);
  rsl__row_layout layout = {
    .memory = &reader->memory, .cells = rsl__csv_cells(csv), .header = header, .schema = rsl__plan_table_schema(kind)
  };
  const cJSON *object = rsl__plan_row_object(&layout);
  if (object == NULL) return rsl__plan_fail_memory(reader);
  if (layout.bad_column != RSL__CSV_NO_COLUMN) complain_cell(reader, kind, &layout);
  rsl__record_place place = { NULL, table, table->row_count - 1 };
  return rsl__plan_read_record(reader, kind, object, &place);
}

/* Line and column of each cell, counted from one to the next. */
static bool keep_places(rsl__plan_table *table, const rsl__csv *csv) {
  size_t needed = 0;
  if (!rsl__size_multiply(table->row_count + 1, table->column_count, &needed)) return false;
  if (!rsl__grow(&table->allocator, &table->places, &table->capacity, needed, sizeof *table->places)) return false;
  size_t length = 0;
  const char *text = rsl__csv_row_text(csv, &length);
  rsl__cell_place *places = table->places + table->row_count * table->column_count;
  size_t line = rsl__csv_line(csv);
  rsl__cell_place at = { line < UINT32_MAX ? (uint32_t)line : UINT32_MAX, 1 };
  size_t from = 0;
  for (size_t i = 0; i < table->column_count; i++) {
    for (size_t to = rsl__csv_cells(csv)[i].start; from < to; from++) {
      bool ends_line = text[from] == '\n' || (text[from] == '\r' && text[from + 1] != '\n');
      if (ends_line)
        at = (rsl__cell_place){ at.line + 1, 1 };
      else if (((unsigned char)text[from] & 0xC0) != 0x80)
        at.column++;
    }
    places[i] = at;
  }
  table->row_count++;
  return true;
}

static void complain_cell(rsl__plan_reader *reader, rsl__record_kind kind, const rsl__row_layout *layout) {
  size_t column = layout->bad_column;
  const rsl__csv_cell *cell = &layout->cells[column];
  const cJSON item = { .valueint = (int)column };
  size_t mark = rsl__plan_enter(reader, rsl__record_list_name(kind));
  (void)rsl__plan_enter_item(reader, reader->places[kind].count);
  (void)rsl__plan_enter(reader, layout->header->names[column]);
  if (layout->is_pair) {
    char shown[RSL__SHOWN_TEXT];
    rsl__plan_complain(reader, &item, "bad_pair",
                       "`%s` is no list of periods with their values: write 2023=1.0|2024=0.8",
                       rsl__shown(shown, cell->text, cell->length));
  } else {
    rsl__plan_complain(reader, &item, "two_cells", "`%s` is given in another column of this row already",
                       layout->header->names[column]);
  }
  rsl__plan_leave(reader, mark);
}

/* What the tokenizer found wrong with a row. */
static rsl_status note_fault(rsl__plan_reader *reader, rsl__record_kind kind, const rsl__csv *csv) {
  rsl_error error = RSL_ERROR_INIT;
  rsl_status status = rsl__csv_report(csv, reader->problems, &error);
  if (status != RSL_ERR_DATA && status != RSL_ERR_LIMIT) return rsl__plan_fail(reader, status, &error);
  if (reader->first.status == RSL_OK) reader->first = error;
  reader->errors++;
  reader->places[kind].incomplete = true;
  return RSL_OK;
}
