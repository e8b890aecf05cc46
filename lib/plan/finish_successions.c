#include <string.h>

#include "base/sort.h"
#include "plan/finishing.h"
#include "plan/fraction.h"

/** A succession whose units are known, in the order of unit, day, successor. */
typedef struct edge {
  uint32_t unit;
  rsl_date on;
  uint32_t successor;
  uint32_t record;
} edge;

static bool check_succession(rsl__finish *finish, uint32_t index, edge *out);
static void check_share(rsl__finish *finish, uint32_t index);
static uint32_t resolve_side(rsl__finish *finish, rsl__site site, const char *reference, rsl_date day);
static void check_groups(rsl__finish *finish, const edge *edges, uint32_t count);
static void check_group(rsl__finish *finish, const edge *edges, uint32_t count);
static void check_ends(rsl__finish *finish, const edge *edges, uint32_t count);
static void check_split(rsl__finish *finish, const edge *edges, uint32_t count);
static void add_shares(rsl__finish *finish, const edge *edges, uint32_t count);
static int compare_edges(const void *a, const void *b);

void rsl__finish_successions(rsl__finish *finish) {
  uint32_t count = rsl_plan_succession_count(finish->plan);
  const rsl_allocator *allocator = &finish->plan->allocator;
  edge *edges = rsl__allocate_array(allocator, count, sizeof *edges);
  uint32_t known = 0;
  if (edges == NULL) {
    finish->no_memory = true;
    return;
  }
  for (uint32_t i = 0; i < count; ++i)
    if (check_succession(finish, i, &edges[known])) ++known;
  if (rsl__sort(allocator, edges, known, sizeof *edges, compare_edges))
    check_groups(finish, edges, known);
  else
    finish->no_memory = true;
  rsl__release_array(allocator, edges, count, sizeof *edges);
}

/* The unit is the life that ends on the day, the successor the one that is valid from it. */
static bool check_succession(rsl__finish *finish, uint32_t index, edge *out) {
  const rsl_succession *succession = rsl_plan_succession(finish->plan, index);
  const rsl__site unit = rsl__at(RSL__RECORD_SUCCESSION, index, "unit");
  const rsl__site successor = rsl__at(RSL__RECORD_SUCCESSION, index, "successor");
  const rsl__site on = rsl__at(RSL__RECORD_SUCCESSION, index, "on");
  rsl__check_extras(finish, rsl__at(RSL__RECORD_SUCCESSION, index, ""), &succession->extras);
  check_share(finish, index);
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
  out->record = index;
  return out->unit != RSL_NONE && out->successor != RSL_NONE;
}

static void check_share(rsl__finish *finish, uint32_t index) {
  const rsl_succession *succession = rsl_plan_succession(finish->plan, index);
  rsl__site share = rsl__at(RSL__RECORD_SUCCESSION, index, "share");
  rsl__site basis = rsl__at(RSL__RECORD_SUCCESSION, index, "basis");
  rsl__fraction value;
  if (succession->share != NULL && !rsl__fraction_parse(succession->share, strlen(succession->share), &value))
    rsl__report(finish, RSL__PROBLEM_BAD_SHARE, share,
                "share `%s` is no number above 0 and up to 1: write it as `0.25` or `1/3`",
                rsl__show(succession->share).bytes);
  if (succession->share != NULL && succession->basis != NULL)
    rsl__report(finish, RSL__PROBLEM_SHARE_AND_BASIS, basis, "a succession has `share` or `basis`, not both");
  if (succession->basis != NULL && strcmp(succession->basis, "equal") != 0)
    rsl__resolve_indicator(finish, basis, succession->basis);
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

static void check_groups(rsl__finish *finish, const edge *edges, uint32_t count) {
  for (uint32_t first = 0, end = 0; first < count; first = end) {
    while (end < count && edges[end].unit == edges[first].unit && edges[end].on == edges[first].on) ++end;
    check_group(finish, edges + first, end - first);
  }
}

static void check_group(rsl__finish *finish, const edge *edges, uint32_t count) {
  bool twins = false;
  for (uint32_t i = 1; i < count; ++i) {
    if (edges[i].successor != edges[i - 1].successor) continue;
    twins = true;
    rsl__report(
        finish, RSL__PROBLEM_DUPLICATE_SUCCESSION, rsl__at(RSL__RECORD_SUCCESSION, edges[i].record, "successor"),
        "this succession is there already, as successions[%lu]: keep one of them", (unsigned long)edges[i - 1].record);
  }
  check_ends(finish, edges, count);
  if (!twins) check_split(finish, edges, count);
}

/* A unit ends with its succession, or goes on and names itself among its successors (R13). */
static void check_ends(rsl__finish *finish, const edge *edges, uint32_t count) {
  const rsl_unit *unit = rsl_plan_unit(finish->plan, edges[0].unit);
  char day[RSL_DATE_TEXT];
  if (rsl__end_day(unit->to) == edges[0].on) return;
  for (uint32_t i = 0; i < count; ++i)
    if (edges[i].successor == edges[i].unit) return;
  rsl_date_format(edges[0].on, day);
  rsl__report(finish, RSL__PROBLEM_UNIT_DOES_NOT_END, rsl__at(RSL__RECORD_SUCCESSION, edges[0].record, "on"),
              "unit `%s` is valid after %s too: end it (`to`) on this day, or name it among its own successors",
              rsl__show(unit->code).bytes, day);
}

/* Shares are told for every part of a split or for none, and a basis is one for all. */
static void check_split(rsl__finish *finish, const edge *edges, uint32_t count) {
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
  if (first->share != NULL) add_shares(finish, edges, count);
}

static void add_shares(rsl__finish *finish, const edge *edges, uint32_t count) {
  rsl__fraction sum = { 0, 1 };
  for (uint32_t i = 0; i < count; ++i) {
    const rsl_succession *succession = rsl_plan_succession(finish->plan, edges[i].record);
    rsl__site site = rsl__at(RSL__RECORD_SUCCESSION, edges[i].record, "share");
    rsl__fraction share;
    if (!rsl__fraction_parse(succession->share, strlen(succession->share), &share)) return;
    if (!rsl__fraction_add(&sum, share)) {
      rsl__report(finish, RSL__PROBLEM_BAD_SHARE, site,
                  "share `%s` cannot be added to those before it in 18 digits: use one denominator for all",
                  rsl__show(succession->share).bytes);
      return;
    }
    if (rsl__fraction_compare_one(sum) > 0) break;
  }
  if (rsl__fraction_compare_one(sum) == 0) return;
  bool more = rsl__fraction_compare_one(sum) > 0;
  rsl__report(finish, RSL__PROBLEM_SHARES_NOT_ONE, rsl__at(RSL__RECORD_SUCCESSION, edges[0].record, "share"),
              "the shares of unit `%s` add up to %s than 1 (%lld/%lld%s): they must add to exactly 1",
              rsl__show(rsl_plan_unit(finish->plan, edges[0].unit)->code).bytes, more ? "more" : "less",
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
