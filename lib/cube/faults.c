#include <inttypes.h>
#include <stdio.h>

#include "cube/finish.h"

enum { CODE_TEXT = 65 /* bytes of the longest code with its end */ };

/* Two rows of one figure that cannot both stand. */
typedef struct two_rows {
  size_t first; /* the figure's rows at one revision … */
  size_t end;
  size_t base; /* … the one that came before … */
  size_t with; /* … and the one that cannot stand beside it */
  bool same;   /* both were given by people, so that one is too many */
} two_rows;

static rsl_status look_at_figure(rsl__finish *finish, uint32_t indicator, size_t first, size_t end);
static rsl_status look_at_dates(rsl__finish *finish, uint32_t indicator, size_t first, size_t end);
static bool says_nothing(const rsl__row *rows, size_t first, size_t at);
static rsl_status look_at_revision(rsl__finish *finish, uint32_t indicator, size_t first, size_t end);
static rsl_status refuse(rsl__finish *finish, uint32_t indicator, const two_rows *clash);
static rsl_status look_at_scale(rsl__finish *finish, uint32_t indicator);
static bool differ(const rsl__row *a, const rsl__row *b);
static bool adds_up(rsl_rule rule);

typedef struct figure_name {
  char unit[RSL_UNIT_REFERENCE];
  char period[RSL_PERIOD_TEXT];
  char indicator[CODE_TEXT * 2]; /* a code, or CODE:grade */
} figure_name;

static void name_figure(const rsl_cube *cube, uint32_t indicator, const rsl__row *row, figure_name *name);

rsl_status rsl__finish_find_faults(rsl__finish *finish, uint32_t indicator) {
  const rsl__column *column = &finish->cube->columns[indicator];
  rsl_status status = RSL_OK;
  for (size_t first = 0, end = 0; status == RSL_OK && first < column->count; first = end) {
    if (finish->quiet && finish->faults > 0) return RSL_OK;
    uint64_t key = rsl__row_key(&column->rows[first]);
    for (end = first + 1; end < column->count && rsl__row_key(&column->rows[end]) == key;) end++;
    if (end - first > 1) status = look_at_figure(finish, indicator, first, end);
  }
  return status == RSL_OK ? look_at_scale(finish, indicator) : status;
}

unsigned rsl__finish_scale(const rsl__column *column, bool *is_written_so) {
  unsigned scale = 0;
  uint32_t scales = 0; /* a bit for each that is there */
  for (size_t i = 0; i < column->count; i++) {
    const rsl__row *row = &column->rows[i];
    if ((row->flags & RSL__ROW_VALUE) == 0) continue;
    scales |= UINT32_C(1) << row->scale;
    if ((row->flags & RSL__ROW_BAD) != 0 || row->scale <= scale) continue;
    unsigned needed = rsl__needed_scale(row->value, row->scale);
    if (needed > scale) scale = needed;
  }
  *is_written_so = (scales & ~(UINT32_C(1) << scale)) == 0;
  return scale;
}

static rsl_status look_at_figure(rsl__finish *finish, uint32_t indicator, size_t first, size_t end) {
  const rsl__store *store = &finish->cube->store;
  const rsl__row *rows = finish->cube->columns[indicator].rows;
  rsl_status status = RSL_OK;
  size_t nil_end = first; /* a nil report beside a figure is no revision of it (R7) */
  while (nil_end < end && (rows[nil_end].flags & RSL__ROW_NIL) != 0) nil_end++;
  if (finish->builder->options.as_known != RSL_DATE_NONE) {
    if (nil_end > first) status = look_at_dates(finish, indicator, first, nil_end);
    if (status == RSL_OK && nil_end < end) status = look_at_dates(finish, indicator, nil_end, end);
  }
  while (status == RSL_OK && first < end) {
    size_t next = first + 1;
    while (next < end && rsl__row_revision(store, &rows[next]) == rsl__row_revision(store, &rows[first])) next++;
    if (next - first > 1) status = look_at_revision(finish, indicator, first, next);
    first = next;
  }
  return status;
}

/* R9: as known on a date, each of several revisions must tell when it was reported. */
static rsl_status look_at_dates(rsl__finish *finish, uint32_t indicator, size_t first, size_t end) {
  const rsl__store *store = &finish->cube->store;
  rsl__row *rows = finish->cube->columns[indicator].rows;
  size_t begin = first;
  size_t last = first;
  while (begin < end && says_nothing(rows, first, begin)) begin++;
  for (size_t i = begin; i < end; i++)
    if (!says_nothing(rows, first, i)) last = i;
  if (begin == end || rsl__row_revision(store, &rows[begin]) == rsl__row_revision(store, &rows[last])) return RSL_OK;
  for (size_t i = begin; i <= last; i++) {
    if (says_nothing(rows, first, i)) continue;
    if (rsl__row_reported_at(store, &rows[i]) != RSL_DATE_NONE) continue;
    if ((rows[i].flags & RSL__ROW_DERIVED) == 0 || (rows[i].flags & RSL__ROW_NIL) != 0) {
      figure_name name;
      name_figure(finish->cube, indicator, &rows[i], &name);
      rsl__finish_complain(
          finish, "revision_without_date", &rows[i],
          "`%s`, `%s`, %s has several revisions, and this one does not tell when it was reported: what "
          "was known on a date cannot be said; add `reported_at`",
          name.unit, name.indicator, name.period);
    }
    if (!rsl__finish_mark_bad(finish, &rows[i])) return RSL_ERR_MEMORY;
  }
  return RSL_OK;
}

/* A later revision of a ratio that brings no side takes back only what an earlier one brought. */
static bool says_nothing(const rsl__row *rows, size_t first, size_t at) {
  const unsigned brought = RSL__ROW_DERIVED | RSL__ROW_VALUE;
  bool nothing = (rows[at].flags & brought) == RSL__ROW_DERIVED && (rows[at].flags & RSL__ROW_NIL) == 0;
  for (size_t i = first; nothing && i < at; i++) nothing = (rows[i].flags & brought) != brought;
  return nothing;
}

/* The rows of one figure and one revision. Those that people gave must not be two, but on_duplicate may allow it; those
 * that ratios brought along may be many but must say the same. */
static rsl_status look_at_revision(rsl__finish *finish, uint32_t indicator, size_t first, size_t end) {
  const rsl__row *rows = finish->cube->columns[indicator].rows;
  rsl_on_duplicate on_duplicate = finish->builder->options.on_duplicate;
  if (on_duplicate == RSL_DUPLICATE_LAST || on_duplicate == RSL_DUPLICATE_FIRST) return RSL_OK;
  bool sums = on_duplicate == RSL_DUPLICATE_SUM && adds_up(finish->builder->heaps[indicator].rule);
  size_t given = end;
  for (size_t i = first; i < end; i++) {
    if ((rows[i].flags & RSL__ROW_DERIVED) != 0) continue;
    if (given < end && !sums) return refuse(finish, indicator, &(two_rows){ first, end, given, i, true });
    given = i;
  }
  size_t base = given;
  for (size_t i = first; i < end; i++) {
    if ((rows[i].flags & RSL__ROW_DERIVED) == 0 || (rows[i].flags & RSL__ROW_VALUE) == 0) continue;
    if (base < end && differ(&rows[base], &rows[i]))
      return refuse(finish, indicator, &(two_rows){ first, end, base < i ? base : i, base < i ? i : base, false });
    if (base == end) base = i;
  }
  return RSL_OK;
}

static rsl_status refuse(rsl__finish *finish, uint32_t indicator, const two_rows *clash) {
  const rsl__store *store = &finish->cube->store;
  rsl__row *rows = finish->cube->columns[indicator].rows;
  const rsl__row *base = &rows[clash->base];
  const rsl__row *with = &rows[clash->with];
  figure_name name;
  name_figure(finish->cube, indicator, base, &name);
  const char *file = rsl__row_file(store, base);
  uint32_t line = rsl__row_line(store, base);
  char where[RSL__SHOWN_TEXT] = "before";
  if (line > 0 && file == rsl__row_file(store, with))
    (void)snprintf(where, sizeof where, "in line %" PRIu32, line);
  else if (line > 0)
    (void)snprintf(where, sizeof where, "in line %" PRIu32 " of %.64s", line, file == NULL ? "memory" : file);
  if (clash->same)
    rsl__finish_complain(
        finish, "duplicate_figure", with,
        "the figure of `%s`, `%s`, %s was given already %s: leave out one, or number them as revisions", name.unit,
        name.indicator, name.period, where);
  else
    rsl__finish_complain(finish, "contradictory_figure", with,
                         "the figure of `%s`, `%s`, %s that stands here differs from that given %s", name.unit,
                         name.indicator, name.period, where);
  for (size_t i = clash->first; i < clash->end; i++)
    if (!rsl__finish_mark_bad(finish, &rows[i])) return RSL_ERR_MEMORY;
  return RSL_OK;
}

static rsl_status look_at_scale(rsl__finish *finish, uint32_t indicator) {
  rsl__column *column = &finish->cube->columns[indicator];
  bool is_written_so = false;
  unsigned scale = rsl__finish_scale(column, &is_written_so);
  for (size_t i = 0; !is_written_so && i < column->count; i++) {
    rsl__row *row = &column->rows[i];
    int64_t widened = 0;
    if ((row->flags & RSL__ROW_VALUE) == 0 || rsl__rescale(row->value, row->scale, scale, &widened)) continue;
    figure_name name;
    char value[RSL_DECIMAL_TEXT];
    name_figure(finish->cube, indicator, row, &name);
    rsl_decimal_format((rsl_decimal){ row->value, (int32_t)row->scale }, value);
    rsl__finish_complain(
        finish, "figure_not_exact", row,
        "%s of `%s`, `%s`, %s cannot be held exactly beside figures of the same indicator that have %u "
        "decimals",
        value, name.unit, name.indicator, name.period, scale);
    if (!rsl__finish_mark_bad(finish, row)) return RSL_ERR_MEMORY;
  }
  return RSL_OK;
}

static bool differ(const rsl__row *a, const rsl__row *b) {
  if (((a->flags ^ b->flags) & (RSL__ROW_VALUE | RSL__ROW_ABOUT)) != 0) return true;
  rsl_decimal value_a = { a->value, (int32_t)a->scale };
  rsl_decimal value_b = { b->value, (int32_t)b->scale };
  return rsl_decimal_compare(value_a, value_b) != 0;
}

/* Rates, means and extremes of two parts are not those of the whole. */
static bool adds_up(rsl_rule rule) {
  return rule == RSL_RULE_SUM || rule == RSL_RULE_COUNT || rule == RSL_RULE_NONE;
}

static void name_figure(const rsl_cube *cube, uint32_t indicator, const rsl__row *row, figure_name *name) {
  const rsl_indicator *record = rsl_plan_indicator(cube->plan, indicator);
  bool counts = (row->flags & RSL__ROW_COUNT) != 0;
  rsl_plan_unit_reference(cube->plan, rsl__row_unit(cube, row), name->unit);
  rsl_period_format(rsl__when_period(row->when), name->period);
  (void)snprintf(name->indicator, sizeof name->indicator, "%s%s%s", record->code, counts ? ":" : "",
                 counts ? record->grades[rsl__row_grade(cube, row)] : "");
}
