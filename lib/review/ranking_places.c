#include "base/error.h"
#include "base/sort.h"
#include "review/ranking.h"

/** What is compared, so that less is better. */
typedef struct cost {
  rsl_number score;
  rsl_number least; /**< if all who are missing below suited the unit best (R11) */
  rsl_number most;  /**< … or least */
  size_t row;
} cost;

/** The costs of those with a score, and in order each of their three numbers. */
typedef struct places {
  rsl_ranking *ranking;
  cost *costs;
  rsl_number *scores;
  rsl_number *leasts;
  rsl_number *mosts;
  size_t count;
  size_t capacity;
} places;

static rsl_status place(places *all, rsl_error *error);
static bool allocate(places *all);
static void release(places *all);
static void collect(places *all);
static cost cost_of(const rsl_ranking *ranking, size_t row);
static rsl_number toward_less(const rsl_ranking *ranking, rsl_number number);
static void give_place(const places *all, const cost *own);
static rsl_status put_in_order(places *all, rsl_error *error);
static void sum_up(const places *all);
static void count_row(rsl_ranking_summary *summary, const rsl_ranking_row *row);
static int compare_numbers(const void *a, const void *b);
static int compare_costs(const void *a, const void *b);

rsl_status rsl__ranking_place(rsl_ranking *ranking, rsl_error *error) {
  places all = { .ranking = ranking, .capacity = ranking->summary.units };
  rsl_status status = allocate(&all) ? place(&all, error) : rsl__fail_memory(error);
  release(&all);
  return status;
}

static bool allocate(places *all) {
  const rsl_allocator *memory = &all->ranking->allocator;
  all->costs = rsl__allocate_array(memory, all->capacity, sizeof *all->costs);
  all->scores = rsl__allocate_array(memory, all->capacity, sizeof *all->scores);
  all->leasts = rsl__allocate_array(memory, all->capacity, sizeof *all->leasts);
  all->mosts = rsl__allocate_array(memory, all->capacity, sizeof *all->mosts);
  return all->costs != NULL && all->scores != NULL && all->leasts != NULL && all->mosts != NULL;
}

static void release(places *all) {
  const rsl_allocator *memory = &all->ranking->allocator;
  rsl__release_array(memory, all->costs, all->capacity, sizeof *all->costs);
  rsl__release_array(memory, all->scores, all->capacity, sizeof *all->scores);
  rsl__release_array(memory, all->leasts, all->capacity, sizeof *all->leasts);
  rsl__release_array(memory, all->mosts, all->capacity, sizeof *all->mosts);
}

static rsl_status place(places *all, rsl_error *error) {
  rsl_ranking *ranking = all->ranking;
  const rsl_allocator *memory = &ranking->allocator;
  collect(all);
  if (!rsl__sort(memory, all->costs, all->count, sizeof *all->costs, compare_costs)) return rsl__fail_memory(error);
  for (size_t i = 0; i < all->count; i++) {
    all->scores[i] = all->costs[i].score;
    all->leasts[i] = all->costs[i].least;
    all->mosts[i] = all->costs[i].most;
  }
  bool sorted = rsl__sort(memory, all->leasts, all->count, sizeof *all->leasts, compare_numbers) &&
                rsl__sort(memory, all->mosts, all->count, sizeof *all->mosts, compare_numbers);
  if (!sorted) return rsl__fail_memory(error);
  for (size_t i = 0; i < all->count; i++) give_place(all, &all->costs[i]);
  rsl_status status = put_in_order(all, error);
  if (status == RSL_OK) sum_up(all);
  return status;
}

/** Of numbers of which some are doubles all are compared as doubles: there is one order of them only then. */
static void collect(places *all) {
  const rsl_ranking *ranking = all->ranking;
  bool as_doubles = false;
  for (size_t i = 0; i < ranking->summary.units; i++)
    if (ranking->rows[i].score.kind != RSL_NUMBER_ABSENT) all->costs[all->count++] = cost_of(ranking, i);
  for (size_t i = 0; i < all->count; i++)
    as_doubles = as_doubles || all->costs[i].score.kind == RSL_NUMBER_REAL ||
                 all->costs[i].least.kind == RSL_NUMBER_REAL || all->costs[i].most.kind == RSL_NUMBER_REAL;
  for (size_t i = 0; as_doubles && i < all->count; i++) {
    cost *own = &all->costs[i];
    own->score = rsl_number_from_double(own->score.real);
    own->least = rsl_number_from_double(own->least.real);
    own->most = rsl_number_from_double(own->most.real);
  }
}

static cost cost_of(const rsl_ranking *ranking, size_t row) {
  const rsl_ranking_row *record = &ranking->rows[row];
  const rsl_figure *figure = &record->figure;
  rsl_number low = figure->low.kind == RSL_NUMBER_ABSENT ? record->score : figure->low;
  rsl_number high = figure->high.kind == RSL_NUMBER_ABSENT ? record->score : figure->high;
  bool less = ranking->summary.least_is_best;
  return (cost){ toward_less(ranking, record->score), toward_less(ranking, less ? low : high),
                 toward_less(ranking, less ? high : low), row };
}

static rsl_number toward_less(const rsl_ranking *ranking, rsl_number number) {
  return ranking->summary.least_is_best ? number : rsl_number_negate(number);
}

/** One more than how many are better. A unit is not better than itself, whatever its missing units could make of it. */
static void give_place(const places *all, const cost *own) {
  rsl_ranking_row *row = &all->ranking->rows[own->row];
  rsl_number better = rsl_number_subtract(own->score, all->scores[0]);
  size_t below = rsl__first_not_below(all->scores, all->count, sizeof *all->scores, &own->score, compare_numbers);
  bool could_beat_itself = rsl_number_compare(own->least, own->most) < 0;
  row->place = below + 1;
  row->tied = (below + 1 < all->count && rsl_number_compare(all->scores[below + 1], own->score) == 0);
  row->behind = better;
  row->best_place = 1 + rsl__first_not_below(all->mosts, all->count, sizeof *all->mosts, &own->least, compare_numbers);
  row->worst_place = 1 - could_beat_itself +
                     rsl__first_not_below(all->leasts, all->count, sizeof *all->leasts, &own->most, compare_numbers);
}

/** Those with a place by it, the others behind them; each in the order they had. */
static rsl_status put_in_order(places *all, rsl_error *error) {
  rsl_ranking *ranking = all->ranking;
  size_t at = 0;
  rsl_ranking_row *ordered = rsl__allocate_array(&ranking->allocator, ranking->capacity, sizeof *ordered);
  if (ordered == NULL) return rsl__fail_memory(error);
  for (size_t i = 0; i < all->count; i++) ordered[at++] = ranking->rows[all->costs[i].row];
  for (size_t i = 0; i < ranking->summary.units; i++)
    if (ranking->rows[i].place == 0) ordered[at++] = ranking->rows[i];
  rsl__release_array(&ranking->allocator, ranking->rows, ranking->capacity, sizeof *ranking->rows);
  ranking->rows = ordered;
  return RSL_OK;
}

static void sum_up(const places *all) {
  const rsl_ranking_row *rows = all->ranking->rows;
  rsl_ranking_summary *summary = &all->ranking->summary;
  summary->ranked = all->count;
  for (size_t i = 0; i < summary->units; i++) count_row(summary, &rows[i]);
  if (all->count == 0) return;
  rsl_number both = rsl_number_add(rows[(all->count - 1) / 2].score, rows[all->count / 2].score);
  summary->best = rows[0].score;
  summary->worst = rows[all->count - 1].score;
  summary->median = rsl_number_divide(both, rsl_number_from_integer(2));
}

static void count_row(rsl_ranking_summary *summary, const rsl_ranking_row *row) {
  if (row->place == 0) return;
  summary->estimates += (row->figure.flags & RSL_FLAG_ESTIMATE) != 0;
  summary->incomplete += row->figure.reporting < row->figure.owed;
}

static int compare_numbers(const void *a, const void *b) {
  return rsl_number_compare(*(const rsl_number *)a, *(const rsl_number *)b);
}

static int compare_costs(const void *a, const void *b) {
  return compare_numbers(&((const cost *)a)->score, &((const cost *)b)->score);
}
