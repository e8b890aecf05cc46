#include <string.h>

#include "base/sort.h"
#include "plan/expression_parser.h"
#include "plan/finishing.h"

static const char *indicator_code(const rsl_plan *plan, uint32_t index);
static bool lay_out_exclusions(rsl__finish *finish);
static void check_indicator(rsl__finish *finish, uint32_t index);
static void check_choices(rsl__finish *finish, uint32_t index);
static void check_reserved(rsl__finish *finish, uint32_t index);
static void check_texts(rsl__finish *finish, uint32_t index);
static void check_coverage(rsl__finish *finish, uint32_t index);
static void check_measured_at(rsl__finish *finish, uint32_t index);
static void check_levels_once(rsl__finish *finish, uint32_t index, rsl__life *spans, uint32_t count);
static void check_not_applicable(rsl__finish *finish, uint32_t index);

void rsl__finish_indicators(rsl__finish *finish) {
  static const rsl__code_list indicators = { RSL__RECORD_INDICATOR, RSL__PROBLEM_DUPLICATE_INDICATOR, "an indicator",
                                             indicator_code };
  uint32_t count = rsl_plan_indicator_count(finish->plan);
  rsl__index_codes(finish, &indicators, &finish->links->indicators);
  finish->links->indicator_field = rsl__finish_indexes(finish, count);
  if (finish->no_memory || !lay_out_exclusions(finish)) return;
  for (uint32_t i = 0; i < count && !finish->no_memory; ++i) check_indicator(finish, i);
}

static bool lay_out_exclusions(rsl__finish *finish) {
  rsl__plan_links *links = finish->links;
  uint32_t count = rsl_plan_indicator_count(finish->plan);
  size_t total = 0;
  links->excluded_start = rsl__finish_array(finish, (size_t)count + 1, sizeof *links->excluded_start);
  for (uint32_t i = 0; i < count && !finish->no_memory; ++i) {
    links->excluded_start[i] = (uint32_t)total;
    total += rsl_plan_indicator(finish->plan, i)->not_applicable_count;
    if (total >= RSL_NONE) finish->no_memory = true;
  }
  if (finish->no_memory) return false;
  links->excluded_start[count] = (uint32_t)total;
  links->excluded_unit = rsl__finish_indexes(finish, total);
  return !finish->no_memory;
}

static const char *indicator_code(const rsl_plan *plan, uint32_t index) {
  return rsl_plan_indicator(plan, index)->code;
}

static void check_indicator(rsl__finish *finish, uint32_t index) {
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, index);
  check_reserved(finish, index);
  check_texts(finish, index);
  check_choices(finish, index);
  check_coverage(finish, index);
  check_measured_at(finish, index);
  check_not_applicable(finish, index);
  finish->links->indicator_field[index] =
      rsl__resolve_field(finish, rsl__at(RSL__RECORD_INDICATOR, index, "field"), indicator->field);
}

static void check_reserved(rsl__finish *finish, uint32_t index) {
  const char *code = rsl_plan_indicator(finish->plan, index)->code;
  if (code == NULL || !rsl__expression_is_reserved(code, strlen(code))) return;
  rsl__report(finish, RSL__PROBLEM_RESERVED_CODE, rsl__at(RSL__RECORD_INDICATOR, index, "code"),
              "code `%s` is a word of expressions: give the indicator another", code);
}

static void check_texts(rsl__finish *finish, uint32_t index) {
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, index);
  rsl__site name = rsl__at(RSL__RECORD_INDICATOR, index, "name");
  if (*indicator->name == '\0') rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, name, "an indicator needs `name`");
  rsl__check_text(finish, name, indicator->name);
  rsl__check_text(finish, rsl__at(RSL__RECORD_INDICATOR, index, "unit_of_measure"), indicator->unit_of_measure);
  rsl__check_text(finish, rsl__at(RSL__RECORD_INDICATOR, index, "source"), indicator->source);
  rsl__check_text(finish, rsl__at(RSL__RECORD_INDICATOR, index, "definition"), indicator->definition);
  rsl__check_text(finish, rsl__at(RSL__RECORD_INDICATOR, index, "higher"), indicator->higher);
  rsl__check_extras(finish, rsl__at(RSL__RECORD_INDICATOR, index, ""), &indicator->extras);
}

static void check_choices(rsl__finish *finish, uint32_t index) {
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, index);
  rsl__site decimals = rsl__at(RSL__RECORD_INDICATOR, index, "decimals");
  rsl__site frequency = rsl__at(RSL__RECORD_INDICATOR, index, "frequency");
  rsl__check_whole(finish, decimals, indicator->decimals, 0, 18);
  if (indicator->frequency == RSL_PERIOD_NONE && !indicator->event)
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, frequency, "an indicator needs `frequency`");
  rsl__check_choice(finish, frequency, (unsigned)indicator->frequency, RSL_PERIOD_TYPE_END);
  rsl__check_choice(finish, rsl__at(RSL__RECORD_INDICATOR, index, "direction"), (unsigned)indicator->direction,
                    RSL_DIRECTION_DECREASE + 1);
  rsl__check_choice(finish, rsl__at(RSL__RECORD_INDICATOR, index, "time"), (unsigned)indicator->time, RSL_TIME_END);
  rsl__check_choice(finish, rsl__at(RSL__RECORD_INDICATOR, index, "prefer"), (unsigned)indicator->prefer,
                    RSL_PREFER_ADD + 1);
}

static void check_coverage(rsl__finish *finish, uint32_t index) {
  static const rsl_decimal one = { 1, 0 };
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, index);
  rsl__site site = rsl__at(RSL__RECORD_INDICATOR, index, "min_coverage");
  char text[RSL_DECIMAL_TEXT];
  if (!indicator->has_min_coverage || !rsl__check_decimal(finish, site, indicator->min_coverage)) return;
  if (indicator->min_coverage.units >= 0 && rsl_decimal_compare(indicator->min_coverage, one) <= 0) return;
  rsl_decimal_format(indicator->min_coverage, text);
  rsl__report(finish, RSL__PROBLEM_BAD_VALUE, site, "`min_coverage` is %s: it is a share, 0 to 1", text);
}

/* ---- Where it is measured ---- */

static void check_measured_at(rsl__finish *finish, uint32_t index) {
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, index);
  char member[RSL__MEMBER];
  if (indicator->measured_at_count == 0 && indicator->rollup.rule != RSL_RULE_FORMULA)
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, rsl__at(RSL__RECORD_INDICATOR, index, "measured_at"),
                "an indicator needs `measured_at`, the levels whose units report it, unless its rule is `formula`");
  size_t count = indicator->measured_at_count;
  rsl__life *spans = rsl__allocate_array(&finish->plan->allocator, count, sizeof *spans);
  if (spans == NULL) {
    finish->no_memory = true;
    return;
  }
  uint32_t known = 0;
  for (size_t i = 0; i < count; ++i) {
    const rsl_measured_at *at = &indicator->measured_at[i];
    rsl__site site = rsl__at(RSL__RECORD_INDICATOR, index, rsl__item_member(member, "measured_at", i, "to"));
    bool fine = rsl__check_dates(finish, site, at->from, at->to);
    site.member = rsl__item_member(member, "measured_at", i, "level");
    if (at->level == NULL)
      rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, site, "an item of `measured_at` needs `level`");
    uint32_t level = rsl__resolve_level(finish, site, at->level);
    if (level != RSL_NONE && fine)
      spans[known++] = (rsl__life){ 0, level, at->from, rsl__end_day(at->to), (uint32_t)i };
  }
  check_levels_once(finish, index, spans, known);
  rsl__release_array(&finish->plan->allocator, spans, count, sizeof *spans);
}

/* Each level once at a time. */
static void check_levels_once(rsl__finish *finish, uint32_t index, rsl__life *spans, uint32_t count) {
  char member[RSL__MEMBER];
  if (!rsl__sort(&finish->plan->allocator, spans, count, sizeof *spans, rsl__compare_lives)) finish->no_memory = true;
  for (uint32_t i = 1; i < count && !finish->no_memory; ++i) {
    if (spans[i].level != spans[i - 1].level || spans[i].from >= spans[i - 1].to) continue;
    uint32_t item = spans[i].unit > spans[i - 1].unit ? spans[i].unit : spans[i - 1].unit;
    rsl__report(finish, RSL__PROBLEM_DUPLICATE_ITEM,
                rsl__at(RSL__RECORD_INDICATOR, index, rsl__item_member(member, "measured_at", item, "level")),
                "`measured_at` names the level `%s` twice for the same time: keep one",
                rsl__show(rsl_plan_level(finish->plan, spans[i].level)->code).bytes);
  }
}

static void check_not_applicable(rsl__finish *finish, uint32_t index) {
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, index);
  char member[RSL__MEMBER];
  for (size_t i = 0; i < indicator->not_applicable_count; ++i) {
    const rsl_not_applicable *item = &indicator->not_applicable[i];
    rsl__site site = rsl__at(RSL__RECORD_INDICATOR, index, rsl__item_member(member, "not_applicable", i, "to"));
    rsl__check_dates(finish, site, item->from, item->to);
    site.member = rsl__item_member(member, "not_applicable", i, "unit");
    rsl_date day = item->from != RSL_DATE_NONE || item->to == RSL_DATE_NONE ? item->from : item->to - 1;
    rsl__unit_context context = rsl__unit_on(day);
    if (item->unit == NULL)
      rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, site, "an item of `not_applicable` needs `unit`");
    finish->links->excluded_unit[finish->links->excluded_start[index] + i] =
        rsl__resolve_unit(finish, site, &context, item->unit);
  }
}
