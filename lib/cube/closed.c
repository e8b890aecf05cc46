#include "cube/carry.h"

/* What units that closed inside a period reported for all of it (R12). */
typedef struct closing {
  const rsl_rollup *rollup;
  const rsl__sheet *sheet;
  const rsl__question *question;
  const rsl__route *route; /* from the last structure that a unit was in */
  const rsl__frame *last;  /* that of the period's last day */
  rsl_figure *figure;
  uint32_t count; /* of figures that were added */
  rsl__closed_taker *take;
  void *context;
} closing;

static rsl_status take_frame(closing *in, const rsl__frame *next, uint32_t first, uint32_t end);
static rsl_status take_place(closing *in, const rsl__frame *next, uint32_t position);
static bool is_closed(const closing *in, const rsl__source *source, const rsl__frame *next);
static rsl_status read_report(const closing *in, uint32_t unit, rsl__report *report);
static rsl_status successor_gave(const closing *in, uint32_t position, bool *given);
static rsl_status gave(const closing *in, uint32_t unit, bool *given);
static void add(closing *in, const rsl__report *report);
static rsl_number extreme(const closing *in, rsl_number a, rsl_number b);

rsl_status rsl__closed_add(const rsl_rollup *rollup, const rsl__question *question, const rsl__frame *to,
                           uint32_t position, rsl_figure *figure) {
  return rsl__closed_each(rollup, question, to, position, figure, NULL, NULL);
}

rsl_status rsl__closed_each(const rsl_rollup *rollup, const rsl__question *question, const rsl__frame *to,
                            uint32_t position, rsl_figure *figure, rsl__closed_taker *take, void *context) {
  const rsl__sheet *sheet = &rollup->sheets[question->indicator];
  const rsl__frame *last = rsl__frame_of(rollup, sheet, question->when);
  const rsl__frame *from = rsl__frame_of_day(rollup, rsl__first_day(sheet, question->when));
  closing in = { rollup, sheet, question, NULL, last, figure, 0, take, context };
  uint32_t end = rsl_structure_subtree_end(to->structure, position);
  rsl_status status = RSL_OK;
  bool adds = sheet->rule == RSL_RULE_SUM || sheet->rule == RSL_RULE_MIN || sheet->rule == RSL_RULE_MAX ||
              sheet->rule == RSL_RULE_RATIO;
  for (; adds && status == RSL_OK && from != last; from++) {
    in.route = rsl__route_find(rollup, from, to);
    if (in.route != NULL && !in.route->same) status = take_frame(&in, from + 1, position, end);
  }
  if (in.count > 0) rsl__figure_finish(sheet, figure);
  return status;
}

static rsl_status take_frame(closing *in, const rsl__frame *next, uint32_t first, uint32_t end) {
  rsl_status status = RSL_OK;
  for (uint32_t position = first; status == RSL_OK && position < end; position++)
    status = take_place(in, next, position);
  return status;
}

/* Of the units that went into one: where all of them told, they speak for what it owed. */
static rsl_status take_place(closing *in, const rsl__frame *next, uint32_t position) {
  const rsl__route *route = in->route;
  uint32_t unit = rsl_structure_unit(route->to->structure, position);
  uint64_t closed = 0;
  uint64_t told = 0;
  for (uint32_t i = route->starts[position]; i < route->starts[position + 1]; i++) {
    rsl__report report;
    bool given = false;
    if (!is_closed(in, &route->sources[i], next)) continue;
    rsl_status status = read_report(in, route->sources[i].unit, &report);
    closed++;
    if (status == RSL_OK && report.given && told == 0) status = successor_gave(in, position, &given);
    if (status != RSL_OK || given) return status;
    if (!report.given) continue;
    told++;
    add(in, &report);
    if (in->take != NULL) status = in->take(in->context, route->sources[i].unit);
    if (status != RSL_OK) return status;
  }
  if (told == 0) return RSL_OK;
  uint64_t spoken = rsl__due_of(in->rollup, in->question->indicator, unit, in->question->when).owed * told / closed;
  in->figure->reporting += spoken;
  in->figure->stood_in += spoken;
  if (told < closed) in->figure->flags |= RSL_FLAG_PARTIAL;
  return RSL_OK;
}

/* Was it a measuring unit until the next structure, wholly inside the unit, and no more after? */
static bool is_closed(const closing *in, const rsl__source *source, const rsl__frame *next) {
  if (source->split != RSL_NONE || !source->lowest || rsl__frame_position(next, source->unit) != RSL_NONE) return false;
  unsigned role = rsl__role(in->rollup, in->question->indicator, source->unit, next->from - 1) & RSL__ROLE_KIND;
  return role == RSL__ROLE_OWES;
}

/* A report for exactly the period. */
static rsl_status read_report(const closing *in, uint32_t unit, rsl__report *report) {
  rsl__cursor cursor = rsl__cursor_open(in->rollup->cube, in->question->indicator, unit);
  rsl__group group;
  rsl_status status = rsl__kernel_report(in->rollup, in->question->indicator, unit, in->question->when, 1, report);
  bool ratio = in->sheet->rule == RSL_RULE_RATIO;
  report->given =
      report->given && !report->qualified && (ratio || rsl__cursor_find(&cursor, in->question->when, &group));
  return status;
}

static rsl_status successor_gave(const closing *in, uint32_t position, bool *given) {
  const rsl__frame *to = in->route->to;
  *given = false;
  if (to == in->last) return gave(in, rsl_structure_unit(to->structure, position), given);
  const rsl__route *route = rsl__route_find(in->rollup, in->last, to);
  rsl_status status = RSL_OK;
  if (route->same) return gave(in, rsl_structure_unit(to->structure, position), given);
  for (uint32_t i = route->starts[position]; status == RSL_OK && !*given && i < route->starts[position + 1]; i++)
    status = gave(in, route->sources[i].unit, given);
  return status;
}

static rsl_status gave(const closing *in, uint32_t unit, bool *given) {
  rsl__reading reading;
  rsl_status status = rsl__answer(in->rollup, in->question, unit, &reading);
  *given = status == RSL_OK && reading.figure.value.kind != RSL_NUMBER_ABSENT;
  return status;
}

static void add(closing *in, const rsl__report *report) {
  rsl_figure *figure = in->figure;
  /* R11: of such a mixture only a sum can tell what it could be. */
  bool sum = in->sheet->rule == RSL_RULE_SUM;
  figure->low = sum ? rsl_number_add(figure->low, rsl__number_complete(report->value)) : rsl_number_absent();
  figure->high = sum ? rsl_number_add(figure->high, rsl__number_complete(report->value)) : rsl_number_absent();
  bool first = in->count++ == 0 && figure->value.kind == RSL_NUMBER_ABSENT;
  rsl_number value = rsl__number_complete(report->value);
  if (in->sheet->rule == RSL_RULE_RATIO) {
    rsl_number factor = rsl_number_from_decimal(in->sheet->record->rollup.factor);
    figure->numerator = first ? report->numerator : rsl_number_add(figure->numerator, report->numerator);
    figure->denominator = first ? report->denominator : rsl_number_add(figure->denominator, report->denominator);
    figure->value = rsl_number_divide(rsl_number_multiply(factor, figure->numerator), figure->denominator);
  } else if (first) {
    figure->value = value;
  } else if (in->sheet->rule == RSL_RULE_SUM) {
    figure->value = rsl_number_add(figure->value, value);
  } else {
    figure->value = extreme(in, figure->value, value);
  }
  if (first || (int)report->status > rsl__status_number(figure->status))
    figure->status = rsl__status_letter(report->status);
  if (report->estimate) figure->flags |= RSL_FLAG_ESTIMATE;
  figure->children = figure->value;
  figure->origin = RSL_ORIGIN_CARRIED;
}

static rsl_number extreme(const closing *in, rsl_number a, rsl_number b) {
  bool lower = rsl_number_compare(b, a) < 0;
  return lower == (in->sheet->rule == RSL_RULE_MIN) ? b : a;
}
