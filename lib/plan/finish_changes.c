#include <stdio.h>
#include <string.h>

#include "base/sort.h"
#include "plan/finishing.h"

/* What is odd about units and their successions as a whole. Nothing of it keeps a plan from being used, and a reorganisation
 * can have thousands of each: of every level one unit is named, and how many more there are. */

/** Units of one level that are odd in one way. */
typedef struct group {
  uint32_t first; /* the first in the plan's order */
  uint32_t count;
} group;

typedef enum oddity { ORPHAN, ENDS, BEGINS, CHANGED, ODDITIES } oddity;

typedef struct level_day {
  uint32_t level;
  rsl_date day;
} level_day;

typedef struct changes {
  rsl__finish *finish;
  bool *has_successor;   /* by unit: it ends with a succession */
  bool *has_predecessor; /* by unit: it begins with one */
  bool *has_parents;     /* by level: some unit of it has a parent */
  rsl_date *last;        /* by level: the day after which no unit of it is valid */
  level_day *days;       /* levels with the days on which a successor of theirs begins, sorted */
  uint32_t day_count;
  group *groups; /* by level and oddity */
} changes;

static bool make(changes *c, rsl__finish *finish);
static void release(changes *c);
static void look_at_links(changes *c);
static void look_at_units(changes *c);
static void look_at_codes(changes *c);
static bool is_orphan(const changes *c, uint32_t unit);
static bool just_ends(const changes *c, uint32_t unit);
static bool just_begins(const changes *c, uint32_t unit);
static void put(changes *c, oddity which, uint32_t unit);
static void tell(changes *c);
static void tell_orphan(changes *c, group units, const char *more);
static void tell_end(changes *c, group units, const char *more);
static void tell_beginning(changes *c, group units, const char *more);
static void tell_code(changes *c, group units, const char *more);
static void tell_splits(rsl__finish *finish);
static int compare_level_days(const void *a, const void *b);

void rsl__finish_changes(rsl__finish *finish) {
  if (finish->errors > 0) return; /* what is odd may only follow from them */
  changes c = { .finish = finish };
  if (make(&c, finish)) {
    look_at_links(&c);
    look_at_codes(&c);
    look_at_units(&c);
    tell(&c);
    tell_splits(finish);
  } else {
    finish->no_memory = true;
  }
  release(&c);
}

static bool make(changes *c, rsl__finish *finish) {
  const rsl_allocator *from = &finish->plan->allocator;
  uint32_t units = rsl_plan_unit_count(finish->plan);
  uint32_t levels = rsl_plan_level_count(finish->plan);
  c->has_successor = rsl__allocate_zeroed_array(from, units, sizeof *c->has_successor);
  c->has_predecessor = rsl__allocate_zeroed_array(from, units, sizeof *c->has_predecessor);
  c->has_parents = rsl__allocate_zeroed_array(from, levels, sizeof *c->has_parents);
  c->last = rsl__allocate_zeroed_array(from, levels, sizeof *c->last);
  c->days = rsl__allocate_zeroed_array(from, finish->links->succession_count, sizeof *c->days);
  c->groups = rsl__allocate_zeroed_array(from, (size_t)levels * ODDITIES, sizeof *c->groups);
  return c->has_successor != NULL && c->has_predecessor != NULL && c->has_parents != NULL && c->last != NULL &&
         c->days != NULL && c->groups != NULL;
}

static void release(changes *c) {
  const rsl_allocator *from = &c->finish->plan->allocator;
  uint32_t units = rsl_plan_unit_count(c->finish->plan);
  uint32_t levels = rsl_plan_level_count(c->finish->plan);
  rsl__release_array(from, c->has_successor, units, sizeof *c->has_successor);
  rsl__release_array(from, c->has_predecessor, units, sizeof *c->has_predecessor);
  rsl__release_array(from, c->has_parents, levels, sizeof *c->has_parents);
  rsl__release_array(from, c->last, levels, sizeof *c->last);
  rsl__release_array(from, c->days, c->finish->links->succession_count, sizeof *c->days);
  rsl__release_array(from, c->groups, (size_t)levels * ODDITIES, sizeof *c->groups);
}

/* ---- Looking ---- */

static void look_at_links(changes *c) {
  const rsl__plan_links *links = c->finish->links;
  const rsl_plan *plan = c->finish->plan;
  for (uint32_t i = 0; i < links->succession_count; ++i) {
    const rsl__succession_link *link = &links->successions[i];
    if (rsl_plan_unit(plan, link->unit)->to == link->on) c->has_successor[link->unit] = true;
    if (rsl_plan_unit(plan, link->successor)->from != link->on) continue;
    c->has_predecessor[link->successor] = true;
    c->days[c->day_count++] = (level_day){ links->unit_level[link->successor], link->on };
  }
  if (!rsl__sort(&plan->allocator, c->days, c->day_count, sizeof *c->days, compare_level_days))
    c->finish->no_memory = true;
  for (uint32_t i = 0; i < rsl_plan_unit_count(plan); ++i) {
    uint32_t level = links->unit_level[i];
    rsl_date end = rsl__end_day(rsl_plan_unit(plan, i)->to);
    if (links->part_start[i] < links->part_start[i + 1]) c->has_parents[level] = true;
    if (end > c->last[level]) c->last[level] = end;
  }
}

/* A code may go to another unit, but who reads an old figure of it must be able to tell where that unit went. */
static void look_at_codes(changes *c) {
  const rsl__lives *lives = &c->finish->links->lives;
  for (uint32_t i = 1; i < lives->count; ++i) {
    const rsl__life *before = &lives->items[i - 1];
    const rsl__life *after = &lives->items[i];
    if (before->code != after->code || before->level != after->level || c->has_successor[before->unit]) continue;
    const char *name = rsl_plan_unit(c->finish->plan, before->unit)->name;
    if (strcmp(name, rsl_plan_unit(c->finish->plan, after->unit)->name) == 0) continue;
    put(c, CHANGED, after->unit);
    c->has_successor[before->unit] = true; /* told so, not as an end too */
  }
}

static void look_at_units(changes *c) {
  for (uint32_t i = 0; i < rsl_plan_unit_count(c->finish->plan); ++i) {
    if (is_orphan(c, i)) put(c, ORPHAN, i);
    if (just_ends(c, i)) put(c, ENDS, i);
    if (just_begins(c, i)) put(c, BEGINS, i);
  }
}

/* Several roots are allowed; one among units that all have a parent is rather forgotten. */
static bool is_orphan(const changes *c, uint32_t unit) {
  const rsl__plan_links *links = c->finish->links;
  return links->part_start[unit] == links->part_start[unit + 1] && c->has_parents[links->unit_level[unit]];
}

/* A level that is abolished as a whole has nobody to go on in (R12: the parents hold its figures). */
static bool just_ends(const changes *c, uint32_t unit) {
  rsl_date end = rsl_plan_unit(c->finish->plan, unit)->to;
  return end != RSL_DATE_NONE && !c->has_successor[unit] && c->finish->links->succession_count > 0 &&
         end < c->last[c->finish->links->unit_level[unit]];
}

/* Where others of its level begin out of older ones on that very day. */
static bool just_begins(const changes *c, uint32_t unit) {
  level_day wanted = { c->finish->links->unit_level[unit], rsl_plan_unit(c->finish->plan, unit)->from };
  if (wanted.day == RSL_DATE_NONE || c->has_predecessor[unit]) return false;
  uint32_t low = 0;
  uint32_t high = c->day_count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    int order = compare_level_days(&c->days[middle], &wanted);
    if (order == 0) return true;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return false;
}

static void put(changes *c, oddity which, uint32_t unit) {
  group *units = &c->groups[(size_t)c->finish->links->unit_level[unit] * ODDITIES + which];
  if (units->count == 0 || unit < units->first) units->first = unit;
  ++units->count;
}

/* ---- Telling ---- */

static void tell(changes *c) {
  static void (*const tellers[ODDITIES])(changes *, group, const char *) = { tell_orphan, tell_end, tell_beginning,
                                                                             tell_code };
  char more[48];
  for (uint32_t level = 0; level < rsl_plan_level_count(c->finish->plan); ++level) {
    for (size_t which = 0; which < ODDITIES; ++which) {
      group units = c->groups[(size_t)level * ODDITIES + which];
      if (units.count == 0) continue;
      more[0] = '\0';
      if (units.count > 1) snprintf(more, sizeof more, " (and %lu more)", (unsigned long)units.count - 1);
      tellers[which](c, units, more);
    }
  }
}

static void tell_orphan(changes *c, group units, const char *more) {
  const rsl_unit *unit = rsl_plan_unit(c->finish->plan, units.first);
  rsl__warn(c->finish, RSL__PROBLEM_ORPHAN, rsl__at(RSL__RECORD_UNIT, units.first, "parent"),
            "unit `%s`%s has no parent, and others of the level `%s` have: nothing of it counts above",
            rsl__show(unit->code).bytes, more, rsl__show(unit->level).bytes);
}

static void tell_end(changes *c, group units, const char *more) {
  const rsl_unit *unit = rsl_plan_unit(c->finish->plan, units.first);
  char day[RSL_DATE_TEXT];
  rsl_date_format(unit->to, day);
  rsl__warn(
      c->finish, RSL__PROBLEM_ENDS_WITHOUT_SUCCESSION, rsl__at(RSL__RECORD_UNIT, units.first, "to"),
      "unit `%s`%s of the level `%s` ends (%s) and no succession says who goes on: its parent will hold its figures",
      rsl__show(unit->code).bytes, more, rsl__show(unit->level).bytes, day);
}

static void tell_beginning(changes *c, group units, const char *more) {
  const rsl_unit *unit = rsl_plan_unit(c->finish->plan, units.first);
  char day[RSL_DATE_TEXT];
  rsl_date_format(unit->from, day);
  rsl__warn(c->finish, RSL__PROBLEM_BEGINS_WITHOUT_SUCCESSION, rsl__at(RSL__RECORD_UNIT, units.first, "from"),
            "unit `%s`%s of the level `%s` begins (%s) and no succession says what it was before: it has no figures of "
            "the time before",
            rsl__show(unit->code).bytes, more, rsl__show(unit->level).bytes, day);
}

static void tell_code(changes *c, group units, const char *more) {
  const rsl_unit *unit = rsl_plan_unit(c->finish->plan, units.first);
  rsl__warn(
      c->finish, RSL__PROBLEM_CODE_CHANGED_MEANING, rsl__at(RSL__RECORD_UNIT, units.first, "code"),
      "the code `%s`%s was that of a unit of another name, which no succession leads on from: add one, or give the "
      "two one name",
      rsl__show(unit->code).bytes, more);
}

/* R13: without shares or a basis the amounts of a split unit are refused for its parts, not guessed. */
static void tell_splits(rsl__finish *finish) {
  const rsl__plan_links *links = finish->links;
  const rsl__succession_link *first = NULL;
  unsigned long count = 0;
  char more[48] = "";
  for (uint32_t i = 0; i < links->succession_count; ++i) {
    const rsl__succession_link *link = &links->successions[i];
    bool next = i > 0 && links->successions[i - 1].unit == link->unit && links->successions[i - 1].on == link->on;
    if (link->share.numerator > 0 || link->basis != RSL_NONE) continue;
    if (!next) ++count;
    if (first == NULL || link->record < first->record) first = link;
  }
  if (count == 0) return;
  if (count > 1) snprintf(more, sizeof more, " (and %lu more)", count - 1);
  rsl__warn(finish, RSL__PROBLEM_SPLIT_WITHOUT_SHARES, rsl__at(RSL__RECORD_SUCCESSION, first->record, ""),
            "unit `%s`%s is split and neither `share` nor `basis` says how: its figures end there for the parts",
            rsl__show(rsl_plan_unit(finish->plan, first->unit)->code).bytes, more);
}

static int compare_level_days(const void *a, const void *b) {
  const level_day *x = a;
  const level_day *y = b;
  if (x->level != y->level) return x->level < y->level ? -1 : 1;
  return x->day < y->day ? -1 : x->day > y->day;
}
