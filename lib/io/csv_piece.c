#include "io/csv_piece.h"

#include <string.h>

#include "base/memory.h"
#include "io/csv_internal.h"

static bool fill(rsl__csv *csv, char *text, size_t *length);
static size_t find_cut(const char *text, size_t length);
static size_t count_byte(const char *text, size_t length, char byte);
static size_t count_lines(const char *text, size_t length);

rsl__csv_cut rsl__csv_take_piece(rsl__csv *csv, char *text, size_t *length, size_t *line) {
  if (csv->failed) return RSL__CSV_CUT_FAILED;
  /* The second half of a line's end that the header's row left behind. */
  if (csv->after_return && csv->start < csv->end && csv->buffer[csv->start] == '\n') csv->start++;
  *line = csv->next_line;
  if (!fill(csv, text, length)) return RSL__CSV_CUT_FAILED;
  if (*length == 0) return RSL__CSV_CUT_END;
  csv->after_return = false;
  bool all = csv->source_ended && csv->start == csv->end;
  size_t cut = all ? *length : find_cut(text, *length);
  if (!rsl__csv_put_back(csv, text + cut, *length - cut, *line)) return RSL__CSV_CUT_FAILED;
  if (cut == 0) return RSL__CSV_CUT_NONE;
  *length = cut;
  memset(text + cut, 0, RSL__CSV_PADDING);
  csv->next_line = *line + count_lines(text, cut);
  return RSL__CSV_CUT_PIECE;
}

bool rsl__csv_put_back(rsl__csv *csv, const char *text, size_t length, size_t line) {
  size_t kept = csv->end - csv->start;
  if (csv->start < length && csv->capacity - kept < length) {
    size_t wanted = kept + length + RSL__CSV_CHUNK;
    char *larger = rsl__resize_array(&csv->allocator, csv->buffer, csv->capacity + 1, wanted + 1, 1);
    if (larger == NULL) {
      rsl__csv_fail_memory(csv);
      return false;
    }
    csv->buffer = larger;
    csv->capacity = wanted;
  }
  if (csv->start < length) {
    memmove(csv->buffer + length, csv->buffer + csv->start, kept);
    csv->start = length;
    csv->end = length + kept;
    csv->buffer[csv->end] = '\0';
  }
  csv->start -= length;
  memcpy(csv->buffer + csv->start, text, length);
  csv->next_line = line;
  return true;
}

rsl__csv *rsl__csv_open_pieces(const rsl__csv *of) {
  rsl__csv *csv = rsl__allocate(&of->allocator, sizeof *csv);
  if (csv == NULL) return NULL;
  *csv = *of;
  csv->source.read = NULL;
  csv->source_ended = true;
  csv->buffer = NULL;
  csv->cells = NULL;
  csv->cell_count = csv->cell_capacity = 0;
  csv->borrowed = true;
  rsl__text_buffer_init(&csv->undoubled, &of->allocator);
  return csv;
}

void rsl__csv_enter_piece(rsl__csv *csv, char *text, size_t length, size_t at, size_t line) {
  csv->buffer = text;
  csv->start = at;
  csv->end = csv->capacity = length;
  csv->next_line = line;
  csv->after_return = false;
  csv->failed = false;
}

size_t rsl__csv_position(const rsl__csv *csv, size_t *line) {
  *line = csv->next_line;
  return csv->start;
}

bool rsl__csv_is_open(const rsl__csv *csv) {
  return csv->open_quote != SIZE_MAX;
}

/* What was read ahead, then what the source gives. */
static bool fill(rsl__csv *csv, char *text, size_t *length) {
  size_t kept = csv->end - csv->start;
  *length = kept < RSL__CSV_PIECE ? kept : RSL__CSV_PIECE;
  memcpy(text, csv->buffer + csv->start, *length);
  csv->start += *length;
  if (csv->start == csv->end) csv->start = csv->end = 0;
  rsl_error own = RSL_ERROR_INIT;
  return *length == RSL__CSV_PIECE || rsl__csv_read_into(csv, text, RSL__CSV_PIECE, length, &own);
}

/* Behind the last line end that is outside quotes; 0: there is none. An even number of quotes before it says that. */
static size_t find_cut(const char *text, size_t length) {
  bool outside = memchr(text, '"', length) == NULL || count_byte(text, length, '"') % 2 == 0;
  for (size_t at = length; at > 0; at--) {
    if (outside && text[at - 1] == '\n') return at;
    if (text[at - 1] == '"') outside = !outside;
  }
  return 0;
}

/* In short runs whose counts fit a byte, so that compilers count many bytes at once. */
static size_t count_byte(const char *text, size_t length, char byte) {
  size_t count = 0;
  for (size_t at = 0; at < length;) {
    size_t end = length - at < 192 ? length : at + 192;
    unsigned char run = 0;
    for (; at < end; at++) run = (unsigned char)(run + (text[at] == byte));
    count += run;
  }
  return count;
}

/* LF, CRLF and CR count one each. */
static size_t count_lines(const char *text, size_t length) {
  size_t lines = count_byte(text, length, '\n');
  const char *end = text + length;
  for (const char *at = text; (at = memchr(at, '\r', (size_t)(end - at))) != NULL; at++)
    if (at + 1 == end || at[1] != '\n') lines++;
  return lines;
}
