#include <string.h>

#include "base/sort.h"
#include "plan/finishing.h"
#include "plan/fraction.h"

typedef rsl__succession_link edge;

static bool check_succession(rsl__finish *finish, uint32_t index, edge *out);
static void check_share(rsl__finish *finish, uint32_t index, edge *out);
static void check_basis(rsl__finish *finish, uint32_t index, edge *out);
static uint32_t resolve_side(rsl__finish *finish, rsl__site site, const char *reference, rsl_date day);
static void check_groups(rsl__finish *finish);
static void check_group(rsl__finish *finish, edge *edges, uint32_t count);
static void check_ends(rsl__finish *finish, const edge *edges, uint32_t count);
static void check_basis_reaches(rsl__finish *finish, const edge *edges, uint32_t count);
static void check_split(rsl__finish *finish, edge *edges, uint32_t count);
static void add_shares(rsl__finish *finish, edge *edges, uint32_t count);
static void report_sum(rsl__finish *finish, const edge *first, rsl__fraction sum);
static int compare_edges(const void *a, const void *b);

void rsl__finish_successions(rsl__finish *finish) {
  rsl__plan_links *links = finish->links;
  uint32_t count = rsl_plan_succession_count(finish->plan);
  links->successions = rsl__finish_array(finish, count, sizeof *links->successions);
  if (links->successions == NULL) return;
  for (uint32_t i = 0; i < count; ++i)
    if (check_succession(finish, i, &links->successions[links->succession_count])) ++links->succession_count;
  if (rsl__sort(&finish->plan->allocator, links->successions, links->succession_count, sizeof *links->successions,
                compare_edges))
    check_groups(finish);
  else
    finish->no_memory = true;
}

/* The unit is the life that ends on the day, the successor the one that is valid from it. */
static bool check_succession(rsl__finish *finish, uint32_t index, edge *out) {
  const rsl_succession *succession = rsl_plan_succession(finish->plan, index);
  const rsl__site unit = rsl__at(RSL__RECORD_SUCCESSION, index, "unit");
  const rsl__site successor = rsl__at(RSL__RECORD_SUCCESSION, index, "successor");
  const rsl__site on = rsl__at(RSL__RECORD_SUCCESSION, index, "on");
  rsl__check_extras(finish, rsl__at(RSL__RECORD_SUCCESSION, index, ""), &succession->extras);
  *out = (edge){ .unit = RSL_NONE, .record = index, .basis = RSL_NONE, .share = { 0, 1 } };
  check_share(finish, index, out);
  if (succession->unit == NULL) rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, unit, "a succession needs `unit`");
  if (succession->successor == NULL)
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, successor, "a succession needs `successor`");
  if (succession->on == RSL_DATE_NONE) {
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, on, "a succession needs `on`, the successor's first day");
    return false;
  }
  out->unit = resolve_side(finish, unit, succession->unit, succession->on - 1);
  out->successor = resolve_side(finish, successor, succession->successor, succession->on);
  out->on = succession->on;
  return out->unit != RSL_NONE && out->successor != RSL_NONE;
}

static void check_share(rsl__finish *finish, uint32_t index, edge *out) {
  const rsl_succession *succession = rsl_plan_succession(finish->plan, index);
  rsl__site share = rsl__at(RSL__RECORD_SUCCESSION, index, "share");
  rsl__site basis = rsl__at(RSL__RECORD_SUCCESSION, index, "basis");
  rsl__fraction value;
  bool fine = succession->share != NULL && rsl__fraction_parse(succession->share, strlen(succession->share), &value);
  if (fine) out->share = value;
  if (succession->share != NULL && !fine)
    rsl__report(finish, RSL__PROBLEM_BAD_SHARE, share,
                "share `%s` is no number above 0 and up to 1: write it as `0.25` or `1/3`",
                rsl__show(succession->share).bytes);
  if (succession->share != NULL && succession->basis != NULL)
    rsl__report(finish, RSL__PROBLEM_SHARE_AND_BASIS, basis, "a succession has `share` or `basis`, not both");
  if (succession->basis != NULL && strcmp(succession->basis, "equal") != 0) check_basis(finish, index, out);
}

/* R13: what the parts are found by is an amount, as people or an area. */
static void check_basis(rsl__finish *finish, uint32_t index, edge *out) {
  const char *code = rsl_plan_succession(finish->plan, index)->basis;
  rsl__site site = rsl__at(RSL__RECORD_SUCCESSION, index, "basis");
  out->basis = rsl__resolve_indicator(finish, site, code);
  if (out->basis == RSL_NONE) return;
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, out->basis);
  if (indicator->rollup.rule == RSL_RULE_SUM && !indicator->event) return;
  const char *rule = rsl_rule_name(indicator->rollup.rule);
  rsl__report(
      finish, RSL__PROBLEM_BASIS_NO_AMOUNT, site,
      "the basis `%s` is no amount (its rule is `%s`%s): name one that is summed, as people or an area, or `equal`",
      rsl__show(code).bytes, rule == NULL ? "none" : rule, indicator->event ? ", of events" : "");
}

static uint32_t resolve_side(rsl__finish *finish, rsl__site site, const char *reference, rsl_date day) {
  rsl__unit_context context = rsl__unit_on(day);
  uint32_t unit = rsl__resolve_unit(finish, site, &context, reference);
  if (unit == RSL_NONE) return RSL_NONE;
  const rsl_unit *record = rsl_plan_unit(finish->plan, unit);
  if (record->from <= day && day < rsl__end_day(record->to)) return unit;
  rsl__report(finish, RSL__PROBLEM_UNIT_NOT_VALID, site, "unit `%s` is not valid %s, but %s",
              rsl__show(reference).bytes, rsl__show_span(day, day + 1).bytes,
              rsl__show_span(record->from, record->to).bytes);
  return RSL_NONE;
}

/* ---- All successors of a unit on a day ---- */

static void check_groups(rsl__finish *finish) {
  edge *edges = finish->links->successions;
  uint32_t count = finish->links->succession_count;
  for (uint32_t first = 0, end = 0; first < count; first = end) {
    while (end < count && edges[end].unit == edges[first].unit && edges[end].on == edges[first].on) ++end;
    check_group(finish, edges + first, end - first);
  }
}

static void check_group(rsl__finish *finish, edge *edges, uint32_t count) {
  bool twins = false;
  for (uint32_t i = 1; i < count; ++i) {
    if (edges[i].successor != edges[i - 1].successor) continue;
    twins = true;
    rsl__report(
        finish, RSL__PROBLEM_DUPLICATE_SUCCESSION, rsl__at(RSL__RECORD_SUCCESSION, edges[i].record, "successor"),
        "this succession is there already, as successions[%lu]: keep one of them", (unsigned long)edges[i - 1].record);
  }
  check_ends(finish, edges, count);
  check_basis_reaches(finish, edges, count);
  if (!twins) check_split(finish, edges, count);
}

/* A unit ends with its succession, or goes on and names itself among its successors (R13). */
static void check_ends(rsl__finish *finish, const edge *edges, uint32_t count) {
  const rsl_unit *unit = rsl_plan_unit(finish->plan, edges[0].unit);
  char day[RSL_DATE_TEXT];
  if (count == 1 && edges[0].successor == edges[0].unit)
    rsl__report(
        finish, RSL__PROBLEM_SUCCESSION_TO_ITSELF, rsl__at(RSL__RECORD_SUCCESSION, edges[0].record, "successor"),
        "unit `%s` is its own only successor, so nothing changes: name who takes a part of it, or leave this out",
        rsl__show(unit->code).bytes);
  if (rsl__end_day(unit->to) == edges[0].on) return;
  for (uint32_t i = 0; i < count; ++i)
    if (edges[i].successor == edges[i].unit) return;
  rsl_date_format(edges[0].on, day);
  rsl__report(finish, RSL__PROBLEM_UNIT_DOES_NOT_END, rsl__at(RSL__RECORD_SUCCESSION, edges[0].record, "on"),
              "unit `%s` is valid after %s too: end it (`to`) on this day, or name it among its own successors",
              rsl__show(unit->code).bytes, day);
}

/* Each part is found by its successor's own figure of the basis. */
static void check_basis_reaches(rsl__finish *finish, const edge *edges, uint32_t count) {
  for (uint32_t i = 0; i < count; ++i) {
    uint32_t level = finish->links->unit_level[edges[i].successor];
    if (edges[i].basis == RSL_NONE || level == RSL_NONE) continue;
    if (finish->links->deepest[edges[i].basis] >= level) continue;
    rsl__report(finish, RSL__PROBLEM_BASIS_NOT_MEASURED, rsl__at(RSL__RECORD_SUCCESSION, edges[i].record, "basis"),
                "the basis `%s` is measured at no level at or below `%s`, that of successor `%s`: name one that is",
                rsl__show(rsl_plan_indicator(finish->plan, edges[i].basis)->code).bytes,
                rsl__show(rsl_plan_level(finish->plan, level)->code).bytes,
                rsl__show(rsl_plan_unit(finish->plan, edges[i].successor)->code).bytes);
    return;
  }
}

/* Shares are told for every part of a split or for none, and a basis is one for all. */
static void check_split(rsl__finish *finish, edge *edges, uint32_t count) {
  const rsl_succession *first = rsl_plan_succession(finish->plan, edges[0].record);
  for (uint32_t i = 1; i < count; ++i) {
    const rsl_succession *other = rsl_plan_succession(finish->plan, edges[i].record);
    bool same_basis = (first->basis == NULL) == (other->basis == NULL) &&
                      (first->basis == NULL || strcmp(first->basis, other->basis) == 0);
    if ((first->share == NULL) == (other->share == NULL) && same_basis) continue;
    rsl__report(finish, RSL__PROBLEM_SHARES_INCOMPLETE, rsl__at(RSL__RECORD_SUCCESSION, edges[i].record, ""),
                "the successors of unit `%s` are not told alike: give each a `share`, or each the same `basis`",
                rsl__show(first->unit).bytes);
    return;
  }
  if (first->share != NULL)
    add_shares(finish, edges, count);
  else if (count == 1 || (first->basis != NULL && edges[0].basis == RSL_NONE))
    for (uint32_t i = 0; i < count; ++i) edges[i].share = (rsl__fraction){ 1, count };
}

static void add_shares(rsl__finish *finish, edge *edges, uint32_t count) {
  rsl__fraction sum = { 0, 1 };
  for (uint32_t i = 0; i < count; ++i) {
    const rsl_succession *succession = rsl_plan_succession(finish->plan, edges[i].record);
    rsl__site site = rsl__at(RSL__RECORD_SUCCESSION, edges[i].record, "share");
    if (edges[i].share.numerator == 0) return; /* told already */
    if (!rsl__fraction_add(&sum, edges[i].share)) {
      rsl__report(finish, RSL__PROBLEM_BAD_SHARE, site,
                  "share `%s` cannot be added to those before it in 18 digits: use one denominator for all",
                  rsl__show(succession->share).bytes);
      return;
    }
    if (rsl__fraction_compare_one(sum) > 0) break;
  }
  if (rsl__fraction_compare_one(sum) != 0) report_sum(finish, &edges[0], sum);
}

static void report_sum(rsl__finish *finish, const edge *first, rsl__fraction sum) {
  bool more = rsl__fraction_compare_one(sum) > 0;
  rsl__report(finish, RSL__PROBLEM_SHARES_NOT_ONE, rsl__at(RSL__RECORD_SUCCESSION, first->record, "share"),
              "the shares of unit `%s` add up to %s than 1 (%lld/%lld%s): they must add to exactly 1",
              rsl__show(rsl_plan_unit(finish->plan, first->unit)->code).bytes, more ? "more" : "less",
              (long long)sum.numerator, (long long)sum.denominator, more ? " or more" : "");
}

static int compare_edges(const void *a, const void *b) {
  const edge *x = a;
  const edge *y = b;
  if (x->unit != y->unit) return x->unit < y->unit ? -1 : 1;
  if (x->on != y->on) return x->on < y->on ? -1 : 1;
  if (x->successor != y->successor) return x->successor < y->successor ? -1 : 1;
  return x->record < y->record ? -1 : 1;
}
