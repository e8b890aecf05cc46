#include <stdio.h>
#include <string.h>

#include "plan/finishing.h"
#include "plan/graph.h"

/** A member of `rollup`, and the rules that it belongs to. */
typedef struct rule_member {
  const char *path;
  bool given;
  rsl_rule rule;
  rsl_rule other; /* a second rule, or the same again */
} rule_member;

static void check_rollup(rsl__finish *finish, uint32_t index);
static void check_members(rsl__finish *finish, uint32_t index);
static void check_ratio(rsl__finish *finish, uint32_t index);
static void check_weight(rsl__finish *finish, uint32_t index);
static void check_counting(rsl__finish *finish, uint32_t index);
static void check_rule_condition(rsl__finish *finish, uint32_t index);
static uint32_t resolve_operand(rsl__finish *finish, uint32_t index, const char *path, const char *code);
static void need_member(rsl__finish *finish, uint32_t index, const char *path);
static uint32_t count_edges(const rsl__plan_links *links, uint32_t index);
static void write_edges(const rsl__plan_links *links, uint32_t index, uint32_t *edges);
static void report_cycle(void *context, const uint32_t *indicators, size_t count);

void rsl__finish_rollups(rsl__finish *finish) {
  rsl__plan_links *links = finish->links;
  uint32_t count = rsl_plan_indicator_count(finish->plan);
  links->operands = rsl__finish_array(finish, count, sizeof *links->operands);
  links->expressions = rsl__finish_array(finish, count, sizeof *links->expressions);
  finish->marks = rsl__finish_indexes(finish, count);
  if (finish->no_memory) return;
  for (uint32_t i = 0; i < count; ++i) {
    links->operands[i] = (rsl_operands)RSL__NO_OPERANDS;
    links->expressions[i] = (rsl__expression){ .items = NULL };
  }
  for (uint32_t i = 0; i < count && !finish->no_memory; ++i) check_rollup(finish, i);
}

static void check_rollup(rsl__finish *finish, uint32_t index) {
  const rsl_rollup_rule *rollup = &rsl_plan_indicator(finish->plan, index)->rollup;
  rsl__site rule = rsl__at(RSL__RECORD_INDICATOR, index, "rollup.rule");
  if (!rsl__check_choice(finish, rule, (unsigned)rollup->rule, RSL_RULE_END)) return;
  check_members(finish, index);
  switch (rollup->rule) {
  case RSL_RULE_WEIGHTED_MEAN:
    check_weight(finish, index);
    break;
  case RSL_RULE_RATIO:
    check_ratio(finish, index);
    break;
  case RSL_RULE_COUNT:
  case RSL_RULE_SHARE:
    check_counting(finish, index);
    break;
  case RSL_RULE_FORMULA:
    rsl__finish_formula(finish, index);
    break;
  default:
    break;
  }
}

/* A member that the rule does not use would be passed over in silence: it is a mistake. */
static void check_members(rsl__finish *finish, uint32_t index) {
  const rsl_rollup_rule *rollup = &rsl_plan_indicator(finish->plan, index)->rollup;
  const bool condition = rollup->condition.form != RSL_FORM_NONE || rollup->condition_indicator != NULL;
  const bool counting = rollup->rule == RSL_RULE_COUNT || rollup->rule == RSL_RULE_SHARE;
  const rule_member members[] = {
    { "rollup.weight", rollup->weight != NULL, RSL_RULE_WEIGHTED_MEAN, RSL_RULE_WEIGHTED_MEAN },
    { "rollup.numerator", rollup->numerator != NULL, RSL_RULE_RATIO, RSL_RULE_RATIO },
    { "rollup.denominator", rollup->denominator != NULL, RSL_RULE_RATIO, RSL_RULE_RATIO },
    { "rollup.factor", rollup->has_factor, RSL_RULE_RATIO, RSL_RULE_RATIO },
    { "rollup.condition", condition, RSL_RULE_COUNT, RSL_RULE_SHARE },
    { "rollup.of", rollup->of != RSL_SHARE_OF_NONE, RSL_RULE_SHARE, RSL_RULE_SHARE },
    { "rollup.expression", rollup->expression != NULL && !counting, RSL_RULE_FORMULA, RSL_RULE_FORMULA },
  };
  for (size_t i = 0; i < sizeof members / sizeof members[0]; ++i) {
    const rule_member *member = &members[i];
    if (!member->given || member->rule == rollup->rule || member->other == rollup->rule) continue;
    rsl__report(finish, RSL__PROBLEM_MEMBER_NOT_OF_RULE, rsl__at(RSL__RECORD_INDICATOR, index, member->path),
                "`%s` belongs to the rule `%s`%s%s%s, this one is `%s`: leave it out, or mend the rule",
                strchr(member->path, '.') + 1, rsl_rule_name(member->rule),
                member->rule == member->other ? "" : " or `",
                member->rule == member->other ? "" : rsl_rule_name(member->other),
                member->rule == member->other ? "" : "`", rsl_rule_name(rollup->rule));
  }
}

static void check_weight(rsl__finish *finish, uint32_t index) {
  const rsl_rollup_rule *rollup = &rsl_plan_indicator(finish->plan, index)->rollup;
  if (rollup->weight == NULL) need_member(finish, index, "rollup.weight");
  finish->links->operands[index].weight = resolve_operand(finish, index, "rollup.weight", rollup->weight);
}

static void check_ratio(rsl__finish *finish, uint32_t index) {
  const rsl_rollup_rule *rollup = &rsl_plan_indicator(finish->plan, index)->rollup;
  rsl_operands *operands = &finish->links->operands[index];
  rsl__site factor = rsl__at(RSL__RECORD_INDICATOR, index, "rollup.factor");
  if (rollup->numerator == NULL) need_member(finish, index, "rollup.numerator");
  if (rollup->denominator == NULL) need_member(finish, index, "rollup.denominator");
  operands->numerator = resolve_operand(finish, index, "rollup.numerator", rollup->numerator);
  operands->denominator = resolve_operand(finish, index, "rollup.denominator", rollup->denominator);
  if (rollup->has_factor && rsl__check_decimal(finish, factor, rollup->factor) && rollup->factor.units <= 0)
    rsl__report(finish, RSL__PROBLEM_BAD_VALUE, factor, "`factor` is not above 0: 100 makes per cent of a ratio");
}

static void check_counting(rsl__finish *finish, uint32_t index) {
  const rsl_rollup_rule *rollup = &rsl_plan_indicator(finish->plan, index)->rollup;
  bool share = rollup->rule == RSL_RULE_SHARE;
  bool conditional = rollup->condition.form != RSL_FORM_NONE || rollup->condition_indicator != NULL;
  rsl__site of = rsl__at(RSL__RECORD_INDICATOR, index, "rollup.of");
  rsl__site rule = rsl__at(RSL__RECORD_INDICATOR, index, "rollup");
  if (rollup->expression != NULL)
    rsl__report(finish, RSL__PROBLEM_NOT_SUPPORTED_YET, rsl__at(RSL__RECORD_INDICATOR, index, "rollup.expression"),
                "an expression as a condition is not supported yet");
  else if (share && !conditional)
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, rule, "the rule `share` needs a condition, as `\"at_least\": 80`");
  if (share && rollup->of == RSL_SHARE_OF_NONE)
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, of, "the rule `share` needs `of`: `reporting` or `owed`");
  rsl__check_choice(finish, of, (unsigned)rollup->of, RSL_SHARE_OF_OWED + 1);
  if (conditional) check_rule_condition(finish, index);
}

static void check_rule_condition(rsl__finish *finish, uint32_t index) {
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, index);
  const rsl_rollup_rule *rollup = &indicator->rollup;
  char member[RSL__MEMBER];
  rsl__condition_check check = { .direction = indicator->direction,
                                 .has_direction = (unsigned)indicator->direction <= RSL_DIRECTION_DECREASE,
                                 .by_indicator = rollup->condition_indicator != NULL };
  check.site = rsl__at(RSL__RECORD_INDICATOR, index, "rollup");
  if (!rsl__is_level_form(rollup->condition.form)) {
    rsl__report(finish, RSL__PROBLEM_BAD_VALUE, check.site, "the condition is none of `at_least` … `exactly`");
    return;
  }
  snprintf(member, sizeof member, "rollup.%s", rsl_form_name(rollup->condition.form));
  check.site.member = member;
  rsl__check_condition(finish, &check, &rollup->condition);
  finish->links->operands[index].condition_indicator =
      resolve_operand(finish, index, member, rollup->condition_indicator);
}

static uint32_t resolve_operand(rsl__finish *finish, uint32_t index, const char *path, const char *code) {
  return rsl__resolve_indicator(finish, rsl__at(RSL__RECORD_INDICATOR, index, path), code);
}

static void need_member(rsl__finish *finish, uint32_t index, const char *path) {
  rsl_rule rule = rsl_plan_indicator(finish->plan, index)->rollup.rule;
  rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, rsl__at(RSL__RECORD_INDICATOR, index, path),
              "the rule `%s` needs `%s`", rsl_rule_name(rule), strchr(path, '.') + 1);
}

/* ---- Cycles ---- */

/* An indicator that needs its own figure has none. */
void rsl__finish_indicator_cycles(rsl__finish *finish) {
  const rsl_allocator *allocator = &finish->plan->allocator;
  uint32_t count = rsl_plan_indicator_count(finish->plan);
  uint32_t *start = rsl__allocate_array(allocator, (size_t)count + 1, sizeof *start);
  uint32_t *edges = NULL;
  uint32_t total = 0;
  for (uint32_t i = 0; start != NULL && i <= count; ++i) {
    start[i] = total;
    if (i < count) total += count_edges(finish->links, i);
  }
  if (start != NULL) edges = rsl__allocate_array(allocator, total, sizeof *edges);
  for (uint32_t i = 0; edges != NULL && i < count; ++i) write_edges(finish->links, i, edges + start[i]);
  rsl__graph graph = { count, start, edges };
  if (edges == NULL || !rsl__graph_cycles(allocator, &graph, report_cycle, finish)) finish->no_memory = true;
  rsl__release_array(allocator, edges, total, sizeof *edges);
  rsl__release_array(allocator, start, (size_t)count + 1, sizeof *start);
}

static uint32_t count_edges(const rsl__plan_links *links, uint32_t index) {
  return 4 + links->expressions[index].indicator_count;
}

static void write_edges(const rsl__plan_links *links, uint32_t index, uint32_t *edges) {
  const rsl_operands *operands = &links->operands[index];
  const rsl__expression *expression = &links->expressions[index];
  edges[0] = operands->weight;
  edges[1] = operands->numerator;
  edges[2] = operands->denominator;
  edges[3] = operands->condition_indicator;
  for (uint32_t i = 0; i < expression->indicator_count; ++i) edges[4 + i] = expression->indicators[i];
}

static void report_cycle(void *context, const uint32_t *indicators, size_t count) {
  rsl__finish *finish = context;
  const char *first = rsl_plan_indicator(finish->plan, indicators[0])->code;
  const char *last = rsl_plan_indicator(finish->plan, indicators[count - 1])->code;
  rsl__site site = rsl__at(RSL__RECORD_INDICATOR, indicators[0], "rollup");
  if (count == 1)
    rsl__report(finish, RSL__PROBLEM_INDICATOR_CYCLE, site, "indicator `%s` refers to itself", rsl__show(first).bytes);
  else
    rsl__report(finish, RSL__PROBLEM_INDICATOR_CYCLE, site, "indicator `%s` needs its own figure, by way of `%s`%s",
                rsl__show(first).bytes, rsl__show(last).bytes, count > 2 ? " and others" : "");
}
