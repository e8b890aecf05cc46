#include "cube/rollup.h"
#include "plan/links.h"

/* A frame holds some bytes a unit, and there may be as many frames as days on which units change. */
enum { MOST_PLACES = 1 << 28 };

static void find_days(rsl_rollup *rollup, const rsl_rollup_request *request);
static void take_in(rsl_rollup *rollup, const rsl__sheet *sheet, uint32_t when);
static bool borrow(rsl_rollup *rollup, rsl_date wanted);
static rsl_status cover(rsl_rollup *rollup, rsl_date first, rsl_date last);
static rsl_date next_change(const rsl_rollup *rollup, rsl_date on);
static bool follows_attributes(const rsl_rollup *rollup);
static bool add(rsl_rollup *rollup, rsl_date on);
static bool make_wanted(rsl_rollup *rollup, rsl_date on);
static void empty(const rsl_rollup *rollup, rsl__frame *frame);
static bool make(rsl_rollup *rollup, rsl__frame *frame, rsl_date on);

rsl_status rsl__frames_make(rsl_rollup *rollup, const rsl_rollup_request *request, rsl_error *error) {
  rsl_date wanted = request->structure;
  find_days(rollup, request);
  if (borrow(rollup, wanted)) return RSL_OK;
  rsl_status status = rsl_structure_new(rollup->plan, wanted, &rollup->allocator, &rollup->structure);
  if (status == RSL_OK) status = cover(rollup, rollup->covers_from, rollup->covers_to);
  if (status == RSL_OK && wanted != RSL_DATE_NONE && !make_wanted(rollup, wanted)) status = RSL_ERR_MEMORY;
  if (status == RSL_ERR_LIMIT)
    return rsl__fail(error, status,
                     "units change on too many days between the first and the last period: ask for fewer "
                     "periods");
  return status == RSL_OK ? RSL_OK : rsl__fail_memory(error);
}

void rsl__frames_free(rsl_rollup *rollup) {
  if (rollup->borrows_frames) return;
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

/* The first and the last day that anything is asked about. */
static void find_days(rsl_rollup *rollup, const rsl_rollup_request *request) {
  uint32_t count = rsl_plan_indicator_count(rollup->plan);
  rollup->covers_from = RSL_DATE_MAX;
  rollup->covers_to = RSL_DATE_MIN;
  for (uint32_t i = 0; i < count; i++) {
    const rsl__sheet *sheet = &rollup->sheets[i];
    for (size_t w = 0; w < sheet->when_count; w++) take_in(rollup, sheet, sheet->whens[w]);
    for (size_t p = 0; p < sheet->period_count; p++) take_in(rollup, sheet, rsl__when(sheet->periods[p]));
    /* What a shift refers to, also where nothing was said of it (R5). */
    for (size_t w = 0; sheet->shifts > 0 && w < sheet->when_count; w++) {
      uint32_t earlier = rsl__when_shift(sheet->whens[w], -(int32_t)sheet->shifts);
      if (earlier != 0) take_in(rollup, sheet, earlier);
    }
  }
  /* What is prepared for others: of no indicator, and yet of periods. */
  for (size_t p = 0; count > 0 && request->periods != NULL && p < request->period_count; p++)
    if (request->periods[p].type != RSL_PERIOD_NONE)
      take_in(rollup, &rollup->sheets[0], rsl__when(request->periods[p]));
  if (rollup->covers_from <= rollup->covers_to) return;
  rollup->covers_from = rollup->cube->last_day != RSL_DATE_NONE ? rollup->cube->last_day : 0;
  rollup->covers_to = rollup->covers_from;
}

static void take_in(rsl_rollup *rollup, const rsl__sheet *sheet, uint32_t when) {
  rsl_date begin = rsl__first_day(sheet, when);
  rsl_date end = rsl__last_day(sheet, when);
  if (begin < rollup->covers_from) rollup->covers_from = begin;
  if (end > rollup->covers_to) rollup->covers_to = end;
}

/* The frames of the roll-up that was prepared, where they tell of all days, and follow all that must be followed. */
static bool borrow(rsl_rollup *rollup, rsl_date wanted) {
  const rsl_rollup *lender = rollup->lender;
  if (lender == NULL) return false;
  rsl_date had = lender->wanted == NULL ? RSL_DATE_NONE : lender->wanted->from;
  bool never_changes = lender->frame_count == 1 && next_change(rollup, RSL_DATE_MIN - 1) == RSL_DATE_NONE;
  bool covers = lender->covers_from <= rollup->covers_from && lender->covers_to >= rollup->covers_to;
  if (had != wanted || !(never_changes || covers)) return false;
  if (follows_attributes(rollup) && !never_changes) return false;
  rollup->borrows_frames = true;
  rollup->structure = lender->structure;
  rollup->frames = lender->frames;
  rollup->frame_count = lender->frame_count;
  rollup->wanted = lender->wanted;
  return true;
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
