#include "cube/rollup.h"
#include "plan/links.h"

/* A frame holds some bytes a unit, and there may be as many frames as days on which units change. */
enum { MOST_PLACES = 1 << 28 };

static rsl_status cover(rsl_rollup *rollup, rsl_date first, rsl_date last);
static rsl_date next_change(const rsl_rollup *rollup, rsl_date on);
static bool follows_attributes(const rsl_rollup *rollup);
static bool add(rsl_rollup *rollup, rsl_date on);
static bool make_wanted(rsl_rollup *rollup, rsl_date on);
static void empty(const rsl_rollup *rollup, rsl__frame *frame);
static bool make(rsl_rollup *rollup, rsl__frame *frame, rsl_date on);

rsl_status rsl__frames_make(rsl_rollup *rollup, rsl_date wanted, rsl_error *error) {
  uint32_t count = rsl_plan_indicator_count(rollup->plan);
  rsl_date first = RSL_DATE_MAX;
  rsl_date last = RSL_DATE_MIN;
  rsl_status status = rsl_structure_new(rollup->plan, wanted, &rollup->allocator, &rollup->structure);
  for (uint32_t i = 0; i < count; i++) {
    const rsl__sheet *sheet = &rollup->sheets[i];
    for (size_t w = 0; w < sheet->when_count; w++) {
      rsl_date begin = rsl__first_day(sheet, sheet->whens[w]);
      rsl_date end = rsl__last_day(sheet, sheet->whens[w]);
      if (begin < first) first = begin;
      if (end > last) last = end;
    }
    for (size_t p = 0; p < sheet->period_count; p++) {
      rsl_date begin = rsl__first_day(sheet, rsl__when(sheet->periods[p]));
      rsl_date end = rsl__last_day(sheet, rsl__when(sheet->periods[p]));
      if (begin < first) first = begin;
      if (end > last) last = end;
    }
  }
  if (first > last) first = last = rollup->cube->last_day != RSL_DATE_NONE ? rollup->cube->last_day : 0;
  if (status == RSL_OK) status = cover(rollup, first, last);
  if (status == RSL_OK && wanted != RSL_DATE_NONE && !make_wanted(rollup, wanted)) status = RSL_ERR_MEMORY;
  if (status == RSL_ERR_LIMIT)
    return rsl__fail(error, status,
                     "units change on too many days between the first and the last period: ask for fewer "
                     "periods");
  return status == RSL_OK ? RSL_OK : rsl__fail_memory(error);
}

void rsl__frames_free(rsl_rollup *rollup) {
  for (size_t i = 0; i < rollup->frame_count; i++) empty(rollup, &rollup->frames[i]);
  if (rollup->wanted != NULL) empty(rollup, rollup->wanted);
  rsl__release(&rollup->allocator, rollup->wanted, sizeof *rollup->wanted);
  rsl__release_array(&rollup->allocator, rollup->frames, rollup->frame_capacity, sizeof *rollup->frames);
  rsl_structure_free(rollup->structure);
}

const rsl__frame *rsl__frame_of(const rsl_rollup *rollup, const rsl__sheet *sheet, uint32_t when) {
  return rsl__frame_of_day(rollup, rsl__last_day(sheet, when));
}

const rsl__frame *rsl__frame_of_day(const rsl_rollup *rollup, rsl_date on) {
  size_t low = 1;
  size_t high = rollup->frame_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (rollup->frames[middle].from <= on)
      low = middle + 1;
    else
      high = middle;
  }
  return &rollup->frames[low - 1];
}

uint32_t rsl__frame_position(const rsl__frame *frame, uint32_t unit) {
  return rsl_structure_position(frame->structure, unit);
}

uint32_t rsl__frame_number(const rsl_rollup *rollup, const rsl__frame *frame) {
  return (uint32_t)(frame - rollup->frames);
}

/* The structure changes, or who owes because of an attribute does (R1). */
static rsl_date next_change(const rsl_rollup *rollup, rsl_date on) {
  rsl_date next = rsl_plan_structure_next_change(rollup->plan, on);
  size_t count = 0;
  const rsl_date *days = rsl__plan_attribute_days(rollup->plan, &count);
  if (!follows_attributes(rollup)) return next;
  size_t low = 0;
  size_t high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (days[middle] <= on)
      low = middle + 1;
    else
      high = middle;
  }
  return low < count && (next == RSL_DATE_NONE || days[low] < next) ? days[low] : next;
}

static bool follows_attributes(const rsl_rollup *rollup) {
  uint32_t count = rsl_plan_indicator_count(rollup->plan);
  for (uint32_t i = 0; i < count; i++)
    if (rollup->sheets[i].needed && rollup->sheets[i].record->applies_to_count > 0) return true;
  return false;
}

/* One frame for each stretch of days in which nothing changes. */
static rsl_status cover(rsl_rollup *rollup, rsl_date first, rsl_date last) {
  uint64_t units = rsl_plan_unit_count(rollup->plan);
  for (rsl_date on = first;;) {
    if ((rollup->frame_count + 1) * (units + 1) > MOST_PLACES && rollup->frame_count > 0) return RSL_ERR_LIMIT;
    if (!add(rollup, on)) return RSL_ERR_MEMORY;
    rsl_date next = next_change(rollup, on);
    if (next == RSL_DATE_NONE || next > last) return RSL_OK;
    on = next;
  }
}

static bool add(rsl_rollup *rollup, rsl_date on) {
  if (!rsl__grow(&rollup->allocator, &rollup->frames, &rollup->frame_capacity, rollup->frame_count + 1,
                 sizeof *rollup->frames))
    return false;
  rsl__frame *frame = &rollup->frames[rollup->frame_count++];
  *frame = (rsl__frame){ .from = on };
  return make(rollup, frame, on);
}

static bool make_wanted(rsl_rollup *rollup, rsl_date on) {
  rollup->wanted = rsl__allocate_zeroed(&rollup->allocator, sizeof *rollup->wanted);
  if (rollup->wanted == NULL) return false;
  rollup->wanted->from = on;
  return make(rollup, rollup->wanted, on);
}

static void empty(const rsl_rollup *rollup, rsl__frame *frame) {
  rsl__scopes_free(rollup, frame);
  rsl__release_array(&rollup->allocator, frame->depths, frame->count, sizeof *frame->depths);
  rsl_structure_free(frame->structure);
}

static bool make(rsl_rollup *rollup, rsl__frame *frame, rsl_date on) {
  if (rsl_structure_new(rollup->plan, on, &rollup->allocator, &frame->structure) != RSL_OK) return false;
  frame->count = rsl_structure_count(frame->structure);
  frame->depths = rsl__allocate_array(&rollup->allocator, frame->count, sizeof *frame->depths);
  if (frame->depths == NULL) {
    frame->count = 0;
    return false;
  }
  for (uint32_t p = 0; p < frame->count; p++) {
    uint32_t parent = rsl_structure_parent(frame->structure, p);
    frame->depths[p] = parent == RSL_NONE ? 0 : frame->depths[parent] + 1;
    if (frame->depths[p] > frame->deepest) frame->deepest = frame->depths[p];
  }
  frame->in_order = frame->count == rollup->cube->unit_count;
  for (uint32_t p = 0; frame->in_order && p < frame->count; p++)
    frame->in_order = rsl_structure_unit(frame->structure, p) == rollup->cube->units[p];
  return rsl__scopes_make(rollup, frame);
}
