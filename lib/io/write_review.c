#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/text_buffer.h"
#include "io/sheet.h"

/* A row's place in the result: by unit as the review has it (structure order), indicator, period, then as it was. */
typedef struct row_order {
  uint32_t unit_rank;
  uint32_t indicator;
  rsl_period by;
  size_t index;
} row_order;

static rsl_status write_rows(rsl__sheet *sheet, const rsl_review *review, const rsl_allocator *allocator,
                             rsl_error *error);
static void order_rows(const rsl_review *review, row_order *order, size_t count);
static int compare_rows(const void *a, const void *b);
static rsl_status write_row(rsl__sheet *sheet, const rsl_review_row *row, rsl_error *error);
static void put_standing(rsl__sheet *sheet, const rsl_review_row *row);
static void put_verdict(rsl__sheet *sheet, const rsl_review_row *row, const rsl_target *target);
static const rsl_target *rated_target(const rsl_plan *plan, const rsl_review_row *row);
static void put_method(rsl__sheet *sheet, const rsl_review_row *row);
static void put_projection_method(rsl__sheet *sheet, const rsl_review_row *row);
static void put_published(rsl__sheet *sheet, const rsl_published *verdict);

rsl_status rsl_write_review(const rsl_review *review, const rsl_result_options *options, const rsl_allocator *allocator,
                            rsl_sink sink, rsl_error *error) {
  static const char *const columns[] = { "unit",
                                         "indicator",
                                         "resolution",
                                         "form",
                                         "baseline_period",
                                         "baseline",
                                         "actual_period",
                                         "actual",
                                         "expected",
                                         "target",
                                         "achieved_percent",
                                         "pace",
                                         "required_pace",
                                         "acceleration",
                                         "projected",
                                         "projected_low",
                                         "projected_high",
                                         "coverage",
                                         "rating",
                                         "reason",
                                         "target_code",
                                         "by",
                                         "assigned_by",
                                         "reason_code",
                                         "flags",
                                         "published",
                                         "of_target_percent",
                                         "gap",
                                         "actual_status",
                                         "projection_method",
                                         "method",
                                         "ratio",
                                         "score",
                                         "class",
                                         "chance",
                                         "unit_name",
                                         "indicator_name" };
  rsl__sheet sheet;
  rsl_status status = rsl__sheet_open(&sheet, options, rsl_review_plan(review), columns,
                                      sizeof columns / sizeof *columns, 2, allocator, sink, error);
  if (status == RSL_OK) status = write_rows(&sheet, review, allocator, error);
  return rsl__sheet_close(&sheet, status, error);
}

rsl_status rsl_write_headlines(const rsl_review *review, const rsl_result_options *options,
                               const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  static const char *const columns[] = { "unit",   "resolution", "field",      "targets",  "exceeded",
                                         "met",    "on_track",   "nearly_met", "behind",   "off_track",
                                         "missed", "no_data",    "not_rated",  "unit_name" };
  /* The early ones are counted with the others (T10). */
  static const rsl_rating pairs[][2] = {
    { RSL_RATING_EXCEEDED, RSL_RATING_EXCEEDED_EARLY },
    { RSL_RATING_MET, RSL_RATING_MET_EARLY },
    { RSL_RATING_ON_TRACK, RSL_RATING_END },
    { RSL_RATING_NEARLY_MET, RSL_RATING_END },
    { RSL_RATING_BEHIND, RSL_RATING_END },
    { RSL_RATING_OFF_TRACK, RSL_RATING_END },
    { RSL_RATING_MISSED, RSL_RATING_END },
    { RSL_RATING_NO_DATA, RSL_RATING_END },
    { RSL_RATING_NOT_RATED, RSL_RATING_END },
  };
  const rsl_plan *plan = rsl_review_plan(review);
  rsl__sheet sheet;
  rsl_status status =
      rsl__sheet_open(&sheet, options, plan, columns, sizeof columns / sizeof *columns, 1, allocator, sink, error);
  for (size_t i = 0; status == RSL_OK && i < rsl_review_headline_count(review); i++) {
    const rsl_headline *headline = rsl_review_headline_at(review, i);
    if (!rsl__sheet_keeps(&sheet.options, headline->unit, RSL_NONE)) continue;
    rsl__sheet_unit(&sheet, headline->unit);
    rsl_writer_text(sheet.writer, rsl_plan_resolution(plan, headline->resolution)->code);
    /* `all` is a reserved word, so no field can bear it; empty are the targets without a field. */
    bool has_field = headline->of_field && headline->field != RSL_NONE;
    rsl_writer_text(sheet.writer,
                    has_field ? rsl_plan_field(plan, headline->field)->code : (headline->of_field ? "" : "all"));
    rsl__sheet_count(&sheet, headline->targets);
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
      uint64_t early = pairs[k][1] == RSL_RATING_END ? 0 : headline->by_rating[pairs[k][1]];
      rsl__sheet_count(&sheet, headline->by_rating[pairs[k][0]] + early);
    }
    rsl__sheet_names(&sheet, headline->unit, RSL_NONE);
    status = rsl_writer_end_row(sheet.writer, error);
  }
  return rsl__sheet_close(&sheet, status, error);
}

static rsl_status write_rows(rsl__sheet *sheet, const rsl_review *review, const rsl_allocator *allocator,
                             rsl_error *error) {
  rsl_allocator from = rsl__allocator_or_default(allocator);
  size_t count = rsl_review_count(review);
  row_order *order = rsl__allocate_array(&from, count, sizeof *order);
  if (order == NULL) return rsl__fail_memory(error);
  order_rows(review, order, count);
  rsl_status status = RSL_OK;
  for (size_t i = 0; status == RSL_OK && i < count; i++) {
    const rsl_review_row *row = rsl_review_at(review, order[i].index);
    bool wanted = !sheet->options.differs || rsl_review_row_agreement(row) == RSL_AGREEMENT_DIFFERS;
    if (wanted && rsl__sheet_keeps(&sheet->options, row->links.unit, row->links.indicator))
      status = write_row(sheet, row, error);
  }
  rsl__release_array(&from, order, count, sizeof *order);
  return status;
}

static void order_rows(const rsl_review *review, row_order *order, size_t count) {
  const rsl_plan *plan = rsl_review_plan(review);
  uint32_t rank = 0;
  uint32_t unit = RSL_NONE;
  for (size_t i = 0; i < count; i++) {
    const rsl_review_row *row = rsl_review_at(review, i);
    if (row->links.unit != unit) rank++;
    unit = row->links.unit;
    order[i] = (row_order){ rank, row->links.indicator, rsl_plan_target(plan, row->target)->by, i };
  }
  if (count > 1) qsort(order, count, sizeof *order, compare_rows);
}

static int compare_rows(const void *a, const void *b) {
  const row_order *left = a;
  const row_order *right = b;
  if (left->unit_rank != right->unit_rank) return left->unit_rank < right->unit_rank ? -1 : 1;
  if (left->indicator != right->indicator) return left->indicator < right->indicator ? -1 : 1;
  int order = rsl_period_compare(left->by, right->by);
  if (order != 0) return order;
  return left->index < right->index ? -1 : left->index > right->index;
}

static rsl_status write_row(rsl__sheet *sheet, const rsl_review_row *row, rsl_error *error) {
  const rsl_target *target = rsl_plan_target(sheet->plan, row->target);
  rsl__sheet_unit(sheet, row->links.unit);
  rsl__sheet_indicator(sheet, row->links.indicator);
  rsl_writer_text(sheet->writer, rsl_plan_resolution(sheet->plan, row->links.resolution)->code);
  rsl_writer_text(sheet->writer, rsl_form_name(rated_target(sheet->plan, row)->form));
  put_standing(sheet, row);
  put_verdict(sheet, row, target);
  rsl__sheet_names(sheet, row->links.unit, row->links.indicator);
  return rsl_writer_end_row(sheet->writer, error);
}

/* From `baseline_period` to `projected_high`. */
static void put_standing(rsl__sheet *sheet, const rsl_review_row *row) {
  rsl__sheet_period(sheet, row->baseline_period);
  rsl__sheet_rated(sheet, row->links.indicator, row->baseline);
  rsl__sheet_period(sheet, row->actual_period);
  rsl__sheet_rated(sheet, row->links.indicator, row->actual);
  rsl_writer_number(sheet->writer, row->expected);
  rsl__sheet_reached(sheet, row);
  rsl_writer_number(sheet->writer, row->achieved_percent);
  rsl_writer_number(sheet->writer, row->pace);
  rsl_writer_number(sheet->writer, row->required_pace);
  rsl_writer_number(sheet->writer, row->acceleration);
  rsl_writer_number(sheet->writer, row->projected);
  rsl_writer_number(sheet->writer, row->projected_low);
  rsl_writer_number(sheet->writer, row->projected_high);
}

/* From `coverage` to `projection_method`. */
static void put_verdict(rsl__sheet *sheet, const rsl_review_row *row, const rsl_target *target) {
  char assigned_by[RSL_UNIT_REFERENCE] = "";
  if (row->links.assigned_by != RSL_NONE) rsl_plan_unit_reference(sheet->plan, row->links.assigned_by, assigned_by);
  rsl_writer_number(sheet->writer, row->coverage);
  rsl_writer_text(sheet->writer, rsl_rating_name(row->rating));
  rsl_writer_text(sheet->writer, row->reason);
  rsl_writer_text(sheet->writer, target->code);
  rsl__sheet_period(sheet, target->by);
  rsl_writer_text(sheet->writer, assigned_by);
  rsl_writer_text(sheet->writer, rsl_reason_code(row->reason_code));
  rsl__sheet_flags(sheet, row->flags);
  put_published(sheet, row->published);
  rsl_writer_number(sheet->writer, row->of_target_percent);
  rsl_writer_number(sheet->writer, row->gap);
  rsl__sheet_letter(sheet, row->actual_status);
  put_method(sheet, row);
}

/* From `projection_method` to the end. */
static void put_method(rsl__sheet *sheet, const rsl_review_row *row) {
  const char *word = rsl_class_code(row->rated_as);
  const char *chance = rsl_chance_name(row->chance);
  put_projection_method(sheet, row);
  rsl_writer_text(sheet->writer, row->method);
  rsl_writer_number(sheet->writer, row->ratio);
  rsl_writer_number(sheet->writer, row->score);
  rsl_writer_text(sheet->writer, word == NULL ? "" : word);
  rsl_writer_text(sheet->writer, chance == NULL ? "" : chance);
}

static void put_projection_method(rsl__sheet *sheet, const rsl_review_row *row) {
  char method[64] = "";
  if (row->projection_method != NULL)
    (void)snprintf(method, sizeof method, "%s%s", row->projection_method, row->projection_clamped ? "_clamped" : "");
  rsl_writer_text(sheet->writer, method);
}

/* Of parts that hold together, the one that decides. */
static const rsl_target *rated_target(const rsl_plan *plan, const rsl_review_row *row) {
  return rsl_plan_target(plan, row->part != RSL_NONE ? row->part : row->target);
}

/* The rating, or what else was said. */
static void put_published(rsl__sheet *sheet, const rsl_published *verdict) {
  const char *rating = verdict == NULL ? NULL : rsl_rating_name(verdict->rating);
  const char *words = verdict == NULL ? NULL : verdict->words;
  rsl_writer_text(sheet->writer, rating != NULL ? rating : words);
}
