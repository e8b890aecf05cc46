#include "base/sort.h"
#include "cube/carry.h"
#include "cube/seal.h"

/* Shares that the figures of an indicator tell (R13):
 *
 *      before             after        what v gained beside A is v - A, what w gained beside nothing is w; C gave a part
 *        A --------------- v           to each, and shares as these two. Before that both sides are brought to one
 *        C --<                         total, since the figures of after may be of another year.
 *             `----------- w
 */

/** One day on which an indicator is to tell shares. */
typedef struct basis_task {
  uint32_t basis;
  rsl_date on;
} basis_task;

/* The lands that change on the day; numbers count them. */
typedef struct basis_change {
  const rsl_rollup *rollup;
  rsl__territory *territory;
  basis_task task;
  uint32_t *passages; /* of the day */
  uint32_t passage_count;
  uint32_t *numbers; /* by land; RSL_NONE: it does not change */
  uint32_t *groups;  /* by number: another of its group, itself for the one that stands for all */
  rsl__rational *figures;
  rsl__rational *feeders; /* by number: the figures of the split lands that lead to it */
  uint8_t *known;         /* by number: there is a figure, and of the first of a group: of all */
  rsl__rational *before;  /* by number, of the first of a group: the total of each side */
  rsl__rational *after;
  uint32_t land_count;
} basis_change;

static uint32_t find_tasks(const rsl__territory *territory, rsl_date until, basis_task *tasks);
static rsl_status fill(const rsl_rollup *rollup, rsl__territory *territory, basis_task task, rsl_error *error);
static bool open_change(basis_change *change);
static void close_change(basis_change *change);
static void gather_passages(basis_change *change);
static uint32_t first_of(const basis_change *change, uint32_t number);
static rsl_status read_figures(basis_change *change, rsl_error *error);
static bool find_period(const basis_change *change, bool after, rsl_period *out);
static rsl_status read_side(basis_change *change, bool after, rsl_error *error);
static void take_side(basis_change *change, const rsl_rollup *figures, bool after, rsl_period period);
static void add_up(basis_change *change);
static bool tell_shares(basis_change *change);
static bool tell_land(basis_change *change, uint32_t first, uint32_t end);
static bool part_of(const basis_change *change, const rsl__passage *passage, rsl__rational *part);
static bool gained(const basis_change *change, uint32_t land, rsl__rational *out);
static int compare_tasks(const void *a, const void *b);

rsl_status rsl__basis_fill(const rsl_rollup *rollup, rsl__territory *territory, rsl_date until, rsl_error *error) {
  const rsl_allocator *memory = &rollup->allocator;
  size_t room = territory->passage_count;
  basis_task *tasks = rsl__allocate_array(memory, room, sizeof *tasks);
  if (tasks == NULL) return rsl__fail_memory(error);
  rsl_status status = RSL_OK;
  uint32_t count = find_tasks(territory, until, tasks);
  if (!rsl__sort(memory, tasks, count, sizeof *tasks, compare_tasks)) status = rsl__fail_memory(error);
  /* In the order of time: what a later day asks for is carried through the earlier ones. */
  for (uint32_t i = 0; status == RSL_OK && i < count; i++)
    if (i == 0 || compare_tasks(&tasks[i - 1], &tasks[i]) != 0) status = fill(rollup, territory, tasks[i], error);
  rsl__release_array(memory, tasks, room, sizeof *tasks);
  return status;
}

static uint32_t find_tasks(const rsl__territory *territory, rsl_date until, basis_task *tasks) {
  uint32_t count = 0;
  for (size_t i = 0; i < territory->passage_count; i++) {
    const rsl__passage *passage = &territory->passages[i];
    rsl_date on = territory->lands[passage->from].to;
    if (passage->basis != RSL_NONE && passage->share == RSL__SHARE_UNKNOWN && on <= until)
      tasks[count++] = (basis_task){ passage->basis, on };
  }
  return count;
}

static rsl_status fill(const rsl_rollup *rollup, rsl__territory *territory, basis_task task, rsl_error *error) {
  basis_change state = { .rollup = rollup, .territory = territory, .task = task };
  rsl_status status = RSL_OK;
  if (!open_change(&state)) status = rsl__fail_memory(error);
  if (status == RSL_OK) status = read_figures(&state, error);
  if (status == RSL_OK) add_up(&state);
  if (status == RSL_OK && !tell_shares(&state)) status = rsl__fail_memory(error);
  close_change(&state);
  return status;
}

static bool open_change(basis_change *change) {
  const rsl_allocator *memory = &change->rollup->allocator;
  const rsl__territory *territory = change->territory;
  change->passages = rsl__allocate_array(memory, territory->passage_count, sizeof *change->passages);
  change->numbers = rsl__allocate_array(memory, territory->land_count, sizeof *change->numbers);
  if (change->passages == NULL || change->numbers == NULL) return false;
  for (size_t i = 0; i < territory->land_count; i++) change->numbers[i] = RSL_NONE;
  gather_passages(change);
  uint32_t count = change->land_count;
  change->groups = rsl__allocate_array(memory, count, sizeof *change->groups);
  change->known = rsl__allocate_zeroed_array(memory, count, sizeof *change->known);
  change->figures = rsl__allocate_array(memory, count, sizeof *change->figures);
  change->feeders = rsl__allocate_array(memory, count, sizeof *change->feeders);
  change->before = rsl__allocate_array(memory, count, sizeof *change->before);
  change->after = rsl__allocate_array(memory, count, sizeof *change->after);
  return change->groups != NULL && change->known != NULL && change->figures != NULL && change->feeders != NULL &&
         change->before != NULL && change->after != NULL;
}

static void close_change(basis_change *change) {
  const rsl_allocator *memory = &change->rollup->allocator;
  uint32_t count = change->land_count;
  rsl__release_array(memory, change->passages, change->territory->passage_count, sizeof *change->passages);
  rsl__release_array(memory, change->numbers, change->territory->land_count, sizeof *change->numbers);
  rsl__release_array(memory, change->groups, count, sizeof *change->groups);
  rsl__release_array(memory, change->known, count, sizeof *change->known);
  rsl__release_array(memory, change->figures, count, sizeof *change->figures);
  rsl__release_array(memory, change->feeders, count, sizeof *change->feeders);
  rsl__release_array(memory, change->before, count, sizeof *change->before);
  rsl__release_array(memory, change->after, count, sizeof *change->after);
}

static void gather_passages(basis_change *change) {
  const rsl__territory *territory = change->territory;
  for (uint32_t i = 0; i < territory->passage_count; i++) {
    const rsl__passage *passage = &territory->passages[i];
    if (territory->lands[passage->from].to != change->task.on) continue;
    change->passages[change->passage_count++] = i;
    const uint32_t ends[] = { passage->from, passage->to };
    for (int e = 0; e < 2; e++)
      if (change->numbers[ends[e]] == RSL_NONE) change->numbers[ends[e]] = change->land_count++;
  }
}

static uint32_t first_of(const basis_change *change, uint32_t number) {
  while (change->groups[number] != number) {
    change->groups[number] = change->groups[change->groups[number]];
    number = change->groups[number];
  }
  return number;
}

/* ---- The figures of both sides ---- */

static rsl_status read_figures(basis_change *change, rsl_error *error) {
  rsl_status status = read_side(change, false, error);
  return status == RSL_OK ? read_side(change, true, error) : status;
}

/* The latest period that ended before the day; the first that ended on it or after. */
static bool find_period(const basis_change *change, bool after, rsl_period *out) {
  const rsl_cube *cube = change->rollup->cube;
  rsl_period_type frequency = rsl_plan_indicator(cube->plan, change->task.basis)->frequency;
  uint32_t found = 0;
  rsl__group group;
  for (uint32_t unit = 0; unit < cube->unit_count; unit++) {
    rsl__cursor cursor = rsl__cursor_open(cube, change->task.basis, unit);
    while (rsl__cursor_next(&cursor, &group)) {
      bool is_after = rsl__last_day(&change->rollup->sheets[change->task.basis], group.when) >= change->task.on;
      if (is_after != after || rsl__when_type(group.when) != frequency) continue;
      if (found == 0 || (after ? group.when < found : group.when > found)) found = group.when;
    }
  }
  if (found != 0) *out = rsl__when_period(found);
  return found != 0;
}

/* In the structure of the eve, and in that of the day. */
static rsl_status read_side(basis_change *change, bool after, rsl_error *error) {
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  rsl_period period;
  rsl_rollup *figures = NULL;
  rsl_status status = rsl__seal_check_one(change->rollup->cube, change->task.basis, error);
  if (status != RSL_OK) return status;
  if (!find_period(change, after, &period)) return RSL_OK;
  request.indicators = &change->task.basis;
  request.indicator_count = 1;
  request.periods = &period;
  request.period_count = 1;
  request.known_on = change->rollup->known_on;
  request.structure = after ? change->task.on : change->task.on - 1;
  status = rsl__rollup_run_in(change->rollup->cube, &request, &change->rollup->allocator, change->territory, &figures,
                              error);
  if (status == RSL_OK) take_side(change, figures, after, period);
  rsl_rollup_free(figures);
  return status;
}

static void take_side(basis_change *change, const rsl_rollup *figures, bool after, rsl_period period) {
  for (uint32_t i = 0; i < change->passage_count; i++) {
    const rsl__passage *passage = &change->territory->passages[change->passages[i]];
    uint32_t land = after ? passage->to : passage->from;
    uint32_t number = change->numbers[land];
    rsl_figure figure;
    if (change->known[number] != 0) continue;
    if (!rsl_rollup_figure(figures, change->territory->lands[land].unit, change->task.basis, period, &figure)) continue;
    /* A figure that misses a part of its unit would be taken for a smaller one. */
    if (rsl_number_sign(figure.value) < 0 || figure.reporting < figure.owed) continue;
    change->known[number] = rsl__rational_from_number(figure.value, &change->figures[number]) ? 1 : 0;
  }
}

/* ---- The groups that the change connects ---- */

/* A sum that grows too long counts as not known: only figures beyond all measure make one. */
static void add_up(basis_change *change) {
  rsl__rational zero = { .negative = false };
  rsl__natural_set(&zero.numerator, 0);
  rsl__natural_set(&zero.denominator, 1);
  for (uint32_t n = 0; n < change->land_count; n++) {
    change->groups[n] = n;
    change->feeders[n] = change->before[n] = change->after[n] = zero;
  }
  for (uint32_t i = 0; i < change->passage_count; i++) {
    const rsl__passage *passage = &change->territory->passages[change->passages[i]];
    uint32_t from = change->numbers[passage->from];
    uint32_t to = change->numbers[passage->to];
    change->groups[first_of(change, from)] = first_of(change, to);
    bool feeds = passage->share == RSL__SHARE_UNKNOWN && passage->basis == change->task.basis;
    if (feeds && change->known[from] != 0 &&
        !rsl__rational_add(&change->feeders[to], &change->figures[from], &change->feeders[to]))
      change->known[to] = 0;
  }
  for (uint32_t land = 0; land < change->territory->land_count; land++) {
    uint32_t number = change->numbers[land];
    if (number == RSL_NONE) continue;
    uint32_t first = first_of(change, number);
    bool before = change->territory->lands[land].to == change->task.on;
    rsl__rational *total = before ? &change->before[first] : &change->after[first];
    if (change->known[number] == 0 || !rsl__rational_add(total, &change->figures[number], total))
      change->known[first] = 0;
  }
}

static bool tell_shares(basis_change *change) {
  for (uint32_t first = 0, end = 0; first < change->passage_count; first = end) {
    const rsl__passage *passages = change->territory->passages;
    const rsl__passage *passage = &passages[change->passages[first]];
    for (end = first + 1; end < change->passage_count && passages[change->passages[end]].from == passage->from;) end++;
    uint32_t group = first_of(change, change->numbers[passage->from]);
    bool asked = passage->share == RSL__SHARE_UNKNOWN && passage->basis == change->task.basis;
    if (asked && change->known[group] != 0 && !tell_land(change, first, end)) return false;
  }
  return true;
}

/* The shares of one split land: its parts by all of them. Where these make nothing, none is told. */
static bool tell_land(basis_change *change, uint32_t first, uint32_t end) {
  rsl__territory *territory = change->territory;
  rsl__rational sum = { .negative = false };
  rsl__rational part;
  rsl__natural_set(&sum.numerator, 0);
  rsl__natural_set(&sum.denominator, 1);
  for (uint32_t i = first; i < end; i++)
    if (!part_of(change, &territory->passages[change->passages[i]], &part) || !rsl__rational_add(&sum, &part, &sum))
      return true;
  if (rsl__rational_sign(&sum) <= 0) return true;
  for (uint32_t i = first; i < end; i++) {
    rsl__passage *passage = &territory->passages[change->passages[i]];
    if (!part_of(change, passage, &part) || !rsl__rational_divide(&part, &sum, &part)) return true;
    if (!rsl__territory_add_share(territory, &part, &passage->share)) return false;
  }
  return true;
}

/* What the successor gained, in proportion to the figures of all split lands that lead to it. */
static bool part_of(const basis_change *change, const rsl__passage *passage, rsl__rational *part) {
  const rsl__rational *figure = &change->figures[change->numbers[passage->from]];
  const rsl__rational *feeders = &change->feeders[change->numbers[passage->to]];
  int order = 0;
  if (!gained(change, passage->to, part) || !rsl__rational_compare(figure, feeders, &order)) return false;
  if (order == 0 || rsl__rational_sign(feeders) == 0) return true;
  return rsl__rational_multiply(part, figure, part) && rsl__rational_divide(part, feeders, part);
}

/* after × all before - whole predecessors × all after, not below 0: both sides brought to one total without dividing. */
static bool gained(const basis_change *change, uint32_t land, rsl__rational *out) {
  const rsl__territory *territory = change->territory;
  uint32_t number = change->numbers[land];
  uint32_t group = first_of(change, number);
  rsl__rational brought;
  if (!rsl__rational_multiply(&change->figures[number], &change->before[group], out)) return false;
  for (uint32_t i = territory->origins[land]; i < territory->origins[land + 1]; i++) {
    const rsl__passage *passage = &territory->passages[territory->backward[i]];
    if (passage->share == RSL__SHARE_UNKNOWN || passage->basis == change->task.basis) continue;
    const rsl__rational *figure = &change->figures[change->numbers[passage->from]];
    if (!rsl__rational_multiply(figure, &change->after[group], &brought)) return false;
    if (passage->share != RSL__SHARE_ALL &&
        !rsl__rational_multiply(&brought, &territory->shares[passage->share], &brought))
      return false;
    if (!rsl__rational_subtract(out, &brought, out)) return false;
  }
  if (rsl__rational_sign(out) < 0) rsl__natural_set(&out->numerator, 0);
  return true;
}

static int compare_tasks(const void *a, const void *b) {
  const basis_task *x = a;
  const basis_task *y = b;
  if (x->on != y->on) return x->on < y->on ? -1 : 1;
  return x->basis < y->basis ? -1 : x->basis > y->basis;
}
