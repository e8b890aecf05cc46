/* Tables on a page of so many columns (grid.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "report/grid.h"
#include "support/failing_allocator.h"

/* Three columns: a text, a figure, a text that may be broken. */
static const rsl__grid_column three[] = {
  { "Name", false, false, 6, 1, 1 },
  { "Value so far", true, false, 0, 1, 0 },
  { "Rating", false, true, 6, 3, 1 },
};

typedef struct cells {
  const char *rows[4][3];
  size_t count;
  const char *note; /* under each row */
} cells;

static void say_cells(rsl__grid *grid, void *context) {
  const cells *given = context;
  rsl__grid_head(grid);
  for (size_t i = 0; i < given->count && rsl__grid_goes_on(grid); i++) {
    for (size_t k = 0; k < 3; k++) rsl__grid_cell(grid, given->rows[i][k]);
    rsl__grid_end_row(grid);
    if (given->note != NULL) rsl__grid_paragraph(grid, given->note, 4);
  }
}

/* The caller frees the buffer. */
static const char *page(rsl__text_buffer *out, const cells *given, size_t width) {
  rsl_error error = RSL_ERROR_INIT;
  cells copy = *given;
  rsl__text_buffer_init(out, NULL);
  rsl_status status = rsl__grid_write(three, 3, width, NULL, rsl__text_buffer_sink(out), say_cells, &copy, &error);
  assert_int_equal(status, RSL_OK);
  return rsl__text_buffer_string(out);
}

static void assert_page(const cells *given, size_t width, const char *want) {
  rsl__text_buffer out;
  assert_string_equal(page(&out, given, width), want);
  rsl__text_buffer_free(&out);
}

static void figures_are_right_aligned_under_their_heads(void **state) {
  (void)state;
  const cells given = { { { "POOR", "5.10", "behind" }, { "GRAIN", "10,404.0", "on track" } }, 2, NULL };
  assert_page(&given, 80,
              "Name   Value so far  Rating\n"
              "─────  ────────────  ────────\n"
              "POOR           5.10  behind\n"
              "GRAIN      10,404.0  on track\n");
}

static void columns_are_aligned_by_display_width_not_by_bytes(void **state) {
  (void)state;
  /* "Hà" once composed, once with a combining mark; two wide letters take four columns. */
  const cells given = { { { "Hà Nội", "1", "x" }, { "Ha\xCC\x80 Nội", "2", "x" }, { "中文", "3", "x" } }, 3, NULL };
  assert_page(&given, 80,
              "Name    Value so far  Rating\n"
              "──────  ────────────  ──────\n"
              "Hà Nội             1  x\n"
              "Ha\xCC\x80 Nội             2  x\n"
              "中文               3  x\n");
}

static void heads_are_broken_before_texts_are_narrowed(void **state) {
  (void)state;
  /* Whole it takes 7 + 2 + 12 + 2 + 8 = 31; with the head on two lines 7 + 2 + 6 + 2 + 8 = 25. */
  const cells given = { { { "POVERTY", "5.10", "on track" } }, 1, NULL };
  assert_page(&given, 27,
              "Name      Value  Rating\n"
              "         so far\n"
              "───────  ──────  ────────\n"
              "POVERTY    5.10  on track\n");
}

static void texts_are_broken_then_cut_and_figures_never(void **state) {
  (void)state;
  /* The first column may have one line, the last three, and "exceeded" stays whole: 31 - 13 - 8 - 2 × 2 = 6. */
  const cells given = { { { "URBANISATION", "1,234,567.890", "exceeded early" } }, 1, NULL };
  assert_page(&given, 31,
              "Name     Value so far  Rating\n"
              "──────  ─────────────  ────────\n"
              "URBAN…  1,234,567.890  exceeded\n"
              "                       early\n");
}

static void lines_of_an_indented_cell_stay_indented(void **state) {
  (void)state;
  const cells given = { { { "x", "1", "  exceeded early" } }, 1, NULL };
  assert_page(&given, 28,
              "Name   Value  Rating\n"
              "      so far\n"
              "────  ──────  ──────────────\n"
              "x          1    exceeded\n"
              "                early\n");
}

static void a_page_too_narrow_for_a_table_has_a_list(void **state) {
  (void)state;
  const cells given = { { { "Urban population", "1,234,567.890", "on track" } }, 1, "The reason is told in words." };
  assert_page(&given, 16,
              "Urban population\n"
              "  Value so far:\n"
              "    1,234,567.890\n" /* figures are never cut: 17 columns */
              "  Rating: on\n"
              "    track\n"
              "    The reason\n"
              "    is told in\n"
              "    words.\n");
}

static void a_width_of_nothing_cuts_nothing(void **state) {
  (void)state;
  const cells given = { { { "A name that is longer than any page should be", "1", "exceeded early" } },
                        1,
                        "A reason, in one line however long it is." };
  assert_page(&given, 0,
              "Name                                           Value so far  Rating\n"
              "─────────────────────────────────────────────  ────────────  ──────────────\n"
              "A name that is longer than any page should be             1  exceeded early\n"
              "    A reason, in one line however long it is.\n");
}

static void a_column_without_any_text_is_left_out(void **state) {
  (void)state;
  const cells given = { { { "POOR", "5.10", "" } }, 1, NULL };
  assert_page(&given, 80,
              "Name  Value so far\n"
              "────  ────────────\n"
              "POOR          5.10\n");
}

static void notes_are_broken_into_lines_below_their_row(void **state) {
  (void)state;
  const cells given = { { { "POOR", "5.10", "behind" } }, 1, "0.62 of the way expected by the end of 2022" };
  assert_page(&given, 30,
              "Name  Value so far  Rating\n"
              "────  ────────────  ──────\n"
              "POOR          5.10  behind\n"
              "    0.62 of the way expected\n"
              "    by the end of 2022\n");
}

static void names_of_hostile_files_cannot_break_a_row(void **state) {
  (void)state;
  /* A real list has "Phường \nHoàn Kiếm". An escape, a mark that turns the writing and a byte that is no UTF-8. */
  const cells given = { { { "Phường \nHoàn Kiếm", "1", "x" }, { "a\x1b[2Jb\xE2\x80\xAE\xFF", "2", "y" } }, 2, NULL };
  assert_page(&given, 80,
              "Name              Value so far  Rating\n"
              "────────────────  ────────────  ──────\n"
              "Phường Hoàn Kiếm             1  x\n"
              "a\xEF\xBF\xBD[2Jb\xEF\xBF\xBD\xEF\xBF\xBD                     2  y\n");
}

static void no_line_is_wider_than_the_page(void **state) {
  (void)state;
  const cells given = { { { "Tỷ lệ đô thị hóa của cả nước năm 2022", "37,5", "vượt, về đích trước hạn" },
                          { "Một-từ-rất-dài-không-có-dấu-cách", "-5", "chậm" } },
                        2,
                        "https://example.org/mot/duong/dan/rat/dai/khong/co/dau/cach" };
  for (size_t width = 20; width <= 90; width++) {
    rsl__text_buffer out;
    const char *line = page(&out, &given, width);
    while (*line != '\0') {
      char copy[512];
      size_t length = strcspn(line, "\n");
      assert_true(length < sizeof copy);
      memcpy(copy, line, length);
      copy[length] = '\0';
      assert_true(rsl_text_width(copy) <= width);
      assert_true(length == 0 || copy[length - 1] != ' ');
      line += length + 1;
    }
    rsl__text_buffer_free(&out);
  }
}

static void say_two_cells(rsl__grid *grid, void *context) {
  (void)context;
  rsl__grid_cell(grid, "a");
  rsl__grid_cell(grid, "b");
  rsl__grid_end_row(grid);
}

static void a_row_with_too_few_cells_is_a_fault(void **state) {
  (void)state;
  rsl__text_buffer out;
  rsl_error error = RSL_ERROR_INIT;
  rsl__text_buffer_init(&out, NULL);
  rsl_status status = rsl__grid_write(three, 3, 80, NULL, rsl__text_buffer_sink(&out), say_two_cells, NULL, &error);
  assert_int_equal(status, RSL_ERR_INTERNAL);
  assert_int_equal(out.length, 0);
  rsl__text_buffer_free(&out);
}

static rsl_status refuse(void *context, const void *bytes, size_t size, rsl_error *error) {
  size_t *left = context;
  (void)bytes;
  (void)size;
  if (*left == 0) return rsl__fail(error, RSL_ERR_IO, "the disk is full");
  (*left)--;
  return RSL_OK;
}

static void a_full_disk_is_told_once(void **state) {
  (void)state;
  cells given = { { { "POOR", "5.10", "behind" } }, 1, "A reason" };
  for (size_t i = 0; i < 4; i++) {
    size_t left = i;
    rsl_error error = RSL_ERROR_INIT;
    rsl_status status = rsl__grid_write(three, 3, 80, NULL, (rsl_sink){ refuse, &left }, say_cells, &given, &error);
    assert_int_equal(status, RSL_ERR_IO);
    assert_string_equal(error.text, "the disk is full");
  }
}

static bool write_page(const rsl_allocator *allocator, void *context) {
  rsl__text_buffer out;
  rsl__text_buffer_init(&out, NULL);
  rsl_status status = rsl__grid_write(three, 3, 26, allocator, rsl__text_buffer_sink(&out), say_cells, context, NULL);
  rsl__text_buffer_free(&out);
  assert_true(status == RSL_OK || status == RSL_ERR_MEMORY);
  return status == RSL_OK;
}

static void no_memory_is_an_error_like_any_other(void **state) {
  (void)state;
  cells given = { { { "Urban population", "1,234,567.890", "on track" } }, 1, "A reason that has several lines" };
  assert_true(sweep_allocations(write_page, &given) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(figures_are_right_aligned_under_their_heads),
    cmocka_unit_test(columns_are_aligned_by_display_width_not_by_bytes),
    cmocka_unit_test(heads_are_broken_before_texts_are_narrowed),
    cmocka_unit_test(texts_are_broken_then_cut_and_figures_never),
    cmocka_unit_test(lines_of_an_indented_cell_stay_indented),
    cmocka_unit_test(a_page_too_narrow_for_a_table_has_a_list),
    cmocka_unit_test(a_width_of_nothing_cuts_nothing),
    cmocka_unit_test(a_column_without_any_text_is_left_out),
    cmocka_unit_test(notes_are_broken_into_lines_below_their_row),
    cmocka_unit_test(names_of_hostile_files_cannot_break_a_row),
    cmocka_unit_test(no_line_is_wider_than_the_page),
    cmocka_unit_test(a_row_with_too_few_cells_is_a_fault),
    cmocka_unit_test(a_full_disk_is_told_once),
    cmocka_unit_test(no_memory_is_an_error_like_any_other),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
