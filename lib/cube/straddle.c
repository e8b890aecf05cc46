#include "cube/carry.h"
#include "cube/fold.h"

/* A period in which units change is made of the figures inside it, each carried to the structure of its last day and
 * then put together over time (R12):
 *
 *      A ------ 3 4 5 |                   2025 of m: 3 + 1, 4 + 2, 5 + 2, then its own 9 9 9
 *      B ------ 1 2 2 |
 *                     | m ------ 9 9 9
 */
typedef struct straddling {
  const rsl_rollup *rollup;
  const rsl__sheet *sheet;
  const rsl__question *question;
  const rsl__frame *to;
  uint32_t unit;
  uint32_t position; /* of the unit in `to` */
  rsl_figure *figure;
} straddling;

/* What the figures inside a period make. */
typedef struct inside {
  rsl__fold value;
  rsl__fold numerator;
  rsl__fold denominator;
  rsl__fold low; /* R11, where every figure inside has bounds … */
  rsl__fold high;
  bool open; /* … and here one of them has none */
  uint32_t absent;
  uint32_t full;
  uint32_t lacking;
  bool last_absent;
  bool first_absent;
} inside;

static straddling start(const rsl_rollup *rollup, const rsl__question *question, uint32_t unit);
static bool is_inside_one(const rsl_rollup *rollup, const rsl__sheet *sheet, uint32_t when);
static bool is_unchanged(const straddling *in);
static bool has_same_units(const straddling *in, const rsl__frame *frame);
static rsl_status answer_last(const straddling *in, rsl__reading *out);
static rsl_status answer_closed(const straddling *in, rsl__reading *out);
static rsl_status put_together(const straddling *in, rsl__reading *out);
static rsl_status read_short(const straddling *in, uint32_t when, rsl__reading *out);
static void take_short(const straddling *in, uint32_t when, const rsl_figure *figure, inside *made);
static void take_bounds(const rsl_figure *figure, uint32_t days, inside *made);
static void take_counts(const straddling *in, const rsl_figure *figure);
static void conclude(const straddling *in, const inside *made);
static rsl__fold fold_of(const straddling *in, uint32_t operand);
static void take(rsl__fold *fold, rsl_number number, uint32_t days);

rsl_status rsl__figure_show(const rsl_rollup *rollup, const rsl__question *question, uint32_t unit, rsl__reading *out) {
  straddling in = start(rollup, question, unit);
  in.figure = &out->figure;
  if (is_inside_one(rollup, in.sheet, question->when) || is_unchanged(&in)) return answer_last(&in, out);
  return put_together(&in, out);
}

bool rsl__is_put_together(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when) {
  const rsl__question question = rsl__ask(indicator, when);
  straddling in = start(rollup, &question, unit);
  return !is_inside_one(rollup, in.sheet, when) && in.position != RSL_NONE && in.sheet->rule != RSL_RULE_FORMULA &&
         rsl__when_type(when) < rsl__inside_type(rollup, indicator) && !is_unchanged(&in);
}

static straddling start(const rsl_rollup *rollup, const rsl__question *question, uint32_t unit) {
  const rsl__sheet *sheet = &rollup->sheets[question->indicator];
  straddling in = { .rollup = rollup, .sheet = sheet, .question = question, .unit = unit };
  in.to = rollup->wanted != NULL ? rollup->wanted : rsl__frame_of(rollup, sheet, question->when);
  in.position = rsl__frame_position(in.to, unit);
  return in;
}

rsl_period_type rsl__inside_type(const rsl_rollup *rollup, uint32_t indicator) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  bool pairs = sheet->rule == RSL_RULE_RATIO || sheet->rule == RSL_RULE_WEIGHTED_MEAN;
  return pairs ? rsl__pair_type(rollup, indicator) : sheet->record->frequency;
}

/* Is it of one structure, known only where it is reported, or of its last day whatever it is (an event)? */
static bool is_inside_one(const rsl_rollup *rollup, const rsl__sheet *sheet, uint32_t when) {
  const rsl__frame *last = rsl__frame_of(rollup, sheet, when);
  bool changes = rsl__frame_of_day(rollup, rsl__first_day(sheet, when)) != last;
  return !changes || sheet->rule == RSL_RULE_NONE || sheet->record->event || rollup->carry == NULL;
}

/* Did nothing happen to the unit and all below it? */
static bool is_unchanged(const straddling *in) {
  const rsl__frame *last = rsl__frame_of(in->rollup, in->sheet, in->question->when);
  const rsl__frame *frame = rsl__frame_of_day(in->rollup, rsl__first_day(in->sheet, in->question->when));
  for (; frame != last; frame++)
    if (!has_same_units(in, frame)) return false;
  return true;
}

static bool has_same_units(const straddling *in, const rsl__frame *frame) {
  const rsl__frame *last = rsl__frame_of(in->rollup, in->sheet, in->question->when);
  const rsl__territory *territory = in->rollup->carry->territory;
  uint32_t here = rsl__frame_position(frame, in->unit);
  uint32_t there = rsl__frame_position(last, in->unit);
  if (here == RSL_NONE || there == RSL_NONE) return false;
  uint32_t count = rsl_structure_subtree_end(frame->structure, here) - here;
  if (rsl_structure_subtree_end(last->structure, there) - there != count) return false;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t unit = rsl_structure_unit(frame->structure, here + i);
    if (rsl_structure_unit(last->structure, there + i) != unit) return false;
    if (rsl__land_on(territory, unit, frame->from) != rsl__land_on(territory, unit, last->from)) return false;
  }
  return true;
}

/* What the structure of its last day says of a period. */
static rsl_status answer_last(const straddling *in, rsl__reading *out) {
  return read_short(in, in->question->when, out);
}

/* … and where it has no figure, units that closed inside the period may have told of all of it. */
static rsl_status answer_closed(const straddling *in, rsl__reading *out) {
  rsl_status status = answer_last(in, out);
  if (status != RSL_OK || in->question->grade != RSL_NONE) return status;
  return rsl__closed_add(in->rollup, in->question, in->to, in->position, in->figure);
}

static rsl_status put_together(const straddling *in, rsl__reading *out) {
  const rsl__sheet *sheet = in->sheet;
  rsl_period_type type = rsl__inside_type(in->rollup, in->question->indicator);
  rsl_period period = rsl__when_period(in->question->when);
  if (sheet->rule == RSL_RULE_FORMULA) return rsl__formula_figure(in->rollup, in->question, in->unit, out);
  if (period.type >= type) return answer_closed(in, out);
  uint32_t parts = rsl__parts_of(sheet, in->question->when, type);
  rsl_period part = rsl__first_part(sheet, in->question->when, type);
  inside made = { .value = fold_of(in, RSL_NONE),
                  .numerator = fold_of(in, sheet->operands.numerator),
                  .denominator = fold_of(in, sheet->operands.denominator),
                  .low = fold_of(in, RSL_NONE),
                  .high = fold_of(in, RSL_NONE) };
  rsl__figure_clear(in->figure);
  for (uint32_t i = 0; i < parts; i++, part = rsl_period_shift(part, 1)) {
    uint32_t when = rsl__when(part);
    rsl__reading reading;
    rsl_status status = read_short(in, when, &reading);
    if (status != RSL_OK) return status;
    take_short(in, when, &reading.figure, &made);
    out->prints = reading.prints;
  }
  conclude(in, &made);
  return made.value.count > 0 ? RSL_OK : answer_closed(in, out);
}

static rsl_status read_short(const straddling *in, uint32_t when, rsl__reading *out) {
  const rsl__frame *from = rsl__frame_of(in->rollup, in->sheet, when);
  rsl__question question = *in->question;
  question.when = when;
  /* No route leads from a structure to itself, nor where nobody gave anything. */
  const rsl__route *route = rsl__route_find(in->rollup, from, in->to);
  if (route == NULL) return rsl__answer(in->rollup, &question, in->unit, out);
  if (!route->same && rsl__passes_over_time(in->sheet, RSL__ROLE_ABOVE, when)) {
    rsl_status status = rsl__units_first_read(in->rollup, &question, in->unit, true, out);
    rsl__figure_finish(in->sheet, &out->figure);
    return status;
  }
  return rsl__carried_read(in->rollup, route, &question, in->position, out);
}

/* R4: an expression over figures that were carried. */
rsl_status rsl__formula_figure(const rsl_rollup *rollup, const rsl__question *question, uint32_t unit,
                               rsl__reading *out) {
  rsl_figure *figure = &out->figure;
  rsl__result result;
  rsl_status status = rsl__formula_show(rollup, question, unit, &result);
  rsl__figure_clear(figure);
  if (status != RSL_OK) return status;
  out->prints = result.prints;
  figure->reporting = figure->children_reporting = result.reporting;
  figure->owed = result.owed;
  figure->stood_in = result.stood_in;
  figure->weak = result.weak;
  figure->absence = (rsl_absence)result.absence;
  if (result.absence == RSL_ABSENCE_NONE) figure->value = figure->children = rsl_number_from_double(result.value);
  figure->origin = result.origin != RSL_ORIGIN_NONE ? (rsl_origin)result.origin : RSL_ORIGIN_CHILDREN;
  figure->status = rsl__status_letter(result.status);
  figure->flags = result.flags;
  rsl__figure_finish(&rollup->sheets[question->indicator], figure);
  return RSL_OK;
}

/* ---- Over time ---- */

static void take_short(const straddling *in, uint32_t when, const rsl_figure *figure, inside *made) {
  uint32_t days = (uint32_t)(rsl__last_day(in->sheet, when) - rsl__first_day(in->sheet, when)) + 1;
  bool given = figure->value.kind != RSL_NUMBER_ABSENT && (figure->flags & RSL_FLAG_QUALIFIED) == 0;
  if (in->sheet->once && made->value.count == 0) in->figure->owed = figure->owed;
  if (!in->sheet->once) in->figure->owed += figure->owed;
  made->last_absent = !given;
  take_bounds(figure, days, made);
  if (made->value.count == 0 && !given) made->first_absent = true;
  if (!given) made->absent++;
  if (figure->owed > 0 && figure->reporting >= figure->owed) made->full++;
  if (figure->reporting < figure->owed) made->lacking++;
  if (!given) {
    if (figure->absence == RSL_ABSENCE_SPLIT || made->value.count == 0) in->figure->absence = figure->absence;
    return;
  }
  bool kept = made->value.time != RSL_TIME_FIRST || made->value.count == 0;
  /* A mean weighted over units and periods is Σ x·w / Σ w of all of them. */
  bool weighs = in->sheet->record->time == RSL_TIME_WEIGHTED_MEAN;
  rsl_number numerator = weighs ? rsl_number_multiply(figure->value, figure->denominator) : figure->numerator;
  take(&made->value, figure->value, days);
  take(&made->numerator, numerator, days);
  take(&made->denominator, figure->denominator, days);
  if (kept) take_counts(in, figure);
}

/* A period of which nobody at all gave a figure has seen no least and no most. */
static void take_bounds(const rsl_figure *figure, uint32_t days, inside *made) {
  made->open = made->open || (figure->owed > 0 && figure->low.kind == RSL_NUMBER_ABSENT);
  take(&made->low, figure->low, days);
  take(&made->high, figure->high, days);
}

/* Of the latest or the first figure alone it is what that one rests on (R8). */
static void take_counts(const straddling *in, const rsl_figure *figure) {
  rsl_figure *all = in->figure;
  if (in->sheet->once) {
    all->reporting = all->stood_in = all->weak = 0;
    all->owed = figure->owed;
    all->status = '\0';
    all->flags = 0;
    all->origin = RSL_ORIGIN_NONE;
  }
  all->reporting += figure->reporting;
  all->stood_in += figure->stood_in;
  all->weak += figure->weak;
  all->flags |= figure->flags & ~(unsigned)RSL_FLAG_BELOW_MIN_COVERAGE;
  if (all->status == '\0' || rsl__status_number(figure->status) > rsl__status_number(all->status))
    all->status = figure->status;
  if (all->origin != RSL_ORIGIN_CARRIED) all->origin = figure->origin;
}

static void conclude(const straddling *in, const inside *made) {
  rsl_figure *figure = in->figure;
  const rsl__sheet *sheet = in->sheet;
  rsl_number factor = rsl_number_from_integer(100);
  bool partial = made->absent > 0 || (made->full > 0 && made->lacking > 0);
  if (made->value.time == RSL_TIME_LAST) partial = made->last_absent;
  if (made->value.time == RSL_TIME_FIRST) partial = made->first_absent;
  bool weighs = sheet->record->time == RSL_TIME_WEIGHTED_MEAN;
  figure->value = rsl__fold_value(&made->value);
  if (sheet->rule == RSL_RULE_RATIO || sheet->rule == RSL_RULE_SHARE || weighs) {
    if (sheet->rule == RSL_RULE_RATIO) factor = rsl_number_from_decimal(sheet->record->rollup.factor);
    if (weighs) factor = rsl_number_from_integer(1);
    figure->numerator = rsl__fold_value(&made->numerator);
    figure->denominator = rsl__fold_value(&made->denominator);
    figure->value = rsl_number_divide(rsl_number_multiply(factor, figure->numerator), figure->denominator);
    if (weighs) figure->numerator = rsl_number_absent();
  }
  /* A quotient's bounds are no quotient of bounds, and a deviation does not grow with what it is made of. */
  bool adds = sheet->rule == RSL_RULE_SUM || sheet->rule == RSL_RULE_MEAN || sheet->rule == RSL_RULE_COUNT;
  if (adds && !made->open && made->value.time != RSL_TIME_STDDEV) {
    figure->low = rsl__fold_value(&made->low);
    figure->high = rsl__fold_value(&made->high);
  }
  figure->children = figure->value;
  figure->children_reporting = figure->reporting;
  if (partial) figure->flags |= RSL_FLAG_PARTIAL;
  rsl__figure_finish(sheet, figure);
}

/* @param operand of which the number is; RSL_NONE: of the indicator itself. Each goes by its own rule (R5). */
static rsl__fold fold_of(const straddling *in, uint32_t operand) {
  const rsl_indicator *record = operand == RSL_NONE ? in->sheet->record : in->rollup->sheets[operand].record;
  bool adds = record->time == RSL_TIME_NONE || record->time == RSL_TIME_WEIGHTED_MEAN;
  return (rsl__fold){ .time = adds ? RSL_TIME_SUM : record->time };
}

static void take(rsl__fold *fold, rsl_number number, uint32_t days) {
  if (number.kind != RSL_NUMBER_ABSENT) rsl__fold_take(fold, number, fold->time == RSL_TIME_DAY_MEAN ? days : 1);
}
