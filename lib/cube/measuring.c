#include <string.h>

#include "cube/rollup.h"
#include "plan/links.h"

static rsl__measuring *measuring_of(rsl_rollup *rollup, uint32_t indicator, const uint8_t *levels);
static bool applies_alike(const rsl_plan *plan, uint32_t a, uint32_t b);

rsl_status rsl__measuring_find(rsl_rollup *rollup, uint32_t indicator) {
  rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl_indicator *record = sheet->record;
  const rsl_allocator *from = &rollup->allocator;
  if (record->measured_at_count == 0) return RSL_OK;
  uint32_t level_count = rsl_plan_level_count(rollup->plan);
  size_t room = 2 * record->measured_at_count + 1;
  rsl_status status = RSL_ERR_MEMORY;
  uint8_t *levels = rsl__allocate_array(from, level_count, sizeof *levels);
  sheet->breaks = rsl__allocate_zeroed_array(from, room, sizeof *sheet->breaks);
  if (sheet->breaks == NULL || levels == NULL) goto done;
  sheet->breaks[sheet->break_count++].from = RSL_DATE_NONE;
  for (size_t i = 0; i < record->measured_at_count; i++) {
    const rsl_date days[2] = { record->measured_at[i].from, record->measured_at[i].to };
    for (int d = 0; d < 2; d++) {
      if (days[d] == RSL_DATE_NONE) continue;
      size_t at = sheet->break_count++;
      for (; at > 0 && sheet->breaks[at - 1].from > days[d]; at--) sheet->breaks[at] = sheet->breaks[at - 1];
      sheet->breaks[at].from = days[d];
    }
  }
  for (size_t b = 0; b < sheet->break_count; b++) {
    memset(levels, 0, level_count);
    for (size_t i = 0; i < record->measured_at_count; i++) {
      const rsl_measured_at *at = &record->measured_at[i];
      uint32_t level = rsl_plan_find_level(rollup->plan, at->level, strlen(at->level));
      if (level != RSL_NONE && rsl__covers(at->from, at->to, sheet->breaks[b].from)) levels[level] = 1;
    }
    sheet->breaks[b].measuring = measuring_of(rollup, indicator, levels);
    if (sheet->breaks[b].measuring == NULL) goto done;
  }
  status = RSL_OK;
done:
  rsl__release_array(from, levels, level_count, sizeof *levels);
  return status;
}

void rsl__measurings_free(rsl_rollup *rollup) {
  const rsl_allocator *from = &rollup->allocator;
  while (rollup->measurings != NULL) {
    rsl__measuring *measuring = rollup->measurings;
    rollup->measurings = measuring->next;
    rsl__release_array(from, measuring->levels, rsl_plan_level_count(rollup->plan), sizeof *measuring->levels);
    rsl__release(from, measuring, sizeof *measuring);
  }
}

const rsl__measuring *rsl__measuring_on(const rsl__sheet *sheet, rsl_date on) {
  if (sheet->break_count == 0) return NULL;
  size_t at = sheet->break_count - 1;
  while (at > 0 && sheet->breaks[at].from > on) at--;
  return sheet->breaks[at].measuring;
}

bool rsl__measured_alike(const rsl__sheet *a, const rsl__sheet *b) {
  bool alike = a->break_count == b->break_count;
  for (size_t i = 0; alike && i < a->break_count; i++)
    alike = a->breaks[i].from == b->breaks[i].from && a->breaks[i].measuring == b->breaks[i].measuring;
  return alike;
}

bool rsl__covers(rsl_date from, rsl_date to, rsl_date on) {
  return (from == RSL_DATE_NONE || on >= from) && (to == RSL_DATE_NONE || on < to);
}

static rsl__measuring *measuring_of(rsl_rollup *rollup, uint32_t indicator, const uint8_t *levels) {
  const rsl_indicator *record = rollup->sheets[indicator].record;
  uint32_t level_count = rsl_plan_level_count(rollup->plan);
  uint32_t stop_at = rsl__plan_stop_at(rollup->plan, indicator);
  bool adds = record->prefer == RSL_PREFER_ADD;
  for (rsl__measuring *measuring = rollup->measurings; measuring != NULL; measuring = measuring->next)
    if (memcmp(measuring->levels, levels, level_count) == 0 && measuring->adds == adds &&
        measuring->stop_at == stop_at && applies_alike(rollup->plan, measuring->applies, indicator))
      return measuring;
  rsl__measuring *measuring = rsl__allocate_zeroed(&rollup->allocator, sizeof *measuring);
  if (measuring == NULL) return NULL;
  measuring->levels = rsl__allocate_array(&rollup->allocator, level_count, sizeof *measuring->levels);
  if (measuring->levels == NULL) {
    rsl__release(&rollup->allocator, measuring, sizeof *measuring);
    return NULL;
  }
  memcpy(measuring->levels, levels, level_count);
  measuring->adds = adds;
  measuring->stop_at = stop_at;
  measuring->applies = record->applies_to_count > 0 ? indicator : RSL_NONE;
  measuring->number = rollup->measuring_count++;
  measuring->next = rollup->measurings;
  rollup->measurings = measuring;
  return measuring;
}

/* @param a RSL_NONE: one that applies everywhere. */
static bool applies_alike(const rsl_plan *plan, uint32_t a, uint32_t b) {
  const rsl_indicator *y = rsl_plan_indicator(plan, b);
  if (a == RSL_NONE) return y->applies_to_count == 0;
  const rsl_indicator *x = rsl_plan_indicator(plan, a);
  if (x->applies_to_count != y->applies_to_count) return false;
  for (size_t i = 0; i < x->applies_to_count; i++) {
    const rsl_applies_to *left = &x->applies_to[i];
    const rsl_applies_to *right = &y->applies_to[i];
    if (strcmp(left->attribute, right->attribute) != 0 || left->value_count != right->value_count) return false;
    for (size_t v = 0; v < left->value_count; v++)
      if (strcmp(left->values[v], right->values[v]) != 0) return false;
  }
  return true;
}
