#include "cube/lanes.h"

#include <string.h>

#include "cube/vector.h"

enum { LINE = 64 /* bytes of a cache line: loops that begin on one are faster */ };

static uint32_t lanes_of(const rsl_rollup *rollup, uint32_t indicator);
static uint64_t figures_of(const rsl_rollup *rollup, uint32_t indicator);
static bool goes_on(const rsl_rollup *rollup, const rsl__sheet *sheet, const rsl__strip *strip, uint32_t when);
static bool add_strip(rsl_rollup *rollup, rsl__sheet *sheet, uint32_t first, uint32_t when);
static size_t planes_size(const rsl__sheet *sheet, const rsl__strip *strip);
static void put_planes(const rsl__sheet *sheet, const rsl__strip *strip, rsl__lane_row *row, int64_t *next);
static bool make_rows(rsl_rollup *rollup, rsl__sheet *sheet, rsl__strip *strip);
static bool is_plain(const rsl__sheet *sheet, const rsl__tally *tally);
static rsl__int128 plain_b(const rsl__sheet *sheet, uint64_t reporting);
static bool merge_plain(const rsl__sheet *sheet, rsl__lane_row *row, uint32_t lane, const rsl__tally *tally);

bool rsl__strips_cut(rsl_rollup *rollup, uint32_t indicator) {
  rsl__sheet *sheet = &rollup->sheets[indicator];
  uint32_t most = lanes_of(rollup, indicator);
  for (uint32_t i = 0; i < sheet->when_count; i++) {
    rsl__strip *last = sheet->strip_count == 0 ? NULL : &sheet->strips[sheet->strip_count - 1];
    if (last != NULL && last->count < most && goes_on(rollup, sheet, last, sheet->whens[i]))
      last->count++;
    else if (!add_strip(rollup, sheet, i, sheet->whens[i]))
      return false;
  }
  for (size_t i = 0; i < sheet->strip_count; i++)
    if (!make_rows(rollup, sheet, &sheet->strips[i])) return false;
  return true;
}

void rsl__strips_free(const rsl_rollup *rollup, rsl__sheet *sheet) {
  for (size_t i = 0; i < sheet->strip_count; i++)
    rsl__release_array(&rollup->allocator, sheet->strips[i].rows, sheet->strips[i].row_count, sizeof(rsl__lane_row));
  rsl__release_array(&rollup->allocator, sheet->strips, sheet->strip_capacity, sizeof(rsl__strip));
  rsl__arena_free(&sheet->lanes);
  sheet->strips = NULL;
  sheet->strip_count = sheet->strip_capacity = 0;
}

rsl__strip *rsl__strip_of(const rsl__sheet *sheet, uint32_t when, uint32_t *lane) {
  size_t index = rsl__when_index(sheet, when);
  if (index == SIZE_MAX || sheet->strip_count == 0) return NULL;
  rsl__strip *strip = &sheet->strips[rsl__strip_number(sheet, index)];
  *lane = (uint32_t)index - strip->first;
  return strip;
}

size_t rsl__strip_number(const rsl__sheet *sheet, size_t index) {
  size_t low = 1;
  size_t high = sheet->strip_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (sheet->strips[middle].first <= index)
      low = middle + 1;
    else
      high = middle;
  }
  return low - 1;
}

rsl__lane_row *rsl__strip_row(const rsl__sheet *sheet, const rsl__strip *strip, uint32_t position) {
  uint32_t number = sheet->keeps_all ? position : strip->scope->above[position];
  return number == RSL_NONE ? NULL : &strip->rows[number];
}

bool rsl__row_start(rsl__sheet *sheet, const rsl__strip *strip, rsl__lane_row *row) {
  if (row->a != NULL) return true;
  int64_t *planes = rsl__arena_allocate(&sheet->lanes, planes_size(sheet, strip));
  if (planes == NULL) return false;
  put_planes(sheet, strip, row, planes);
  rsl__row_clear(sheet, strip, row);
  return true;
}

bool rsl__rows_start(rsl__sheet *sheet, const rsl__strip *strip) {
  size_t size = planes_size(sheet, strip);
  size_t all = 0;
  if (!rsl__size_multiply(strip->row_count, size, &all) || all > SIZE_MAX - LINE) return false;
  char *planes = rsl__arena_allocate(&sheet->lanes, all + LINE);
  if (planes == NULL) return false;
  planes += LINE - (uintptr_t)planes % LINE;
  for (uint32_t i = 0; i < strip->row_count; i++)
    put_planes(sheet, strip, &strip->rows[i], (int64_t *)(void *)(planes + i * size));
  return true;
}

void rsl__row_clear(const rsl__sheet *sheet, const rsl__strip *strip, const rsl__lane_row *row) {
  memset(row->a, 0, planes_size(sheet, strip));
  if (sheet->rule != RSL_RULE_MIN && sheet->rule != RSL_RULE_MAX) return;
  /* An extreme of nothing is past every figure. */
  for (uint32_t lane = 0; lane < rsl__strip_room(strip); lane++)
    row->a[lane] = sheet->rule == RSL_RULE_MIN ? INT64_MAX : INT64_MIN;
}

bool rsl__row_extend(rsl__sheet *sheet, const rsl__strip *strip, rsl__lane_row *row) {
  if (row->tallies != NULL) return true;
  size_t lanes = strip->count;
  rsl__tally *tallies = rsl__arena_allocate_array(&sheet->lanes, lanes, sizeof *tallies);
  rsl__wide *wides = sheet->numbers ? rsl__arena_allocate_array(&sheet->lanes, lanes, sizeof *wides) : NULL;
  if (tallies == NULL || (sheet->numbers && wides == NULL)) return false;
  for (uint32_t lane = 0; lane < lanes; lane++) {
    tallies[lane] = (rsl__tally){ .flags = 0 };
    if (wides != NULL) wides[lane] = (rsl__wide){ rsl_number_absent(), rsl_number_absent() };
  }
  row->tallies = tallies;
  row->wides = wides;
  return true;
}

bool rsl__row_is_empty(const rsl__lane_row *row) {
  return row->a == NULL && row->tallies == NULL;
}

/* What stands in the planes and what stands beside them are two children. */
void rsl__row_load(const rsl__sheet *sheet, const rsl__lane_row *row, uint32_t lane, rsl__tally *tally,
                   rsl__wide *wide) {
  *tally = (rsl__tally){ .flags = 0 };
  if (row->tallies != NULL) *tally = row->tallies[lane];
  if (row->wides != NULL) *wide = row->wides[lane];
  if (row->a == NULL) return;
  rsl__tally plain = { .flags = 0 };
  uint32_t reporting = row->reporting[lane];
  if (row->lonely != NULL && row->lonely[lane] != 0) plain.flags = RSL__TALLY_USED | RSL__TALLY_UNPARTNERED;
  if (reporting > 0) {
    plain.flags |= RSL__TALLY_USED | RSL__TALLY_GIVEN;
    plain.a = rsl__int128_product(row->a[lane], sheet->plane_unit);
    plain.b = sheet->has_b ? rsl__int128_from_int64(row->b[lane]) : plain_b(sheet, reporting);
    plain.reporting = reporting;
    if (row->prints != NULL) plain.prints = row->prints[lane];
  }
  /* Two sums of which neither passes 64 bits: it cannot fail. */
  (void)!rsl__kernel_merge(sheet, tally, NULL, &plain, NULL);
}

rsl_status rsl__row_merge(rsl__sheet *sheet, const rsl__strip *strip, rsl__lane_row *row, uint32_t lane,
                          const rsl__tally *tally, const rsl__wide *wide) {
  if (sheet->plain && is_plain(sheet, tally)) {
    if (!rsl__row_start(sheet, strip, row)) return RSL_ERR_MEMORY;
    if (merge_plain(sheet, row, lane, tally)) return RSL_OK;
  }
  if (!rsl__row_extend(sheet, strip, row)) return RSL_ERR_MEMORY;
  rsl__wide *into = row->wides == NULL ? NULL : &row->wides[lane];
  return rsl__kernel_merge(sheet, &row->tallies[lane], into, tally, wide) ? RSL_OK : RSL_ERR_OVERFLOW;
}

rsl_status rsl__row_merge_row(rsl__sheet *sheet, const rsl__strip *strip, rsl__lane_row *into,
                              const rsl__lane_row *from, uint32_t *lane) {
  if (from->a != NULL) {
    if (!rsl__row_start(sheet, strip, into)) return RSL_ERR_MEMORY;
    rsl__row_merge_planes(rsl__vector_at(0), sheet, strip, into, from);
  }
  if (from->tallies == NULL) return RSL_OK;
  if (!rsl__row_extend(sheet, strip, into)) return RSL_ERR_MEMORY;
  for (*lane = 0; *lane < strip->count; ++*lane) {
    if ((from->tallies[*lane].flags & RSL__TALLY_USED) == 0) continue;
    rsl__wide *wide = into->wides == NULL ? NULL : &into->wides[*lane];
    const rsl__wide *from_wide = from->wides == NULL ? NULL : &from->wides[*lane];
    if (!rsl__kernel_merge(sheet, &into->tallies[*lane], wide, &from->tallies[*lane], from_wide))
      return RSL_ERR_OVERFLOW;
  }
  return RSL_OK;
}

void rsl__row_merge_planes(const rsl__vector *vector, const rsl__sheet *sheet, const rsl__strip *strip,
                           const rsl__lane_row *into, const rsl__lane_row *from) {
  const uint32_t lanes = rsl__strip_room(strip);
  rsl__merge merge = sheet->rule == RSL_RULE_MIN   ? vector->lesser
                     : sheet->rule == RSL_RULE_MAX ? vector->greater
                                                   : vector->add;
  merge(from->a, lanes, into->a);
  vector->add_counts(from->reporting, lanes, into->reporting);
  if (into->b != NULL) vector->add(from->b, lanes, into->b);
  if (into->prints != NULL) vector->add((const int64_t *)from->prints, lanes, (int64_t *)into->prints);
  for (uint32_t lane = 0; into->lonely != NULL && lane < lanes; lane++) into->lonely[lane] |= from->lonely[lane];
}

bool rsl__lane_read(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, rsl__tally *tally,
                    rsl__wide *wide) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  uint32_t lane = 0;
  const rsl__strip *strip = rsl__strip_of(sheet, when, &lane);
  *tally = (rsl__tally){ .flags = 0 };
  *wide = (rsl__wide){ rsl_number_absent(), rsl_number_absent() };
  if (strip == NULL || strip->scope == NULL) return false;
  uint32_t position = rsl__frame_position(strip->frame, unit);
  const rsl__lane_row *row = position == RSL_NONE ? NULL : rsl__strip_row(sheet, strip, position);
  if (row == NULL || rsl__row_is_empty(row)) return false;
  rsl__row_load(sheet, row, lane, tally, wide);
  return (tally->flags & RSL__TALLY_USED) != 0;
}

/* Few figures that are far apart in time must not each make a row of many lanes. */
static uint32_t lanes_of(const rsl_rollup *rollup, uint32_t indicator) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  uint64_t figures = figures_of(rollup, indicator);
  uint64_t cells = (uint64_t)sheet->when_count * rollup->cube->unit_count;
  return figures >= cells / 4 ? RSL__LANES : figures >= cells / 32 ? RSL__LANES / 8 : 1;
}

/* Its own, and the most that stand on one side of what it pairs or asks for. */
static uint64_t figures_of(const rsl_rollup *rollup, uint32_t indicator) {
  uint64_t most = 0;
  uint32_t source = 0;
  for (uint32_t s = 1; (source = rsl__speaker(rollup, indicator, s)) != RSL_NONE; s++) {
    uint64_t figures = rsl__column_figures(&rollup->cube->columns[source]);
    if (figures > most) most = figures;
  }
  return rsl__column_figures(rollup->sheets[indicator].column) + most;
}

static bool goes_on(const rsl_rollup *rollup, const rsl__sheet *sheet, const rsl__strip *strip, uint32_t when) {
  uint32_t before = sheet->whens[strip->first];
  const rsl__column *source =
      sheet->rule == RSL_RULE_RATIO ? &rollup->cube->columns[sheet->operands.numerator] : sheet->column;
  return rsl__frame_of(rollup, sheet, when) == strip->frame && rsl__when_type(when) == rsl__when_type(before) &&
         rsl__column_block(source, when) == rsl__column_block(source, before) &&
         rsl__measuring_on(sheet, rsl__last_day(sheet, when)) == rsl__measuring_on(sheet, rsl__last_day(sheet, before));
}

static bool add_strip(rsl_rollup *rollup, rsl__sheet *sheet, uint32_t first, uint32_t when) {
  if (!rsl__grow(&rollup->allocator, &sheet->strips, &sheet->strip_capacity, sheet->strip_count + 1,
                 sizeof *sheet->strips))
    return false;
  const rsl__frame *frame = rsl__frame_of(rollup, sheet, when);
  const rsl__measuring *measuring = rsl__measuring_on(sheet, rsl__last_day(sheet, when));
  sheet->strips[sheet->strip_count++] = (rsl__strip){
    .frame = frame, .scope = measuring == NULL ? NULL : &frame->scopes[measuring->number], .first = first, .count = 1
  };
  return true;
}

static bool make_rows(rsl_rollup *rollup, rsl__sheet *sheet, rsl__strip *strip) {
  if (strip->scope == NULL) return true;
  uint32_t count = sheet->keeps_all ? strip->frame->count : strip->scope->above_count;
  strip->rows = rsl__allocate_zeroed_array(&rollup->allocator, count, sizeof *strip->rows);
  if (strip->rows != NULL) strip->row_count = count;
  return strip->rows != NULL;
}

/* Of one row, so that those of the next may follow. */
static size_t planes_size(const rsl__sheet *sheet, const rsl__strip *strip) {
  size_t numbers = 1u + sheet->has_b + sheet->has_prints;
  return rsl__strip_room(strip) * (numbers * sizeof(int64_t) + sizeof(uint32_t) + (sheet->may_lack ? 1 : 0));
}

static void put_planes(const rsl__sheet *sheet, const rsl__strip *strip, rsl__lane_row *row, int64_t *next) {
  size_t lanes = rsl__strip_room(strip);
  row->a = next;
  next += lanes;
  if (sheet->has_b) {
    row->b = next;
    next += lanes;
  }
  if (sheet->has_prints) {
    row->prints = (uint64_t *)next;
    next += lanes;
  }
  row->reporting = (uint32_t *)next;
  if (sheet->may_lack) row->lonely = (uint8_t *)(row->reporting + lanes);
}

/* Nothing must be told beside what the planes hold, or nothing at all is handed up. */
static bool is_plain(const rsl__sheet *sheet, const rsl__tally *tally) {
  unsigned known = RSL__TALLY_GIVEN | RSL__TALLY_USED | (sheet->may_lack ? RSL__TALLY_UNPARTNERED : 0u);
  bool given = (tally->flags & RSL__TALLY_GIVEN) != 0;
  bool silent = (tally->flags & RSL__TALLY_UNPARTNERED) == 0;
  return (tally->flags & ~known) == 0 && tally->stood_in == 0 && tally->weak == 0 && tally->excused == 0 &&
         tally->excused_units == 0 && tally->vintage == 0 && tally->status == 0 && given == (tally->reporting > 0) &&
         (given || !silent);
}

/* How many gave one, as the rule divides by it. */
static rsl__int128 plain_b(const rsl__sheet *sheet, uint64_t reporting) {
  if (sheet->rule != RSL_RULE_SHARE) return rsl__int128_from_int64((int64_t)reporting);
  bool of_owed = sheet->record->rollup.of == RSL_SHARE_OF_OWED;
  return rsl__int128_product(of_owed ? 0 : (int64_t)reporting, sheet->plane_unit);
}

/* The sheet is plain because its sums fit into 64 bits, whatever is added to what. */
static bool merge_plain(const rsl__sheet *sheet, rsl__lane_row *row, uint32_t lane, const rsl__tally *tally) {
  int64_t a = 0;
  int64_t b = 0;
  if (!rsl__int128_to_int64(tally->a, &a) || !rsl__int128_to_int64(tally->b, &b)) return false;
  bool counts = rsl__rule_counts(sheet->rule);
  bool alike = rsl__int128_compare(tally->b, plain_b(sheet, tally->reporting)) == 0;
  if (counts && tally->reporting > 0 && (a % sheet->plane_unit != 0 || !alike)) return false;
  a /= sheet->plane_unit;
  if ((tally->flags & RSL__TALLY_UNPARTNERED) != 0) row->lonely[lane] = 1;
  if (tally->reporting == 0) return true;
  if (sheet->rule == RSL_RULE_MIN)
    row->a[lane] = a < row->a[lane] ? a : row->a[lane];
  else if (sheet->rule == RSL_RULE_MAX)
    row->a[lane] = a > row->a[lane] ? a : row->a[lane];
  else
    row->a[lane] += a;
  if (row->b != NULL) row->b[lane] += b;
  row->reporting[lane] += (uint32_t)tally->reporting;
  if (row->prints != NULL) row->prints[lane] += tally->prints;
  return true;
}
