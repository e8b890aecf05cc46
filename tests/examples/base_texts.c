/* Problems, words, widths and writers of base.h. */
#include <stdio.h>

#include <resolution/base.h>

static rsl_status to_file(void *file, const void *bytes, size_t size, rsl_error *error) {
  (void)error;
  return fwrite(bytes, 1, size, file) == size ? RSL_OK : RSL_ERR_IO;
}

static void show_problems(void) {
  rsl_problems *problems = NULL;
  if (rsl_problems_new(NULL, 0, &problems) != RSL_OK) return;
  rsl_problem late = {
    RSL_SEVERITY_WARNING, "field_differs", "plan.json", 9, 3, "targets[0].goal", "the fields differ"
  };
  rsl_problem early = { RSL_SEVERITY_ERROR, "unknown_unit",        "plan.json", 4, 11,
                        "targets[0].unit",  "there is no unit `X`" };
  rsl_problems_add(problems, &late);
  rsl_problems_add(problems, &early);
  rsl_problems_sort(problems);
  char text[256];
  for (size_t i = 0; i < rsl_problems_kept(problems); i++) {
    (void)rsl_problem_format(rsl_problems_at(problems, i), text, sizeof text);
    printf("%s\n", text);
  }
  printf("%zu error, %zu warning\n", rsl_problems_errors(problems), rsl_problems_warnings(problems));
  rsl_problems_free(problems);
}

static void show_words(void) {
  rsl_language language = RSL_LANGUAGE_ENGLISH;
  if (!rsl_language_parse("vi_VN.UTF-8", &language)) return;
  const char *word = rsl_translate(language, "behind");
  char cut[32];
  (void)rsl_text_cut(word, 5, cut, sizeof cut);
  printf("%s is %zu columns wide; cut to 5: %s\n", word, rsl_text_width(word), cut);
}

static rsl_status write_rows(rsl_error *error) {
  static const char *const columns[] = { "unit", "year", "value", "note", "flags" };
  static const char *const flags[] = { "partial", "estimate" };
  rsl_writer *writer = NULL;
  rsl_status status = rsl_writer_new(NULL, RSL_FORMAT_CSV, columns, 5, (rsl_sink){ to_file, stdout }, &writer);
  if (status != RSL_OK) return status;
  rsl_writer_text(writer, "Commune A, the first");
  rsl_writer_integer(writer, 2022);
  rsl_writer_number(writer, rsl_number_from_decimal((rsl_decimal){ 450, 2 }));
  rsl_writer_absent(writer);
  rsl_writer_list(writer, flags, 2);
  status = rsl_writer_end_row(writer, error);
  if (status == RSL_OK) status = rsl_writer_finish(writer, error);
  rsl_writer_free(writer);
  return status;
}

int main(void) {
  rsl_error error = RSL_ERROR_INIT;
  show_problems();
  show_words();
  rsl_status status = write_rows(&error);
  char text[512];
  if (status != RSL_OK && rsl_error_format(&error, text, sizeof text) > 0) fprintf(stderr, "%s\n", text);
  printf("%s\n", rsl_status_name(status));
  return status == RSL_OK ? 0 : 1;
}
