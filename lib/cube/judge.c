#include "cube/judge.h"

#include "cube/carry.h"
#include "cube/evaluate.h"

/* An expression asks for figures of one unit. */
typedef struct asking {
  const rsl_rollup *rollup;
  const rsl__site *site;
  rsl__report *report;
  rsl_status status;
} asking;

static rsl_number ask(void *context, const rsl__expression *expression, uint32_t index);
static rsl_number ask_alone(asking *in, const rsl__instruction *item);
static rsl_number ask_figure(asking *in, const rsl__instruction *item);
static void use(rsl__report *report, unsigned status, bool partial, bool estimate);

rsl_status rsl__judge_form(const rsl_rollup *rollup, const rsl__site *site, rsl_number value, rsl__truth *truth) {
  const rsl_rollup_rule *rule = &site->sheet->record->rollup;
  rsl_number threshold = rsl_number_absent();
  uint32_t other = site->sheet->operands.condition_indicator;
  if (other != RSL_NONE) {
    rsl__report unused = { .status = RSL__STATUS_A };
    asking in = { rollup, site, &unused, RSL_OK };
    rsl__instruction item = { RSL__OPERATION_INDICATOR, other, site->sheet->operands.condition_variant, { 0, 0 } };
    threshold = site->alone ? ask_alone(&in, &item) : ask_figure(&in, &item);
    if (in.status != RSL_OK) return in.status;
  }
  *truth = rsl__condition_holds(&rule->condition, site->sheet->record->direction, value,
                                other != RSL_NONE ? &threshold : NULL);
  return RSL_OK;
}

rsl_status rsl__judge_expression(const rsl_rollup *rollup, const rsl__site *site, rsl__report *report,
                                 rsl__truth *truth) {
  asking in = { rollup, site, report, RSL_OK };
  report->given = false;
  report->qualified = report->partial = report->estimate = false;
  report->status = RSL__STATUS_A;
  report->parts = report->all = 1;
  rsl__outcome outcome = rsl__evaluate(rsl__plan_condition(rollup->plan, site->indicator), ask, &in);
  *truth = outcome.truth;
  report->given = outcome.truth != RSL__TRUTH_UNKNOWN;
  report->absence = report->given ? RSL_ABSENCE_NONE : RSL_ABSENCE_OPERAND;
  if (report->given) report->value = rsl_number_from_integer(outcome.truth == RSL__TRUTH_YES ? 1 : 0);
  return in.status;
}

static rsl_number ask(void *context, const rsl__expression *expression, uint32_t index) {
  asking *in = context;
  const rsl__instruction *item = &expression->items[index];
  if (in->status != RSL_OK) return rsl_number_absent();
  return in->site->alone ? ask_alone(in, item) : ask_figure(in, item);
}

/* R2: a unit that counts beside those below it does so by its own figures alone. */
static rsl_number ask_alone(asking *in, const rsl__instruction *item) {
  rsl__point point;
  const rsl__question question = rsl__refer(in->rollup, item->operand, item->variant, in->site->when);
  in->status = rsl__point_own(in->rollup, item->operand, in->site->unit, question.when, &point);
  if (in->status != RSL_OK || !point.given) return rsl_number_absent();
  use(in->report, point.status, point.partial, point.estimate);
  point.value = rsl__number_complete(point.value);
  return item->variant.grade == RSL_NONE ? point.value : rsl__at_grade(point.value, item->variant.grade);
}

static rsl_number ask_figure(asking *in, const rsl__instruction *item) {
  rsl__reading reading;
  const rsl_figure *figure = &reading.figure;
  const rsl__question question = rsl__refer(in->rollup, item->operand, item->variant, in->site->when);
  const rsl__frame *here = rsl__frame_of(in->rollup, in->site->sheet, in->site->when);
  in->status = rsl__answer_in(in->rollup, here, &question, in->site->unit, &reading);
  if (in->status != RSL_OK || (figure->flags & RSL_FLAG_QUALIFIED) != 0) return rsl_number_absent();
  if (figure->value.kind == RSL_NUMBER_ABSENT) return rsl_number_absent();
  int status = rsl__status_number(figure->status);
  use(in->report, status < 0 ? RSL__STATUS_A : (unsigned)status, (figure->flags & RSL_FLAG_PARTIAL) != 0,
      (figure->flags & RSL_FLAG_ESTIMATE) != 0);
  return figure->value;
}

/* R8: the weakest that was used. */
static void use(rsl__report *report, unsigned status, bool partial, bool estimate) {
  if (status > report->status) report->status = (uint8_t)status;
  report->partial = report->partial || partial;
  report->estimate = report->estimate || estimate;
}
