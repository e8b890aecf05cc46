#include "cube/row.h"

#include <string.h>

#include "base/int128.h"
#include "cube/calendar.h"

/* R8, strongest first; then the letters of an absence. */
static const char status_letters[] = "ABDJSNGPVUIEFHLMOQ";

void rsl__store_init(rsl__store *store, const rsl_allocator *allocator) {
  store->allocator = *allocator;
  rsl__names_init(&store->files, allocator);
  rsl__names_init(&store->texts, allocator);
  rsl__arena_init(&store->once, allocator);
  store->kept = NULL;
  store->kept_count = 0;
  rsl__pool_init(&store->extras, allocator, sizeof(rsl__extra));
  rsl__pool_init(&store->sides, allocator, sizeof(rsl__sides));
}

void rsl__store_free(rsl__store *store) {
  rsl__names_free(&store->files);
  rsl__names_free(&store->texts);
  rsl__arena_free(&store->once);
  for (size_t i = 0; i < store->kept_count; i++) rsl__arena_free(&store->kept[i]);
  rsl__release_array(&store->allocator, store->kept, store->kept_count, sizeof *store->kept);
  rsl__pool_free(&store->extras);
  rsl__pool_free(&store->sides);
}

bool rsl__store_join(rsl__store *store, rsl__store *other) {
  size_t count = store->kept_count + 2;
  rsl__arena *kept = rsl__resize_array(&store->allocator, store->kept, store->kept_count, count, sizeof *kept);
  if (kept == NULL) return false;
  store->kept = kept;
  store->kept_count = count;
  /* An arena moves by being copied: its pieces stay where they are, and with them the texts of the extras. */
  kept[count - 2] = other->texts.texts;
  kept[count - 1] = other->once;
  rsl__arena_init(&other->texts.texts, &other->allocator);
  rsl__arena_init(&other->once, &other->allocator);
  uint32_t sides = store->sides.count;
  for (uint32_t i = 0; i < other->sides.count; i++) {
    rsl__sides *to = rsl__pool_add(&store->sides);
    if (to == NULL) return false;
    *to = *(const rsl__sides *)rsl__pool_at(&other->sides, i);
  }
  for (uint32_t i = 0; i < other->extras.count; i++) {
    rsl__extra *to = rsl__pool_add(&store->extras);
    if (to == NULL) return false;
    *to = *(const rsl__extra *)rsl__pool_at(&other->extras, i);
    if (to->sides != 0) to->sides += sides;
  }
  return true;
}

uint32_t rsl__when(rsl_period period) {
  /* By the last day; of two that end together the shorter comes first, and the longer types have the lower numbers. */
  return (uint32_t)(rsl_period_last_day(period) - RSL_DATE_MIN) << 3 | rsl__when_of_type(period.type);
}

rsl_period rsl__when_period(uint32_t when) {
  return rsl_period_of_date(rsl__when_type(when), rsl__when_last_day(when));
}

rsl_date rsl__when_last_day(uint32_t when) {
  return (rsl_date)(when >> 3) + RSL_DATE_MIN;
}

bool rsl__when_is_one(uint32_t when) {
  rsl_period_type type = rsl__when_type(when);
  bool has_type = type > RSL_PERIOD_NONE && type < RSL_PERIOD_TYPE_END;
  if (!has_type || when >> 3 > (uint32_t)(RSL_DATE_MAX - RSL_DATE_MIN)) return false;
  rsl_period period = rsl__when_period(when);
  return period.type != RSL_PERIOD_NONE && rsl__when(period) == when;
}

static const rsl__extra *extra_of(const rsl__store *store, const rsl__row *row) {
  return (row->flags & RSL__ROW_EXTRA) != 0 ? rsl__pool_at(&store->extras, row->origin) : NULL;
}

uint32_t rsl__row_line(const rsl__store *store, const rsl__row *row) {
  if ((row->flags & RSL__ROW_NO_LINE) != 0) return 0;
  const rsl__extra *extra = extra_of(store, row);
  return extra != NULL ? extra->line : row->origin;
}

const char *rsl__row_file(const rsl__store *store, const rsl__row *row) {
  return row->file == 0 ? NULL : rsl__names_text(&store->files, row->file - 1u);
}

int32_t rsl__row_told_revision(const rsl__store *store, const rsl__row *row) {
  const rsl__extra *extra = extra_of(store, row);
  int32_t revision = extra == NULL || extra->revision < 0 ? 0 : extra->revision;
  return (row->flags & RSL__ROW_NIL) != 0 ? INT32_MIN + revision : revision;
}

rsl_date rsl__row_reported_at(const rsl__store *store, const rsl__row *row) {
  const rsl__extra *extra = extra_of(store, row);
  return extra == NULL ? RSL_DATE_NONE : extra->reported_at;
}

bool rsl__row_known(const rsl__store *store, const rsl__row *row, int month_from, rsl_date on) {
  if (on == RSL_DATE_NONE) return true;
  rsl_date reported_at = rsl__row_reported_at(store, row);
  return (reported_at == RSL_DATE_NONE ? rsl__calendar_last_day(month_from, row->when) : reported_at) <= on;
}

const rsl__sides *rsl__row_sides(const rsl__store *store, const rsl__row *row) {
  const rsl__extra *extra = extra_of(store, row);
  return extra == NULL || extra->sides == 0 ? NULL : rsl__pool_at(&store->sides, extra->sides - 1);
}

rsl_qualifier rsl__row_qualifier(const rsl__store *store, const rsl__row *row, rsl_decimal *upper) {
  *upper = (rsl_decimal){ 0, 0 };
  if ((row->flags & RSL__ROW_ABOUT) == 0) return RSL_QUALIFIER_NONE;
  const rsl__sides *sides = rsl__row_sides(store, row);
  if (sides == NULL || sides->qualifier == RSL_QUALIFIER_NONE) return RSL_QUALIFIER_ABOUT;
  *upper = (rsl_decimal){ sides->upper, sides->upper_scale };
  return (rsl_qualifier)sides->qualifier;
}

int rsl__status_number(char letter) {
  const char *found = letter == '\0' ? NULL : strchr(status_letters, letter);
  return found == NULL ? -1 : (int)(found - status_letters);
}

char rsl__status_letter(unsigned number) {
  return number < RSL__STATUS_END ? status_letters[number] : '\0';
}

bool rsl__status_of_figure(unsigned number) {
  return number <= RSL__STATUS_WEAKEST;
}

bool rsl__status_excuses(unsigned number) {
  char letter = rsl__status_letter(number);
  return letter == 'H' || letter == 'M';
}

rsl_absence rsl__status_absence(unsigned number) {
  if (rsl__status_excuses(number)) return RSL_ABSENCE_NOT_APPLICABLE;
  char letter = rsl__status_letter(number);
  return letter == 'L'   ? RSL_ABSENCE_NOT_COLLECTED
         : letter == 'Q' ? RSL_ABSENCE_SUPPRESSED
                         : RSL_ABSENCE_REPORTED_MISSING;
}

bool rsl__status_is_estimate(unsigned number) {
  char letter = rsl__status_letter(number);
  return letter == 'E' || letter == 'F' || letter == 'I' || letter == 'P';
}

bool rsl__rescale(int64_t value, unsigned from, unsigned to, int64_t *out) {
  if (to < from) {
    *out = value / rsl__power_of_ten((int)(from - to));
    return value % rsl__power_of_ten((int)(from - to)) == 0;
  }
  int64_t factor = rsl__power_of_ten((int)(to - from));
  /* INT64_MIN itself stays free: it may one day mean an absent figure. */
  if (value > INT64_MAX / factor || value < -(INT64_MAX / factor)) return false;
  *out = value * factor;
  return true;
}

unsigned rsl__needed_scale(int64_t value, unsigned scale) {
  if (value == 0) return 0;
  for (; scale > 0 && value % 10 == 0; scale--) value /= 10;
  return scale;
}
