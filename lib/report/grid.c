#include "report/grid.h"

#include <string.h>

enum { GAP = 2, NARROW = 12, HEAD_LINES = 3 };

static void start(rsl__grid *grid, const rsl__grid_column *columns, size_t count, size_t width,
                  const rsl_allocator *allocator, rsl_sink sink, rsl_error *error);
static void measure_row(rsl__grid *grid);
static void measure_words(rsl__grid *grid, size_t column);
static bool is_shown(const rsl__grid *grid, size_t column);
static void fit(rsl__grid *grid);
static bool try_widths(rsl__grid *grid, size_t head_lines, bool whole_words);
static size_t head_width(rsl__grid *grid, size_t column, size_t lines);
static bool head_fits(rsl__grid *grid, const char *head, size_t width, size_t lines);
static size_t total_width(const rsl__grid *grid);
static bool narrow_widest(rsl__grid *grid, const size_t *floors);
static bool weighs_more(const rsl__grid *grid, size_t column, size_t other);
static void print_cells(rsl__grid *grid, bool head);
static char *take_cell_line(rsl__grid *grid, size_t column, size_t line, bool head);
static size_t room_of(const rsl__grid *grid, size_t column);
static void put_cell(rsl__grid *grid, size_t column, const char *text, size_t position, size_t *at);
static void print_stacked(rsl__grid *grid);
static void print_lines(rsl__grid *grid, char *text, size_t first_indent, size_t indent, bool cut);
static void end_line(rsl__grid *grid);

rsl_status rsl__grid_write(const rsl__grid_column *columns, size_t count, size_t width, const rsl_allocator *allocator,
                           rsl_sink sink, rsl__grid_rows rows, void *context, rsl_error *error) {
  rsl__grid grid;
  start(&grid, columns, count, width, allocator, sink, error);
  rows(&grid, context);
  fit(&grid);
  grid.measuring = false;
  if (rsl__grid_goes_on(&grid)) rows(&grid, context);
  rsl__text_buffer_free(&grid.cells);
  rsl__text_buffer_free(&grid.line);
  rsl__text_buffer_free(&grid.scratch);
  return grid.status;
}

bool rsl__grid_goes_on(const rsl__grid *grid) {
  return grid->status == RSL_OK;
}

void rsl__grid_head(rsl__grid *grid) {
  if (grid->measuring || grid->stacked) return;
  for (size_t i = 0; i < grid->count; i++) rsl__grid_cell(grid, grid->columns[i].head);
  print_cells(grid, true);
  rsl__text_buffer_clear(&grid->cells);
  grid->filled = 0;
  size_t at = 0;
  size_t position = 0;
  for (size_t i = 0; i < grid->count; i++) {
    if (!is_shown(grid, i)) continue;
    rsl__append_spaces(&grid->line, position - at);
    for (size_t k = 0; k < grid->widths[i]; k++) rsl__text_buffer_text(&grid->line, "─");
    at = position + grid->widths[i];
    position = at + GAP;
  }
  end_line(grid);
}

void rsl__grid_cell(rsl__grid *grid, const char *text) {
  if (grid->filled < grid->count) {
    grid->starts[grid->filled] = grid->cells.length;
    /* Cleaned on its own, so that no cell sees the end of the one before. */
    rsl__text_buffer_clear(&grid->line);
    rsl__append_clean(&grid->line, text == NULL ? "" : text);
    if (grid->line.failed) grid->cells.failed = true;
    rsl__text_buffer_append(&grid->cells, rsl__text_buffer_string(&grid->line), grid->line.length + 1);
    rsl__text_buffer_clear(&grid->line);
  }
  grid->filled++;
}

void rsl__grid_end_row(rsl__grid *grid) {
  if (grid->filled != grid->count && grid->status == RSL_OK)
    grid->status = rsl__fail(grid->error, RSL_ERR_INTERNAL, "a row of a table has not one cell for each column");
  if (grid->status == RSL_OK) grid->status = rsl__text_buffer_status(&grid->cells, grid->error);
  if (grid->status == RSL_OK && grid->measuring) {
    measure_row(grid);
  } else if (grid->status == RSL_OK && grid->stacked) {
    print_stacked(grid);
  } else if (grid->status == RSL_OK) {
    print_cells(grid, false);
  }
  grid->filled = 0;
  rsl__text_buffer_clear(&grid->cells);
}

void rsl__grid_paragraph(rsl__grid *grid, const char *text, size_t indent) {
  if (grid->measuring || grid->status != RSL_OK) return;
  if (grid->width > 0 && grid->width < indent + NARROW) indent = 0;
  rsl__text_buffer_clear(&grid->cells);
  rsl__append_clean(&grid->cells, text);
  grid->status = rsl__text_buffer_status(&grid->cells, grid->error);
  if (grid->status == RSL_OK && grid->cells.length > 0) print_lines(grid, grid->cells.bytes, indent, indent, true);
  rsl__text_buffer_clear(&grid->cells);
}

void rsl__grid_blank(rsl__grid *grid) {
  if (!grid->measuring) end_line(grid);
}

rsl__text_buffer *rsl__grid_scratch(rsl__grid *grid) {
  rsl__text_buffer_clear(&grid->scratch);
  return &grid->scratch;
}

void rsl__grid_scratch_cell(rsl__grid *grid) {
  if (grid->scratch.failed) grid->cells.failed = true;
  rsl__grid_cell(grid, rsl__text_buffer_string(&grid->scratch));
}

void rsl__grid_scratch_paragraph(rsl__grid *grid, size_t indent) {
  if (grid->status == RSL_OK) grid->status = rsl__text_buffer_status(&grid->scratch, grid->error);
  rsl__grid_paragraph(grid, rsl__text_buffer_string(&grid->scratch), indent);
}

static void start(rsl__grid *grid, const rsl__grid_column *columns, size_t count, size_t width,
                  const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  *grid = (rsl__grid){ .columns = columns, .count = count, .width = width, .sink = sink, .error = error };
  grid->measuring = true;
  rsl__error_clear(error);
  rsl__text_buffer_init(&grid->cells, allocator);
  rsl__text_buffer_init(&grid->line, allocator);
  rsl__text_buffer_init(&grid->scratch, allocator);
}

static void measure_row(rsl__grid *grid) {
  grid->rows++;
  for (size_t i = 0; i < grid->count; i++) {
    size_t width = rsl_text_width(grid->cells.bytes + grid->starts[i]);
    if (width > grid->body[i]) grid->body[i] = width;
    if (grid->columns[i].lines > 1) measure_words(grid, i);
  }
}

static void measure_words(rsl__grid *grid, size_t column) {
  char *rest = grid->cells.bytes + grid->starts[column];
  while (*rest != '\0') {
    size_t width = rsl_text_width(rsl__take_line(&rest, 1));
    if (width > grid->words[column]) grid->words[column] = width;
  }
}

static bool is_shown(const rsl__grid *grid, size_t column) {
  return !grid->columns[column].optional || grid->body[column] > 0;
}

/* Heads are broken before texts are narrowed, no more than needed; words are cut only where nothing else helps. */
static void fit(rsl__grid *grid) {
  for (size_t i = 0; i < grid->count; i++) {
    grid->widths[i] = rsl_text_width(grid->columns[i].head);
    if (grid->widths[i] < grid->body[i]) grid->widths[i] = grid->body[i];
  }
  if (grid->width == 0 || total_width(grid) <= grid->width) return;
  for (size_t lines = 2; lines <= HEAD_LINES; lines++)
    if (try_widths(grid, lines, true)) return;
  grid->stacked = !try_widths(grid, HEAD_LINES, false);
}

static bool try_widths(rsl__grid *grid, size_t head_lines, bool whole_words) {
  size_t floors[RSL__GRID_COLUMNS] = { 0 };
  for (size_t i = 0; i < grid->count; i++) {
    size_t least = grid->columns[i].least;
    size_t head = head_width(grid, i, head_lines);
    if (least > 0 && whole_words && grid->words[i] > least) least = grid->words[i];
    /* Nothing wider than the page needs to be narrowed one by one. */
    bool text = least > 0;
    size_t body = text && grid->body[i] > grid->width ? grid->width : grid->body[i];
    grid->widths[i] = body > head ? body : head;
    floors[i] = !text || least > grid->widths[i] ? grid->widths[i] : (least > head ? least : head);
  }
  while (total_width(grid) > grid->width)
    if (!narrow_widest(grid, floors)) return false;
  return true;
}

/* The narrowest that takes a head in so many lines. */
static size_t head_width(rsl__grid *grid, size_t column, size_t lines) {
  const char *head = grid->columns[column].head;
  size_t whole = rsl_text_width(head);
  for (size_t width = 1; width < whole; width++)
    if (head_fits(grid, head, width, lines)) return width;
  return whole;
}

static bool head_fits(rsl__grid *grid, const char *head, size_t width, size_t lines) {
  rsl__text_buffer_clear(&grid->line);
  rsl__text_buffer_text(&grid->line, head);
  bool fits = !grid->line.failed;
  if (!fits && grid->status == RSL_OK) grid->status = rsl__fail_memory(grid->error);
  char *rest = grid->line.bytes;
  for (size_t i = 0; fits && *rest != '\0'; i++)
    fits = i < lines && rsl_text_width(rsl__take_line(&rest, width)) <= width;
  rsl__text_buffer_clear(&grid->line);
  return fits;
}

static size_t total_width(const rsl__grid *grid) {
  size_t total = 0;
  for (size_t i = 0; i < grid->count; i++)
    if (is_shown(grid, i)) total += grid->widths[i] + (total > 0 ? GAP : 0);
  return total;
}

static bool narrow_widest(rsl__grid *grid, const size_t *floors) {
  size_t widest = grid->count;
  for (size_t i = 0; i < grid->count; i++) {
    if (!is_shown(grid, i) || grid->widths[i] <= floors[i]) continue;
    if (widest == grid->count || weighs_more(grid, i, widest)) widest = i;
  }
  if (widest == grid->count) return false;
  grid->widths[widest]--;
  return true;
}

static bool weighs_more(const rsl__grid *grid, size_t column, size_t other) {
  return grid->widths[column] * grid->columns[other].share > grid->widths[other] * grid->columns[column].share;
}

/* One row, on as many lines as its longest cell takes. */
static void print_cells(rsl__grid *grid, bool head) {
  if (grid->status == RSL_OK) grid->status = rsl__text_buffer_status(&grid->cells, grid->error);
  if (grid->status != RSL_OK) return;
  for (size_t i = 0; i < grid->count; i++) {
    const char *text = grid->cells.bytes + grid->starts[i];
    grid->indents[i] = head ? 0 : strspn(text, " ");
    grid->rest[i] = grid->cells.bytes + grid->starts[i] + grid->indents[i];
  }
  bool more = true;
  for (size_t line = 0; more && grid->status == RSL_OK; line++) {
    size_t position = 0;
    size_t at = 0;
    more = false;
    for (size_t i = 0; i < grid->count; i++) {
      if (!is_shown(grid, i)) continue;
      put_cell(grid, i, take_cell_line(grid, i, line, head), position, &at);
      position += grid->widths[i] + GAP;
      if (*grid->rest[i] != '\0') more = true;
    }
    end_line(grid);
  }
}

static char *take_cell_line(rsl__grid *grid, size_t column, size_t line, bool head) {
  const rsl__grid_column *kind = &grid->columns[column];
  size_t room = room_of(grid, column);
  bool whole = !head && (kind->least == 0 || line + 1 >= kind->lines);
  return rsl__take_line(&grid->rest[column], whole ? 0 : room);
}

/* What the spaces that a cell begins with leave of its column: one at least. */
static size_t room_of(const rsl__grid *grid, size_t column) {
  size_t width = grid->widths[column];
  if (grid->indents[column] < width) return width - grid->indents[column];
  return width > 0 ? 1 : 0;
}

/* Nothing is written behind the last text of a line: `at` is where that ended. */
static void put_cell(rsl__grid *grid, size_t column, const char *text, size_t position, size_t *at) {
  const rsl__grid_column *kind = &grid->columns[column];
  size_t room = room_of(grid, column);
  size_t width = rsl_text_width(text);
  if (width == 0) return;
  if (kind->least > 0 && width > room) width = room;
  position += grid->widths[column] - room;
  size_t from = position + (kind->right && width < room ? room - width : 0);
  if (from > *at) rsl__append_spaces(&grid->line, from - *at);
  if (kind->least > 0) {
    rsl__append_cut(&grid->line, text, room);
  } else {
    rsl__text_buffer_text(&grid->line, text);
  }
  *at = from + width;
}

/* The first cell, then the others under it with their heads. */
static void print_stacked(rsl__grid *grid) {
  bool first = true;
  for (size_t i = 0; i < grid->count && grid->status == RSL_OK; i++) {
    const char *text = grid->cells.bytes + grid->starts[i];
    text += strspn(text, " ");
    if (*text == '\0') continue;
    rsl__text_buffer_clear(&grid->scratch);
    if (!first) rsl__text_buffer_format(&grid->scratch, "%s: ", grid->columns[i].head);
    rsl__text_buffer_text(&grid->scratch, text);
    grid->status = rsl__text_buffer_status(&grid->scratch, grid->error);
    if (grid->status != RSL_OK) break;
    print_lines(grid, grid->scratch.bytes, first ? 0 : 2, first ? 0 : 4, grid->columns[i].least > 0);
    first = false;
  }
}

static void print_lines(rsl__grid *grid, char *text, size_t first_indent, size_t indent, bool cut) {
  char *rest = text + strspn(text, " ");
  for (bool first = true; *rest != '\0' && grid->status == RSL_OK; first = false) {
    size_t before = first ? first_indent : indent;
    size_t room = grid->width == 0 ? 0 : (grid->width > before ? grid->width - before : 1);
    const char *line = rsl__take_line(&rest, room);
    rsl__append_spaces(&grid->line, before);
    if (cut && room > 0) {
      rsl__append_cut(&grid->line, line, room);
    } else {
      rsl__text_buffer_text(&grid->line, line);
    }
    end_line(grid);
  }
}

static void end_line(rsl__grid *grid) {
  rsl__text_buffer_char(&grid->line, '\n');
  if (grid->status == RSL_OK) grid->status = rsl__text_buffer_status(&grid->line, grid->error);
  if (grid->status == RSL_OK)
    grid->status = grid->sink.write(grid->sink.context, grid->line.bytes, grid->line.length, grid->error);
  rsl__text_buffer_clear(&grid->line);
}
