#include "cube/carry.h"
#include "cube/own.h"

/* A unit's figures of the short periods, on their way to one of the longer period. */
typedef struct passing {
  const rsl_rollup *rollup;
  const rsl__question *question;
  uint32_t unit;
  bool shown; /* as figures are shown, in the wanted structure (R12) */
  rsl__fold fold;
  bool seen;        /* a part was looked at */
  uint32_t missing; /* parts without a figure */
  uint32_t last;    /* the last part that gave one */
  uint32_t begin;   /* the first part in which anything was owed, or given … */
  uint32_t end;     /* … and the last; 0: there is none */
} passing;

static rsl_status read_part(const passing *in, uint32_t when, rsl__reading *out);
static void take(passing *in, uint32_t when, const rsl__reading *part, rsl__reading *out);
static void take_coverage(const rsl_figure *part, rsl_figure *figure);
static rsl_status look_back(passing *in, rsl__reading *out);
static rsl_status finish(const passing *in, rsl__reading *out);
static bool is_partial(const passing *in, uint64_t owed);
static bool stand(const rsl__sheet *sheet, const rsl__own *whole, rsl_figure *figure);

bool rsl__is_units_first(const rsl__sheet *sheet) {
  /* Σ x·w / Σ w is the same in either order, and the unit's own figures alone have none of it (R6). */
  return sheet->record->order == RSL_ORDER_UNITS_FIRST && sheet->record->time != RSL_TIME_WEIGHTED_MEAN;
}

bool rsl__passes_over_time(const rsl__sheet *sheet, unsigned role, uint32_t when) {
  /* Where nothing rolls up both orders are one. */
  return rsl__is_units_first(sheet) && rsl__when_type(when) < sheet->record->frequency &&
         sheet->rule != RSL_RULE_NONE && (role & RSL__ROLE_KIND) == RSL__ROLE_ABOVE;
}

rsl_status rsl__units_first_read(const rsl_rollup *rollup, const rsl__question *question, uint32_t unit, bool shown,
                                 rsl__reading *out) {
  const rsl__sheet *sheet = &rollup->sheets[question->indicator];
  rsl_period_type frequency = sheet->record->frequency;
  passing in = { rollup, question, unit, shown, { .time = sheet->record->time }, false, 0, 0, 0, 0 };
  uint32_t parts = rsl__parts_of(sheet, question->when, frequency);
  rsl_period part = rsl__first_part(sheet, question->when, frequency);
  rsl__figure_clear(&out->figure);
  out->prints = 0;
  for (uint32_t i = 0; i < parts; i++, part = rsl_period_shift(part, 1)) {
    rsl__reading reading;
    rsl_status status = read_part(&in, rsl__when(part), &reading);
    if (status != RSL_OK) return status;
    take(&in, rsl__when(part), &reading, out);
    if (reading.figure.owed > 0 || reading.figure.value.kind != RSL_NUMBER_ABSENT) {
      in.end = rsl__when(part);
      if (in.begin == 0) in.begin = in.end;
    }
  }
  if (in.fold.count == 0 && sheet->record->time == RSL_TIME_LAST && parts > 0) {
    rsl_status status = look_back(&in, out);
    if (status != RSL_OK) return status;
  }
  return finish(&in, out);
}

static rsl_status read_part(const passing *in, uint32_t when, rsl__reading *out) {
  rsl__question question = *in->question;
  question.when = when;
  if (in->shown) return rsl__figure_show(in->rollup, &question, in->unit, out);
  return rsl__answer(in->rollup, &question, in->unit, out);
}

static void take(passing *in, uint32_t when, const rsl__reading *part, rsl__reading *out) {
  const rsl__sheet *sheet = &in->rollup->sheets[in->question->indicator];
  rsl_figure *figure = &out->figure;
  const rsl_figure *from = &part->figure;
  rsl_time_rule time = sheet->record->time;
  bool given = from->value.kind != RSL_NUMBER_ABSENT && (from->flags & RSL_FLAG_QUALIFIED) == 0;
  bool alone = time == RSL_TIME_LAST || time == RSL_TIME_FIRST;
  bool first = in->fold.count == 0;
  if (!given) in->missing += from->owed > 0 ? 1 : 0;
  if (!given && first) figure->absence = from->absence;
  /* R3: what is owed is one figure a unit where one part alone counts. */
  bool earliest = !in->seen;
  bool chosen = time == RSL_TIME_FIRST ? first && (given || earliest) : given || first;
  in->seen = true;
  if (alone && chosen) figure->reporting = figure->owed = figure->stood_in = figure->weak = 0;
  if (!alone || chosen) take_coverage(from, figure);
  if (!given || (time == RSL_TIME_FIRST && !first)) return;
  if (alone) figure->flags = 0;
  bool by_days = time == RSL_TIME_DAY_MEAN;
  rsl__fold_take(&in->fold, from->value, by_days ? rsl__parts_of(sheet, when, RSL_PERIOD_DAY) : 1);
  in->last = when;
  figure->flags |= from->flags & ~(unsigned)RSL_FLAG_BELOW_MIN_COVERAGE;
  bool weaker = first || alone || rsl__status_number(from->status) > rsl__status_number(figure->status);
  if (weaker) figure->status = from->status;
  figure->origin = first || alone || figure->origin == from->origin ? from->origin : RSL_ORIGIN_MIXED;
  out->prints = part->prints;
}

static void take_coverage(const rsl_figure *part, rsl_figure *figure) {
  figure->reporting += part->reporting;
  figure->owed += part->owed;
  figure->stood_in += part->stood_in;
  figure->weak += part->weak;
}

static rsl_status look_back(passing *in, rsl__reading *out) {
  const rsl__sheet *sheet = &in->rollup->sheets[in->question->indicator];
  uint32_t first = rsl__when(rsl__first_part(sheet, in->question->when, sheet->record->frequency));
  rsl_status status = RSL_OK;
  for (int32_t back = 1; status == RSL_OK && in->fold.count == 0 && back <= sheet->record->look_back; back++) {
    rsl__reading reading;
    uint32_t earlier = rsl__when_shift(first, -back);
    if (earlier == 0) return RSL_OK;
    status = read_part(in, earlier, &reading);
    if (status == RSL_OK) take(in, earlier, &reading, out);
  }
  return status;
}

static rsl_status finish(const passing *in, rsl__reading *out) {
  const rsl__sheet *sheet = &in->rollup->sheets[in->question->indicator];
  uint32_t when = in->question->when;
  rsl_figure *figure = &out->figure;
  rsl__own whole;
  rsl__own_clear(&whole);
  bool has_whole = !in->shown && in->question->grade == RSL_NONE;
  if (has_whole && !rsl__own_whole(in->rollup, in->question->indicator, in->unit, when, &whole))
    return RSL_ERR_OVERFLOW;
  figure->value = figure->children = rsl__fold_value(&in->fold);
  figure->children_reporting = figure->reporting;
  bool given = figure->value.kind != RSL_NUMBER_ABSENT;
  if (given && is_partial(in, figure->owed)) figure->flags |= RSL_FLAG_PARTIAL;
  if (whole.given && !whole.qualified && stand(sheet, &whole, figure))
    out->prints = rsl__due_below(in->rollup, in->question->indicator, in->unit, when).prints;
  return RSL_OK;
}

/* R6: is a part missing? Where nothing is owed at all every part that was not told is. */
static bool is_partial(const passing *in, uint64_t owed) {
  const rsl__sheet *sheet = &in->rollup->sheets[in->question->indicator];
  rsl_period_type frequency = sheet->record->frequency;
  uint32_t when = in->question->when;
  bool any = owed > 0 && in->end != 0;
  if (sheet->record->time == RSL_TIME_LAST) return in->last != (any ? in->end : rsl__last_part(sheet, when, frequency));
  if (sheet->record->time == RSL_TIME_FIRST)
    return in->last != (any ? in->begin : rsl__when(rsl__first_part(sheet, when, frequency)));
  return in->missing > 0 || (owed == 0 && in->fold.count < rsl__parts_of(sheet, when, frequency));
}

/* R6: the unit's report for the whole period stands where the parts are not complete; above it these go on.
 * @return whether it does. */
static bool stand(const rsl__sheet *sheet, const rsl__own *whole, rsl_figure *figure) {
  bool full = figure->value.kind != RSL_NUMBER_ABSENT && figure->reporting >= figure->owed;
  figure->own = rsl__number_complete(rsl__own_number(sheet->column, whole));
  figure->own_status = rsl__status_letter(whole->status);
  if (full && sheet->record->prefer != RSL_PREFER_OWN) return false;
  figure->stood_in = figure->owed - (figure->reporting - figure->stood_in);
  figure->reporting = figure->owed;
  figure->weak = whole->status != RSL__STATUS_A ? figure->owed : 0;
  figure->value = figure->own;
  figure->status = figure->own_status;
  figure->origin = RSL_ORIGIN_OWN;
  figure->flags = whole->estimate ? RSL_FLAG_ESTIMATE : 0u;
  return true;
}
