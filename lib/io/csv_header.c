#include "io/csv_header.h"

#include <string.h>

#include "base/nearest.h"
#include "io/complain.h"

static rsl_status read_first_row(rsl__csv *csv, rsl_problems *problems, rsl_error *error);
static bool allocate(rsl__csv_header *header, size_t columns, size_t known_count);
static rsl_status match_column(rsl__csv *csv, rsl__csv_header *header, size_t column, const char *const *known,
                               size_t known_count, rsl_problems *problems, rsl_error *error);
static bool is_meant(const char *known, const char *name);
static rsl_status refuse_column(const rsl__csv *csv, size_t column, const char *name, const char *const *known,
                                size_t known_count, rsl_problems *problems, rsl_error *error);

rsl_status rsl__csv_header_read(rsl__csv *csv, const char *const *known, size_t known_count, size_t required,
                                const rsl_allocator *allocator, rsl__csv_header *header, rsl_problems *problems,
                                rsl_error *error) {
  *header = (rsl__csv_header){ .count = 0 };
  rsl__arena_init(&header->memory, allocator);
  rsl_status status = read_first_row(csv, problems, error);
  if (status != RSL_OK) return status;
  size_t columns = rsl__csv_cell_count(csv);
  if (!allocate(header, columns, known_count)) return rsl__fail_memory(error);
  for (size_t i = 0; i < known_count; i++) header->column[i] = RSL__CSV_NO_COLUMN;
  for (size_t i = 0; i < columns; i++) {
    rsl_status found = match_column(csv, header, i, known, known_count, problems, error);
    if (found == RSL_ERR_MEMORY) return found;
    if (status == RSL_OK) status = found;
  }
  for (size_t i = 0; i < required; i++) {
    if (header->column[i] != RSL__CSV_NO_COLUMN) continue;
    rsl__place place = { rsl__csv_name(csv), rsl__csv_line(csv), 0, NULL };
    status = rsl__complain(problems, error, "missing_column", &place, "the column `%s` is missing", known[i]);
  }
  return status;
}

void rsl__csv_header_free(rsl__csv_header *header) {
  rsl__arena_free(&header->memory);
  header->count = 0;
}

static rsl_status read_first_row(rsl__csv *csv, rsl_problems *problems, rsl_error *error) {
  rsl__place place = { rsl__csv_name(csv), 1, 0, NULL };
  switch (rsl__csv_next(csv)) {
  case RSL__CSV_ROW:
    return RSL_OK;
  case RSL__CSV_END:
    return rsl__complain(problems, error, "empty_file", &place,
                         "the file is empty: its first row must name the columns");
  case RSL__CSV_BAD_ROW:
  case RSL__CSV_FAILED:
    break;
  }
  return rsl__csv_report(csv, problems, error);
}

static bool allocate(rsl__csv_header *header, size_t columns, size_t known_count) {
  header->names = rsl__arena_allocate_array(&header->memory, columns, sizeof *header->names);
  header->meaning = rsl__arena_allocate_array(&header->memory, columns, sizeof *header->meaning);
  header->column = rsl__arena_allocate_array(&header->memory, known_count, sizeof *header->column);
  return header->names != NULL && header->meaning != NULL && header->column != NULL;
}

static rsl_status match_column(rsl__csv *csv, rsl__csv_header *header, size_t column, const char *const *known,
                               size_t known_count, rsl_problems *problems, rsl_error *error) {
  const rsl__csv_cell *cell = &rsl__csv_cells(csv)[column];
  char *name = rsl__arena_copy_text(&header->memory, cell->text, cell->length);
  if (name == NULL) return rsl__fail_memory(error);
  header->names[column] = name;
  header->meaning[column] = RSL__CSV_EXTRA;
  header->count = column + 1;
  for (size_t i = 0; i < column; i++) {
    if (strcmp(header->names[i], name) != 0) continue;
    char shown[RSL__SHOWN_TEXT];
    rsl__place place = rsl__csv_place(csv, column);
    return rsl__complain(problems, error, "duplicate_column", &place, "the column `%s` stands twice",
                         rsl__shown(shown, name, cell->length));
  }
  if (strncmp(name, "x-", 2) == 0) return RSL_OK;
  for (size_t i = 0; i < known_count; i++) {
    if (!is_meant(known[i], name)) continue;
    header->meaning[column] = i;
    header->column[i] = column;
    return RSL_OK;
  }
  return refuse_column(csv, column, name, known, known_count, problems, error);
}

static bool is_meant(const char *known, const char *name) {
  size_t length = strlen(known);
  if (length > 0 && known[length - 1] == '*') return strncmp(known, name, length - 1) == 0;
  return strcmp(known, name) == 0;
}

static rsl_status refuse_column(const rsl__csv *csv, size_t column, const char *name, const char *const *known,
                                size_t known_count, rsl_problems *problems, rsl_error *error) {
  char shown[RSL__SHOWN_TEXT];
  size_t length = strlen(name);
  size_t nearest = rsl__nearest_of(name, length, known, known_count);
  rsl__place place = rsl__csv_place(csv, column);
  if (nearest != RSL__NEAREST_NONE) {
    return rsl__complain(problems, error, "unknown_column", &place, "unknown column `%s`: did you mean `%s`?",
                         rsl__shown(shown, name, length), known[nearest]);
  }
  return rsl__complain(problems, error, "unknown_column", &place,
                       "unknown column `%s`: a column of your own must begin with `x-`",
                       rsl__shown(shown, name, length));
}
