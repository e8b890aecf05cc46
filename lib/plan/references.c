#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "base/nearest.h"
#include "base/sort.h"
#include "base/utf8.h"
#include "plan/finishing.h"

enum { LISTED = 5, LIST = 320 };

/** `code`, `level/code` or `level/code@DATE`, taken apart. */
typedef struct parts {
  const char *level; /* NULL where it is not told */
  size_t level_length;
  const char *code;
  size_t code_length;
  rsl_date on;
} parts;

/** What units are looked for. */
typedef struct filter {
  uint32_t code;        /* a name's id */
  uint32_t level;       /* RSL_NONE: any */
  uint32_t below_level; /* RSL_NONE: any */
  bool has_span;
  rsl_date from;
  rsl_date to;
} filter;

/** Those that fit; the first few by name. */
typedef struct fitting {
  uint32_t count;
  uint32_t units[LISTED];
} fitting;

/** One look-up: what it reads, and where it writes. */
typedef struct lookup {
  const rsl_plan *plan;
  const rsl__plan_links *links;
  const char *reference; /* for messages */
  size_t length;
  size_t *candidates;
  rsl__unit_match *match;
} lookup;

static bool take_apart(const lookup *look, parts *out);
static bool find_level(const lookup *look, const parts *reference, uint32_t *level);
static void collect(const rsl__lives *lives, const filter *wanted, fitting *found);
static void collect_group(const rsl__lives *lives, uint32_t first, uint32_t end, const filter *wanted, fitting *found);
static uint32_t first_at_level(const rsl__lives *lives, uint32_t first, uint32_t end, uint64_t level);
static uint32_t last_begun(const rsl__lives *lives, uint32_t first, uint32_t end, rsl_date day);
static void narrow(const lookup *look, filter *wanted, rsl_date from, rsl_date to, fitting *found);
static void say(const lookup *look, rsl__plan_problem problem, const char *format, ...) RSL__PRINTF(3, 4);
static void say_unknown(const lookup *look, const parts *reference, uint32_t level);
static void say_not_valid(const lookup *look, const fitting *found, const filter *wanted);
static void say_ambiguous(const lookup *look, const fitting *found);
static void list_units(const lookup *look, const fitting *found, char buffer[LIST]);

rsl__unit_context rsl__any_unit(void) {
  return (rsl__unit_context){ RSL_NONE, RSL_NONE, RSL_DATE_NONE, RSL_DATE_NONE, false };
}

rsl__unit_context rsl__unit_on(rsl_date day) {
  rsl__unit_context context = rsl__any_unit();
  if (day == RSL_DATE_NONE) return context;
  context.has_span = true;
  context.from = day;
  context.to = day + 1;
  return context;
}

/* ---- Looking up ---- */

/* The reference itself decides first; only where it fits several units does its place choose among them. A single unit
 * that does not suit the place is found, so that the caller can say what does not suit. */
void rsl__match_unit(const rsl_plan *plan, const rsl__plan_links *links, const char *reference, size_t length,
                     const rsl__unit_context *context, size_t *candidates, rsl__unit_match *match) {
  lookup look = { plan, links, reference, length, candidates, match };
  parts split = { .on = RSL_DATE_NONE };
  filter wanted = { RSL_NONE, context->level, RSL_NONE, false, RSL_DATE_NONE, RSL_DATE_NONE };
  fitting found = { .count = 0 };
  *match = (rsl__unit_match){ .unit = RSL_NONE, .problem = RSL__PROBLEM_BAD_REFERENCE };
  if (!take_apart(&look, &split) || !find_level(&look, &split, &wanted.level)) return;
  wanted.code = rsl__names_find(&links->lives.codes, split.code, split.code_length);
  collect(&links->lives, &wanted, &found);
  if (found.count == 0) {
    say_unknown(&look, &split, wanted.level);
    return;
  }
  if (split.on != RSL_DATE_NONE) narrow(&look, &wanted, split.on, split.on + 1, &found);
  if (found.count > 1 && (context->has_span || context->below_level != RSL_NONE)) {
    wanted.below_level = context->below_level;
    if (context->has_span)
      narrow(&look, &wanted, context->from, context->to, &found);
    else
      narrow(&look, &wanted, wanted.from, wanted.to, &found);
  }
  if (found.count > 1) say_ambiguous(&look, &found);
  if (found.count == 1) match->unit = found.units[0];
}

uint32_t rsl__resolve_unit(rsl__finish *finish, rsl__site site, const rsl__unit_context *context,
                           const char *reference) {
  if (reference == NULL || !rsl__check_text(finish, site, reference)) return RSL_NONE;
  rsl__unit_match match = { .unit = RSL_NONE };
  rsl__match_unit(finish->plan, finish->links, reference, strlen(reference), context, &finish->candidates, &match);
  if (match.unit == RSL_NONE) rsl__report(finish, match.problem, site, "%s", match.text);
  return match.unit;
}

/* Keep of those that fit the ones that are valid for a span too. */
static void narrow(const lookup *look, filter *wanted, rsl_date from, rsl_date to, fitting *found) {
  fitting all = *found;
  wanted->has_span = wanted->has_span || from != to;
  wanted->from = from;
  wanted->to = to;
  collect(&look->links->lives, wanted, found);
  if (found->count == 0) say_not_valid(look, &all, wanted);
}

static bool take_apart(const lookup *look, parts *out) {
  const char *text = look->reference;
  size_t length = look->length;
  char shown[RSL__SHOWN_TEXT];
  const char *at = length == 0 ? NULL : memchr(text, '@', length);
  const char *slash = length == 0 ? NULL : memchr(text, '/', at == NULL ? length : (size_t)(at - text));
  const char *fault = NULL;
  const char *end = at != NULL ? at : text + length;
  if (at != NULL && !rsl_date_parse(at + 1, length - (size_t)(at + 1 - text), RSL_DATE_ORDER_ISO, &out->on))
    fault = "what follows `@` is no date";
  if (at != NULL && slash == NULL) fault = "a date needs the level before it";
  out->code = slash == NULL ? text : slash + 1;
  out->code_length = length == 0 ? 0 : (size_t)(end - out->code);
  if (slash != NULL) {
    out->level = text;
    out->level_length = (size_t)(slash - text);
  }
  if (out->code_length == 0 || (slash != NULL && out->level_length == 0)) fault = "a part of it is missing";
  if (fault == NULL) return true;
  say(look, RSL__PROBLEM_BAD_REFERENCE,
      "`%s` refers to no unit (%s): write `code`, `level/code` or `level/code@2023-06-30`",
      rsl__shown(shown, text, length), fault);
  return false;
}

/* The level that the reference tells must be that of its place, where that has one. */
static bool find_level(const lookup *look, const parts *reference, uint32_t *level) {
  if (reference->level == NULL) return true;
  char shown[RSL__SHOWN_TEXT];
  uint32_t found = rsl__code_index_find(&look->links->levels, reference->level, reference->level_length);
  if (found != RSL_NONE && (*level == RSL_NONE || *level == found)) {
    *level = found;
    return true;
  }
  rsl__shown(shown, look->reference, look->length);
  if (found != RSL_NONE) {
    say(look, RSL__PROBLEM_BAD_REFERENCE, "`%s` is not of the level `%s` that is asked for here", shown,
        rsl_plan_level(look->plan, *level)->code);
    return false;
  }
  rsl__nearest nearest;
  rsl__nearest_start(&nearest, reference->level, reference->level_length);
  for (uint32_t id = 0; id < rsl__names_count(&look->links->levels.names); ++id) {
    const char *code = rsl__names_text(&look->links->levels.names, id);
    rsl__nearest_offer(&nearest, code, strlen(code), id);
  }
  if (nearest.index == RSL__NEAREST_NONE)
    say(look, RSL__PROBLEM_UNKNOWN_LEVEL, "unknown level in `%s`: the plan has none of this code", shown);
  else
    say(look, RSL__PROBLEM_UNKNOWN_LEVEL, "unknown level in `%s`: did you mean `%s`?", shown,
        rsl__names_text(&look->links->levels.names, (uint32_t)nearest.index));
  return false;
}

static void collect(const rsl__lives *lives, const filter *wanted, fitting *found) {
  found->count = 0;
  if (wanted->code == RSL__NAME_NONE) return;
  uint32_t end = lives->first[wanted->code + 1];
  for (uint32_t first = lives->first[wanted->code]; first < end;) {
    uint32_t level = lives->items[first].level;
    uint32_t next = first_at_level(lives, first, end, (uint64_t)level + 1);
    bool fits = (wanted->level == RSL_NONE || wanted->level == level) &&
                (wanted->below_level == RSL_NONE || level < wanted->below_level);
    if (fits) collect_group(lives, first, next, wanted, found);
    first = next;
  }
}

/* The lives of one code at one level. They do not overlap, so that only the last that had begun can hold a span. */
static void collect_group(const rsl__lives *lives, uint32_t first, uint32_t end, const filter *wanted, fitting *found) {
  if (wanted->has_span) {
    uint32_t begun = last_begun(lives, first, end, wanted->from);
    if (begun == end || lives->items[begun].to < wanted->to) return;
    first = begun;
    end = begun + 1;
  }
  for (uint32_t i = first; i < end && found->count + (i - first) < LISTED; ++i)
    found->units[found->count + (i - first)] = lives->items[i].unit;
  found->count += end - first;
}

/* The first life of a level or a later one; `end` where there is none. */
static uint32_t first_at_level(const rsl__lives *lives, uint32_t first, uint32_t end, uint64_t level) {
  while (first < end) {
    uint32_t middle = first + (end - first) / 2;
    if (lives->items[middle].level < level)
      first = middle + 1;
    else
      end = middle;
  }
  return first;
}

/* The last life that began by a day; `end` where none had. */
static uint32_t last_begun(const rsl__lives *lives, uint32_t first, uint32_t end, rsl_date day) {
  uint32_t low = first;
  uint32_t high = end;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (lives->items[middle].from <= day)
      low = middle + 1;
    else
      high = middle;
  }
  return low == first ? end : low - 1;
}

/* ---- What to say ---- */

/* Where the level is told, only units of it are near. */
static void say_unknown(const lookup *look, const parts *reference, uint32_t level) {
  char shown[RSL__SHOWN_TEXT];
  char buffer[RSL_UNIT_REFERENCE];
  uint32_t count = look->links->lives.count;
  rsl__nearest nearest;
  rsl__shown(shown, look->reference, look->length);
  rsl__nearest_start(&nearest, reference->code, reference->code_length);
  if (count <= *look->candidates) {
    *look->candidates -= count;
    for (uint32_t i = 0; i < count; ++i) {
      const rsl_unit *unit = rsl_plan_unit(look->plan, i);
      if (level != RSL_NONE && look->links->unit_level[i] != level) continue;
      bool readable = rsl__utf8_valid_length(unit->name, strlen(unit->name)) == strlen(unit->name);
      if (unit->code != NULL) rsl__nearest_offer(&nearest, unit->code, strlen(unit->code), i);
      if (unit->code != NULL && readable) rsl__nearest_offer(&nearest, unit->name, strlen(unit->name), i);
    }
  }
  if (nearest.index == RSL__NEAREST_NONE) {
    say(look, RSL__PROBLEM_UNKNOWN_UNIT, "unknown unit `%s`: no unit of the plan has this code", shown);
    return;
  }
  rsl__unit_reference(look->plan, look->links, (uint32_t)nearest.index, buffer);
  const char *name = rsl_plan_unit(look->plan, (uint32_t)nearest.index)->name;
  say(look, RSL__PROBLEM_UNKNOWN_UNIT, "unknown unit `%s`: did you mean `%s`%s%s%s?", shown, buffer,
      *name == '\0' ? "" : " (", rsl__show(name).bytes, *name == '\0' ? "" : ")");
}

static void say_not_valid(const lookup *look, const fitting *found, const filter *wanted) {
  char shown[RSL__SHOWN_TEXT];
  char list[LIST];
  list_units(look, found, list);
  rsl__shown(shown, look->reference, look->length);
  rsl__shown_text span = rsl__show_span(wanted->from, wanted->to);
  if (wanted->below_level == RSL_NONE)
    say(look, RSL__PROBLEM_UNIT_NOT_VALID, "no unit that `%s` may mean is valid %s: there is %s", shown, span.bytes,
        list);
  else
    say(look, RSL__PROBLEM_UNIT_NOT_VALID,
        "none that `%s` may mean is of a higher level and valid as long as its child (%s): say in `parents` which when; "
        "there is %s",
        shown, span.bytes, list);
}

static void say_ambiguous(const lookup *look, const fitting *found) {
  char shown[RSL__SHOWN_TEXT];
  char list[LIST];
  list_units(look, found, list);
  say(look, RSL__PROBLEM_AMBIGUOUS_UNIT, "`%s` fits %lu units: write which, %s",
      rsl__shown(shown, look->reference, look->length), (unsigned long)found->count, list);
}

static void list_units(const lookup *look, const fitting *found, char buffer[LIST]) {
  size_t length = 0;
  char reference[RSL_UNIT_REFERENCE];
  for (uint32_t i = 0; i < found->count && i < LISTED && length < LIST; ++i) {
    rsl__unit_reference(look->plan, look->links, found->units[i], reference);
    length += (size_t)snprintf(buffer + length, LIST - length, "%s`%s`", i == 0 ? "" : ", ", reference);
  }
  if (found->count > LISTED && length < LIST)
    snprintf(buffer + length, LIST - length, " and %lu more", (unsigned long)(found->count - LISTED));
}

static void say(const lookup *look, rsl__plan_problem problem, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  rsl__message_fill(look->match->text, sizeof look->match->text, format, arguments);
  va_end(arguments);
  look->match->problem = problem;
}

/* ---- The shortest reference ---- */

void rsl__unit_reference(const rsl_plan *plan, const rsl__plan_links *links, uint32_t unit,
                         char buffer[RSL_UNIT_REFERENCE]) {
  const rsl_unit *record = rsl_plan_unit(plan, unit);
  char day[RSL_DATE_TEXT];
  filter wanted = { RSL_NONE, RSL_NONE, RSL_NONE, false, RSL_DATE_NONE, RSL_DATE_NONE };
  fitting found;
  if (record->code == NULL) {
    snprintf(buffer, RSL_UNIT_REFERENCE, "?");
    return;
  }
  wanted.code = rsl__names_find(&links->lives.codes, record->code, strlen(record->code));
  collect(&links->lives, &wanted, &found);
  wanted.level = links->unit_level[unit];
  if (found.count <= 1 || wanted.level == RSL_NONE) {
    snprintf(buffer, RSL_UNIT_REFERENCE, "%s", record->code);
    return;
  }
  collect(&links->lives, &wanted, &found);
  rsl_date on = record->from != RSL_DATE_NONE || record->to == RSL_DATE_NONE ? record->from : record->to - 1;
  rsl_date_format(found.count <= 1 ? RSL_DATE_NONE : on, day);
  snprintf(buffer, RSL_UNIT_REFERENCE, "%s/%s%s%s", record->level, record->code, *day == '\0' ? "" : "@", day);
}

/* ---- The order of looking up ---- */

void rsl__index_lives(rsl__finish *finish) {
  rsl__lives *lives = &finish->links->lives;
  uint32_t count = lives->count = rsl_plan_unit_count(finish->plan);
  lives->items = rsl__finish_array(finish, count, sizeof *lives->items);
  for (uint32_t i = 0; i < count && !finish->no_memory; ++i) {
    const rsl_unit *unit = rsl_plan_unit(finish->plan, i);
    rsl__life *life = &lives->items[i];
    *life = (rsl__life){ RSL_NONE, finish->links->unit_level[i], unit->from, rsl__end_day(unit->to), i };
    if (unit->code != NULL && rsl__names_add(&lives->codes, unit->code, strlen(unit->code), &life->code) != RSL_OK)
      finish->no_memory = true;
  }
  if (finish->no_memory) return;
  if (!rsl__sort(&finish->plan->allocator, lives->items, count, sizeof *lives->items, rsl__compare_lives)) {
    finish->no_memory = true;
    return;
  }
  uint32_t codes = rsl__names_count(&lives->codes);
  lives->first = rsl__finish_array(finish, (size_t)codes + 1, sizeof *lives->first);
  for (uint32_t id = 0, at = 0; lives->first != NULL && id <= codes; ++id) {
    while (at < count && lives->items[at].code < id) ++at;
    lives->first[id] = at;
  }
}

int rsl__compare_lives(const void *a, const void *b) {
  const rsl__life *x = a;
  const rsl__life *y = b;
  if (x->code != y->code) return x->code < y->code ? -1 : 1;
  if (x->level != y->level) return x->level < y->level ? -1 : 1;
  if (x->from != y->from) return x->from < y->from ? -1 : 1;
  return x->unit < y->unit ? -1 : 1;
}
