#include "cube/sweep.h"

#include <string.h>

#include "plan/structure.h"

/* The steps that are being written down; none are at first, when they are only counted. */
typedef struct writing {
  const rsl__frame *frame;
  rsl__scope *scope;
  rsl__step *steps;
  uint32_t count;
} writing;

static uint32_t write_steps(const rsl__frame *frame, rsl__scope *scope, rsl__step *steps);
static uint32_t leave(writing *to, uint32_t position);
static void put(writing *to, uint32_t into, uint32_t from, uint32_t count);
static void list_owing(const rsl__frame *frame, const rsl__scope *scope);
static bool speaks_beside(const rsl__frame *frame, const rsl__scope *scope);

bool rsl__sweep_make(const rsl_allocator *allocator, const rsl__frame *frame, rsl__scope *scope) {
  if (speaks_beside(frame, scope)) return true;
  scope->step_count = write_steps(frame, scope, NULL);
  scope->owing_count = scope->owing.before[frame->count];
  scope->steps = rsl__allocate_array(allocator, scope->step_count, sizeof *scope->steps);
  scope->owing_positions = rsl__allocate_array(allocator, scope->owing_count, sizeof *scope->owing_positions);
  if (scope->steps == NULL || scope->owing_positions == NULL) return false;
  (void)write_steps(frame, scope, scope->steps);
  list_owing(frame, scope);
  return true;
}

void rsl__sweep_free(const rsl_allocator *allocator, rsl__scope *scope) {
  rsl__release_array(allocator, scope->steps, scope->step_count, sizeof *scope->steps);
  rsl__release_array(allocator, scope->owing_positions, scope->owing_count, sizeof *scope->owing_positions);
}

bool rsl__sweep_fits(uint32_t indicator, const rsl__strip *strip, const rsl__leaf *leaf, const uint32_t *plain,
                     size_t count) {
  const rsl__scope *scope = strip->scope;
  if (plain == NULL || scope->steps == NULL || count != scope->owing_count) return false;
  if (strip->frame->exempts[indicator].count > 0 || !rsl__leaf_stands_together(leaf)) return false;
  return memcmp(plain, scope->owing_positions, count * sizeof *plain) == 0;
}

bool rsl__sweep(rsl__sheet *sheet, const rsl__strip *strip, const rsl__leaf *leaf) {
  const rsl__scope *scope = strip->scope;
  uint32_t begun = 0; /* rows are cleared just before they are used; those above come first */
  if (!rsl__rows_start(sheet, strip)) return false;
  for (const rsl__step *step = scope->steps, *end = step + scope->step_count; step < end; step++) {
    /* Nothing may have come into the row that goes upward: all below it may be units that owe nothing. */
    const uint32_t last = step->count > 0 ? step->into : step->from;
    for (; begun <= last; begun++) rsl__row_clear(sheet, strip, &strip->rows[begun]);
    if (step->count > 0)
      rsl__leaf_take_rows(leaf, step->from, step->count, &strip->rows[step->into]);
    else
      rsl__row_merge_planes(leaf->vector, sheet, strip, &strip->rows[step->into], &strip->rows[step->from]);
  }
  return true;
}

/* Depth first: a unit's sums go upward when all below it is done. */
static uint32_t write_steps(const rsl__frame *frame, rsl__scope *scope, rsl__step *steps) {
  const rsl_structure *structure = frame->structure;
  writing to = { frame, scope, steps, 0 };
  uint32_t at = RSL_NONE; /* the unit whose children come */
  for (uint32_t position = 0; position < frame->count;) {
    while (at != RSL_NONE && structure->ends[at] <= position) at = leave(&to, at);
    unsigned role = scope->roles[position] & RSL__ROLE_KIND;
    uint32_t next = position + 1;
    if (role == RSL__ROLE_ABOVE) at = position;
    if (role == RSL__ROLE_OWES) {
      next = scope->runs[position];
      if (at != RSL_NONE) put(&to, at, scope->owing.before[position], next - position);
    }
    position = next;
  }
  while (at != RSL_NONE) at = leave(&to, at);
  return to.count;
}

/* @return the unit above it. */
static uint32_t leave(writing *to, uint32_t position) {
  uint32_t above = to->frame->structure->parents[position];
  if (above != RSL_NONE) put(to, above, to->scope->above[position], 0);
  return above;
}

static void put(writing *to, uint32_t into, uint32_t from, uint32_t count) {
  if (to->steps != NULL) to->steps[to->count] = (rsl__step){ to->scope->above[into], from, count };
  to->count++;
}

static void list_owing(const rsl__frame *frame, const rsl__scope *scope) {
  uint32_t count = 0;
  for (uint32_t position = 0; position < frame->count; position++)
    if ((scope->roles[position] & RSL__ROLE_KIND) == RSL__ROLE_OWES) scope->owing_positions[count++] = position;
}

static bool speaks_beside(const rsl__frame *frame, const rsl__scope *scope) {
  for (uint32_t position = 0; position < frame->count; position++)
    if ((scope->roles[position] & (RSL__ROLE_ADDS | RSL__ROLE_STOPS)) != 0) return true;
  return false;
}
