#include "cube/finish.h"

static size_t known_of(rsl__finish *finish, rsl__column *column, size_t first, size_t end, size_t to);
static rsl_status settle_figure(rsl__finish *finish, uint32_t indicator, size_t first, size_t end, size_t *to);
static bool said_before(const rsl__column *column, size_t first, size_t to, const rsl__row *back);
static size_t choose(const rsl__finish *finish, const rsl__column *column, size_t first, size_t end);
static rsl_status add_up(rsl__finish *finish, rsl__column *column, size_t first, size_t end, rsl__row *sum);
static bool is_taking_back(const rsl__row *row);
static rsl_status bring_to_scale(rsl__column *column);

rsl_status rsl__finish_settle(rsl__finish *finish, uint32_t indicator) {
  rsl__column *column = &finish->cube->columns[indicator];
  rsl_status status = RSL_OK;
  size_t to = 0;
  bool is_written_so = false;
  column->scale = rsl__finish_scale(column, &is_written_so);
  if (!is_written_so) status = bring_to_scale(column);
  for (size_t first = 0, end = 0; status == RSL_OK && first < column->count; first = end) {
    uint64_t key = rsl__row_key(&column->rows[first]);
    for (end = first + 1; end < column->count && rsl__row_key(&column->rows[end]) == key;) end++;
    if (end - first == 1 && finish->builder->options.as_known == RSL_DATE_NONE &&
        !is_taking_back(&column->rows[first])) {
      column->rows[to++] = column->rows[first];
      continue;
    }
    /* What is left moves down, onto rows that were looked at already. */
    size_t known_end = known_of(finish, column, first, end, to);
    status = settle_figure(finish, indicator, to, known_end, &to);
  }
  if (status == RSL_OK) rsl__column_shrink(&finish->builder->allocator, column, to);
  return status;
}

/* R9: what was reported after the day is left out. The others are moved to `to`. @return one past the last of them. */
static size_t known_of(rsl__finish *finish, rsl__column *column, size_t first, size_t end, size_t to) {
  for (size_t i = first; i < end; i++) {
    const rsl__row *row = &column->rows[i];
    if (rsl__row_known(&finish->cube->store, row, column->month_from, finish->builder->options.as_known)) {
      column->rows[to++] = *row;
    } else if ((row->flags & RSL__ROW_DERIVED) == 0) {
      finish->later++;
    }
  }
  return to;
}

/* One row a revision. `first` is where the figure's rows begin, and also where what stays of them goes. */
static rsl_status settle_figure(rsl__finish *finish, uint32_t indicator, size_t first, size_t end, size_t *to) {
  const rsl__store *store = &finish->cube->store;
  rsl__column *column = &finish->cube->columns[indicator];
  size_t begin = first;
  *to = first;
  while (first < end) {
    size_t next = first + 1;
    while (next < end &&
           rsl__row_revision(store, &column->rows[next]) == rsl__row_revision(store, &column->rows[first]))
      next++;
    size_t chosen = choose(finish, column, first, next);
    rsl__row row = column->rows[chosen];
    rsl_status status = RSL_OK;
    if (finish->builder->options.on_duplicate == RSL_DUPLICATE_SUM && (row.flags & RSL__ROW_DERIVED) == 0)
      status = add_up(finish, column, first, next, &row);
    if (status != RSL_OK) return status;
    for (size_t i = first; i < next; i++) {
      const rsl__row *same = &column->rows[i];
      bool counts = (same->flags & RSL__ROW_VALUE) != 0 && (row.flags & RSL__ROW_VALUE) != 0 &&
                    finish->builder->options.on_duplicate != RSL_DUPLICATE_LAST &&
                    finish->builder->options.on_duplicate != RSL_DUPLICATE_FIRST;
      /* R8: said twice, it is as strong as the weaker saying. */
      if (counts && same->status > row.status) row.status = same->status;
    }
    first = next;
    if (is_taking_back(&row) && !said_before(column, begin, *to, &row)) continue;
    column->rows[(*to)++] = row;
  }
  return RSL_OK;
}

/* Did a ratio, or a nil report, bring the figure that stands before? Only such a one can be taken back with a revision
 * of it. */
static bool said_before(const rsl__column *column, size_t first, size_t to, const rsl__row *back) {
  const rsl__row *before = to > first ? &column->rows[to - 1] : NULL;
  return before != NULL && (before->flags & RSL__ROW_DERIVED) != 0 && (before->flags & RSL__ROW_VALUE) != 0 &&
         ((before->flags ^ back->flags) & RSL__ROW_NIL) == 0;
}

static bool is_taking_back(const rsl__row *row) {
  return (row->flags & RSL__ROW_DERIVED) != 0 && (row->flags & RSL__ROW_VALUE) == 0;
}

/* A figure that people gave before one that a ratio brought, and that before a ratio that brings none any more. */
static int preference(const rsl__row *row) {
  if ((row->flags & RSL__ROW_DERIVED) == 0) return 2;
  return is_taking_back(row) ? 0 : 1;
}

static size_t choose(const rsl__finish *finish, const rsl__column *column, size_t first, size_t end) {
  bool last = finish->builder->options.on_duplicate == RSL_DUPLICATE_LAST;
  size_t chosen = first;
  for (size_t i = first + 1; i < end; i++) {
    int here = preference(&column->rows[i]);
    int there = preference(&column->rows[chosen]);
    if (here > there || (last && here == there)) chosen = i;
  }
  return chosen;
}

static rsl_status add_up(rsl__finish *finish, rsl__column *column, size_t first, size_t end, rsl__row *sum) {
  int64_t total = 0;
  unsigned value = 0;
  for (size_t i = first; i < end; i++) {
    const rsl__row *row = &column->rows[i];
    if ((row->flags & RSL__ROW_DERIVED) != 0 || (row->flags & RSL__ROW_VALUE) == 0) continue;
    if ((row->value > 0 && total > INT64_MAX - row->value) || (row->value < 0 && total < -INT64_MAX - row->value))
      return rsl__fail(finish->error, RSL_ERR_OVERFLOW, "the sum of figures given twice cannot be held exactly");
    total += row->value;
    if (row->scale > sum->scale) sum->scale = row->scale;
    value |= row->flags & (RSL__ROW_VALUE | RSL__ROW_ABOUT);
    if (!rsl__status_of_figure(sum->status)) sum->status = row->status;
  }
  sum->value = total;
  sum->flags |= value & (RSL__ROW_VALUE | RSL__ROW_ABOUT);
  return RSL_OK;
}

static rsl_status bring_to_scale(rsl__column *column) {
  for (size_t i = 0; i < column->count; i++) {
    rsl__row *row = &column->rows[i];
    if ((row->flags & RSL__ROW_VALUE) == 0) continue;
    if (!rsl__rescale(row->value, row->scale, column->scale, &row->value)) return RSL_ERR_INTERNAL;
  }
  return RSL_OK;
}
