#include "base/text_buffer.h"
#include "io/sheet.h"

static rsl_status write_problem(rsl__sheet *sheet, const rsl_problem *problem, rsl__text_buffer *text,
                                rsl_error *error);
static void put_place(rsl__text_buffer *text, const rsl_problem *problem);
static void put_message(rsl__text_buffer *text, const rsl_problem *problem);

rsl_status rsl_write_problems(const rsl_problems *problems, const rsl_result_options *options,
                              const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  static const char *const columns[] = { "severity", "where", "code", "message" };
  rsl__sheet sheet;
  rsl__text_buffer text;
  rsl__text_buffer_init(&text, allocator);
  rsl_status status = rsl__sheet_open(&sheet, options, NULL, columns, 4, 0, allocator, sink, error);
  for (size_t i = 0; status == RSL_OK && i < rsl_problems_kept(problems); i++) {
    status = write_problem(&sheet, rsl_problems_at(problems, i), &text, error);
  }
  rsl__text_buffer_free(&text);
  return rsl__sheet_close(&sheet, status, error);
}

static rsl_status write_problem(rsl__sheet *sheet, const rsl_problem *problem, rsl__text_buffer *text,
                                rsl_error *error) {
  rsl_writer_text(sheet->writer, problem->severity == RSL_SEVERITY_WARNING ? "warning" : "error");
  put_place(text, problem);
  rsl_writer_text(sheet->writer, rsl__text_buffer_string(text));
  rsl_writer_text(sheet->writer, problem->code);
  rsl_status status = rsl__text_buffer_status(text, error);
  if (status != RSL_OK) return status;
  put_message(text, problem);
  rsl_writer_text(sheet->writer, rsl__text_buffer_string(text));
  status = rsl__text_buffer_status(text, error);
  return status == RSL_OK ? rsl_writer_end_row(sheet->writer, error) : status;
}

/* `FILE:LINE:COLUMN` as far as it is known; of a plan built by hand the path. */
static void put_place(rsl__text_buffer *text, const rsl_problem *problem) {
  rsl__text_buffer_clear(text);
  rsl__text_buffer_text(text, problem->file[0] != '\0' ? problem->file : problem->path);
  if (problem->file[0] == '\0' || problem->line == 0) return;
  rsl__text_buffer_format(text, ":%zu", problem->line);
  if (problem->column > 0) rsl__text_buffer_format(text, ":%zu", problem->column);
}

/* With the path behind it where the place is a line of a file: as rsl_problem_format() has it. */
static void put_message(rsl__text_buffer *text, const rsl_problem *problem) {
  rsl__text_buffer_clear(text);
  rsl__text_buffer_text(text, problem->message);
  if (problem->file[0] != '\0' && problem->path[0] != '\0') rsl__text_buffer_format(text, " (%s)", problem->path);
}
