#include "report/grid.h"
#include "report/say.h"

typedef struct problems_table {
  const rsl_problems *problems;
  rsl_language language;
} problems_table;

static void say_problems(rsl__grid *grid, void *context);
static void put_place(rsl__text_buffer *text, const rsl_problem *problem);
static void put_counts(rsl__text_buffer *text, const problems_table *table);
static void put_count(rsl__text_buffer *text, rsl_language language, size_t count, const char *one, const char *many);

rsl_status rsl_table_problems(const rsl_problems *problems, const rsl_table_options *options,
                              const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  rsl_table_options own = rsl__table_options(options);
  problems_table table = { problems, own.language };
  const rsl__grid_column columns[] = {
    { rsl_translate(own.language, "Severity"), false, false, 0, 1, 0 },
    { rsl_translate(own.language, "Where"), false, true, 16, 4, 1 },
    { rsl_translate(own.language, "Code"), false, false, 12, 2, 1 },
  };
  return rsl__grid_write(columns, 3, own.width, allocator, sink, say_problems, &table, error);
}

/* The message has the lines below: it is what must be read in full, and rarely fits beside the place. */
static void say_problems(rsl__grid *grid, void *context) {
  const problems_table *table = context;
  size_t count = rsl_problems_kept(table->problems);
  if (count > 0) rsl__grid_head(grid);
  for (size_t i = 0; i < count && rsl__grid_goes_on(grid); i++) {
    const rsl_problem *problem = rsl_problems_at(table->problems, i);
    bool warning = problem->severity == RSL_SEVERITY_WARNING;
    rsl__grid_cell(grid, rsl_translate(table->language, warning ? "warning" : "error"));
    put_place(rsl__grid_scratch(grid), problem);
    rsl__grid_scratch_cell(grid);
    rsl__grid_cell(grid, problem->code);
    rsl__grid_end_row(grid);
    rsl__text_buffer_text(rsl__grid_scratch(grid), problem->message);
    bool has_both = problem->file[0] != '\0' && problem->path[0] != '\0';
    if (has_both) rsl__text_buffer_format(&grid->scratch, " (%s)", problem->path);
    rsl__grid_scratch_paragraph(grid, 4);
  }
  if (count > 0) rsl__grid_blank(grid);
  put_counts(rsl__grid_scratch(grid), table);
  rsl__grid_scratch_paragraph(grid, 0);
}

static void put_place(rsl__text_buffer *text, const rsl_problem *problem) {
  rsl__text_buffer_text(text, problem->file[0] != '\0' ? problem->file : problem->path);
  if (problem->file[0] == '\0' || problem->line == 0) return;
  rsl__text_buffer_format(text, ":%zu", problem->line);
  if (problem->column > 0) rsl__text_buffer_format(text, ":%zu", problem->column);
}

static void put_counts(rsl__text_buffer *text, const problems_table *table) {
  size_t errors = rsl_problems_errors(table->problems);
  size_t warnings = rsl_problems_warnings(table->problems);
  size_t kept = rsl_problems_kept(table->problems);
  if (errors + warnings == 0) {
    rsl__text_buffer_text(text, rsl_translate(table->language, "No problems were found."));
    return;
  }
  put_count(text, table->language, errors, "1 error", "{0} errors");
  rsl__text_buffer_text(text, ", ");
  put_count(text, table->language, warnings, "1 warning", "{0} warnings");
  if (errors + warnings == kept) return;
  rsl__text_buffer_text(text, "; ");
  put_count(text, table->language, kept, "the first is shown", "the first {0} are shown");
}

static void put_count(rsl__text_buffer *text, rsl_language language, size_t count, const char *one, const char *many) {
  char digits[32];
  rsl_number_format_people(rsl_number_from_integer((int64_t)count), 0, language, digits, sizeof digits);
  const char *const arguments[] = { digits };
  rsl__text_buffer_fill(text, rsl_translate(language, count == 1 ? one : many), arguments, 1);
}
