#include <stdio.h>
#include <string.h>

#include "base/code.h"
#include "base/nearest.h"
#include "base/sort.h"
#include "base/utf8.h"
#include "plan/finishing.h"

enum { LISTED = 6, LIST = 400 };

static int compare_days(const void *a, const void *b);
static const char *last_member(const char *member);
static const char *say_unknown(rsl__finish *finish, const rsl__code_search *search, const char *code, size_t length,
                               char message[RSL__UNKNOWN]);
static uint32_t nearest_record(rsl__finish *finish, const rsl__code_search *search, const char *code, size_t length);
static rsl__code_search search_indicators(const rsl__finish *finish);
static void list_codes(const rsl__code_index *index, char buffer[LIST]);

/* ---- Memory and texts ---- */

void *rsl__finish_array(rsl__finish *finish, size_t count, size_t size) {
  void *items = rsl__arena_allocate_array(&finish->links->arena, count, size);
  if (items == NULL) finish->no_memory = true;
  return items;
}

uint32_t *rsl__finish_indexes(rsl__finish *finish, size_t count) {
  uint32_t *items = rsl__finish_array(finish, count, sizeof *items);
  for (size_t i = 0; items != NULL && i < count; ++i) items[i] = RSL_NONE;
  return items;
}

uint32_t rsl__sort_days(rsl__finish *finish, rsl_date *days, uint32_t count) {
  uint32_t kept = 0;
  if (!rsl__sort(&finish->plan->allocator, days, count, sizeof *days, compare_days)) finish->no_memory = true;
  for (uint32_t i = 0; i < count; ++i)
    if (kept == 0 || days[kept - 1] != days[i]) days[kept++] = days[i];
  return kept;
}

static int compare_days(const void *a, const void *b) {
  rsl_date x = *(const rsl_date *)a;
  rsl_date y = *(const rsl_date *)b;
  return x < y ? -1 : x > y;
}

const char *rsl__item_member(char buffer[RSL__MEMBER], const char *list, size_t item, const char *member) {
  snprintf(buffer, RSL__MEMBER, "%s[%lu]%s%s", list, (unsigned long)item, member[0] != '\0' ? "." : "", member);
  return buffer;
}

rsl__shown_text rsl__show(const char *text) {
  rsl__shown_text shown = { "" };
  rsl__shown(shown.bytes, text == NULL ? "" : text, text == NULL ? 0 : strlen(text));
  return shown;
}

rsl__shown_text rsl__show_span(rsl_date from, rsl_date to) {
  char first[RSL_DATE_TEXT];
  char end[RSL_DATE_TEXT];
  rsl__shown_text shown = { "" };
  bool open = to == RSL_DATE_NONE || to == RSL__DATE_OPEN;
  rsl_date_format(from, first);
  rsl_date_format(open ? RSL_DATE_NONE : to, end);
  if (from != RSL_DATE_NONE && to == from + 1)
    snprintf(shown.bytes, sizeof shown.bytes, "on %s", first);
  else if (from == RSL_DATE_NONE && open)
    snprintf(shown.bytes, sizeof shown.bytes, "at all times");
  else
    snprintf(shown.bytes, sizeof shown.bytes, "%s%s%s%s%s", *first == '\0' ? "" : "from ", first,
             *first == '\0' || *end == '\0' ? "" : " ", *end == '\0' ? "" : "until ", end);
  return shown;
}

/* ---- Members ---- */

bool rsl__check_text(rsl__finish *finish, rsl__site site, const char *text) {
  if (text == NULL) return true;
  size_t length = strlen(text);
  if (rsl__utf8_valid_length(text, length) == length) return true;
  const char *encoding = rsl__legacy_encoding(text, length);
  rsl__report(finish, RSL__PROBLEM_NOT_UTF8, site, "`%s` is not UTF-8%s%s%s: convert it", rsl__show(text).bytes,
              encoding == NULL ? "" : " (it looks like ", encoding == NULL ? "" : encoding,
              encoding == NULL ? "" : ")");
  return false;
}

bool rsl__check_code(rsl__finish *finish, rsl__site site, const char *what, const char *code) {
  if (code == NULL) {
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, site, "%s needs `%s`", what, last_member(site.member));
    return false;
  }
  if (!rsl__check_text(finish, site, code)) return false;
  size_t at = 0;
  uint32_t bad = 0;
  switch (rsl__code_check(code, strlen(code), &at)) {
  case RSL__CODE_TOO_LONG:
    rsl__report(finish, RSL__PROBLEM_BAD_CODE, site, "code `%s` is longer than %d characters: shorten it",
                rsl__show(code).bytes, RSL__CODE_CHARACTERS);
    return false;
  case RSL__CODE_BAD_CHARACTER:
    at += rsl__utf8_decode(code + at, strlen(code + at), &bad);
    rsl__report(finish, RSL__PROBLEM_BAD_CODE, site,
                "code `%s` holds U+%04lX at character %zu: a code is of letters, digits, `_`, `.` and `-`",
                rsl__show(code).bytes, (unsigned long)bad, rsl__utf8_count(code, at));
    return false;
  case RSL__CODE_EMPTY:
  case RSL__CODE_FINE:
    break;
  }
  return true;
}

void rsl__check_extras(rsl__finish *finish, rsl__site record, const rsl_extras *extras) {
  for (size_t i = 0; i < extras->count; ++i) {
    const rsl_extra *extra = &extras->items[i];
    if (!rsl__check_text(finish, record, extra->name) || !rsl__check_text(finish, record, extra->json)) continue;
    if (strncmp(extra->name, "x-", 2) != 0 || extra->json[0] == '\0')
      rsl__report(finish, RSL__PROBLEM_BAD_EXTRA, record,
                  "extra member `%s`: its name starts with `x-` and it has a value", rsl__show(extra->name).bytes);
  }
}

bool rsl__check_dates(rsl__finish *finish, rsl__site to_site, rsl_date from, rsl_date to) {
  char first[RSL_DATE_TEXT];
  char end[RSL_DATE_TEXT];
  if (from == RSL_DATE_NONE || to == RSL_DATE_NONE || from < to) return true;
  rsl_date_format(from, first);
  rsl_date_format(to, end);
  rsl__report(finish, RSL__PROBLEM_DATE_ORDER, to_site,
              "`to` %s is not after `from` %s: `to` is the first day no longer", end, first);
  return false;
}

bool rsl__check_period(rsl__finish *finish, rsl__site site, rsl_period period) {
  if (period.type == RSL_PERIOD_NONE) return true;
  if ((unsigned)period.type < RSL_PERIOD_TYPE_END && rsl_period_shift(period, 0).type != RSL_PERIOD_NONE) return true;
  rsl__report(finish, RSL__PROBLEM_BAD_VALUE, site, "`%s` is no period of the years 1900 to 2999",
              last_member(site.member));
  return false;
}

bool rsl__check_decimal(rsl__finish *finish, rsl__site site, rsl_decimal value) {
  const int64_t largest = INT64_C(999999999999999999);
  if (value.scale >= 0 && value.scale <= 18 && value.units >= -largest && value.units <= largest) return true;
  rsl__report(finish, RSL__PROBLEM_BAD_VALUE, site, "`%s` is no decimal of at most 18 digits",
              last_member(site.member));
  return false;
}

bool rsl__check_whole(rsl__finish *finish, rsl__site site, int value, int least, int most) {
  if (value >= least && value <= most) return true;
  rsl__report(finish, RSL__PROBLEM_BAD_VALUE, site, "`%s` is %d: it is %d to %d", last_member(site.member), value,
              least, most);
  return false;
}

bool rsl__check_choice(rsl__finish *finish, rsl__site site, unsigned value, unsigned end) {
  if (value < end) return true;
  rsl__report(finish, RSL__PROBLEM_BAD_VALUE, site, "`%s` is %u: it is less than %u", last_member(site.member), value,
              end);
  return false;
}

/* ---- Codes ---- */

void rsl__index_codes(rsl__finish *finish, const rsl__code_list *list, rsl__code_index *index) {
  uint32_t count = rsl__record_count(finish->plan, list->kind);
  index->records = rsl__finish_indexes(finish, count);
  for (uint32_t i = 0; i < count && !finish->no_memory; ++i) {
    const char *code = list->code(finish->plan, i);
    rsl__site site = rsl__at(list->kind, i, "code");
    uint32_t id = 0;
    if (!rsl__check_code(finish, site, list->what, code)) continue;
    if (rsl__names_add(&index->names, code, strlen(code), &id) != RSL_OK) {
      finish->no_memory = true;
    } else if (index->records[id] == RSL_NONE) {
      index->records[id] = i;
    } else {
      rsl__report(finish, list->duplicate, site, "code `%s` is that of %s[%lu] already: give each its own",
                  rsl__show(code).bytes, rsl__record_list_name(list->kind), (unsigned long)index->records[id]);
    }
  }
}

uint32_t rsl__resolve(rsl__finish *finish, rsl__site site, const rsl__code_search *search, const char *code) {
  char message[RSL__UNKNOWN];
  if (code == NULL) return RSL_NONE;
  uint32_t found = rsl__code_index_find(search->index, code, strlen(code));
  if (found != RSL_NONE || !rsl__check_text(finish, site, code)) return found;
  rsl__report(finish, search->unknown, site, "%s", say_unknown(finish, search, code, strlen(code), message));
  return RSL_NONE;
}

uint32_t rsl__resolve_softly(rsl__finish *finish, rsl__site site, const rsl__code_search *search, const char *code) {
  char message[RSL__UNKNOWN];
  if (code == NULL) return RSL_NONE;
  uint32_t found = rsl__code_index_find(search->index, code, strlen(code));
  if (found != RSL_NONE || !rsl__check_text(finish, site, code)) return found;
  rsl__warn(finish, search->unknown, site, "%s", say_unknown(finish, search, code, strlen(code), message));
  return RSL_NONE;
}

static const char *say_unknown(rsl__finish *finish, const rsl__code_search *search, const char *code, size_t length,
                               char message[RSL__UNKNOWN]) {
  char shown[RSL__SHOWN_TEXT];
  uint32_t nearest = nearest_record(finish, search, code, length);
  rsl__shown(shown, code, length);
  if (nearest != RSL__NAME_NONE) {
    snprintf(message, RSL__UNKNOWN, "unknown %s `%s`: did you mean `%s`?", search->what, shown,
             rsl__names_text(&search->index->names, nearest));
  } else {
    char known[LIST];
    list_codes(search->index, known);
    snprintf(message, RSL__UNKNOWN, "unknown %s `%s`: %s", search->what, shown, known);
  }
  return message;
}

static const char *level_name(const rsl_plan *plan, uint32_t index) {
  return rsl_plan_level(plan, index)->name;
}

static const char *field_name(const rsl_plan *plan, uint32_t index) {
  return rsl_plan_field(plan, index)->name;
}

static const char *indicator_name(const rsl_plan *plan, uint32_t index) {
  return rsl_plan_indicator(plan, index)->name;
}

uint32_t rsl__resolve_level(rsl__finish *finish, rsl__site site, const char *code) {
  rsl__code_search search = { &finish->links->levels, RSL__PROBLEM_UNKNOWN_LEVEL, "level", level_name };
  return rsl__resolve(finish, site, &search, code);
}

uint32_t rsl__resolve_field(rsl__finish *finish, rsl__site site, const char *code) {
  rsl__code_search search = { &finish->links->fields, RSL__PROBLEM_UNKNOWN_FIELD, "field", field_name };
  return rsl__resolve(finish, site, &search, code);
}

uint32_t rsl__resolve_indicator(rsl__finish *finish, rsl__site site, const char *code) {
  rsl__code_search search = search_indicators(finish);
  return rsl__resolve(finish, site, &search, code);
}

const char *rsl__say_unknown_indicator(rsl__finish *finish, const char *code, size_t length,
                                       char message[RSL__UNKNOWN]) {
  rsl__code_search search = search_indicators(finish);
  return say_unknown(finish, &search, code, length, message);
}

static rsl__code_search search_indicators(const rsl__finish *finish) {
  return (rsl__code_search){ &finish->links->indicators, RSL__PROBLEM_UNKNOWN_INDICATOR, "indicator", indicator_name };
}

/* The id of the name that is nearest. */
static uint32_t nearest_record(rsl__finish *finish, const rsl__code_search *search, const char *code, size_t length) {
  uint32_t count = rsl__names_count(&search->index->names);
  if (count > finish->candidates) return RSL__NAME_NONE;
  finish->candidates -= count;
  rsl__nearest nearest;
  rsl__nearest_start(&nearest, code, length);
  for (uint32_t id = 0; id < count; ++id) {
    const char *name = search->name == NULL ? "" : search->name(finish->plan, search->index->records[id]);
    rsl__nearest_offer(&nearest, rsl__names_text(&search->index->names, id),
                       rsl__names_length(&search->index->names, id), id);
    if (*name != '\0' && rsl__utf8_valid_length(name, strlen(name)) == strlen(name))
      rsl__nearest_offer(&nearest, name, strlen(name), id);
  }
  return nearest.index == RSL__NEAREST_NONE ? RSL__NAME_NONE : (uint32_t)nearest.index;
}

/* A few codes are listed; of many it is only said that this is not one of them. */
static void list_codes(const rsl__code_index *index, char buffer[LIST]) {
  uint32_t count = rsl__names_count(&index->names);
  if (count == 0 || count > LISTED) {
    snprintf(buffer, LIST, count == 0 ? "the plan has none" : "none of the plan's %lu has this code",
             (unsigned long)count);
    return;
  }
  size_t length = (size_t)snprintf(buffer, LIST, "the plan has");
  for (uint32_t id = 0; id < count && length < LIST; ++id)
    length += (size_t)snprintf(buffer + length, LIST - length, "%s `%s`", id == 0 ? "" : ",",
                               rsl__names_text(&index->names, id));
}

static const char *last_member(const char *member) {
  const char *dot = strrchr(member, '.');
  return dot == NULL ? member : dot + 1;
}
