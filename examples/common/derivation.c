#include "common/derivation.h"

#include <stdio.h>
#include <string.h>

enum { SHORT = 160, STEP = 640, LINE = 76, DIGITS = 4, POINTS = 64, MOST_DIGITS = 15 };

/* A value of the path at the end of a period. */
typedef struct point {
  rsl_period period;
  rsl_number value;
} point;

/* One rating, and where its steps are written. */
typedef struct derivation {
  const rsl_review_row *row;
  const rsl_cube *cube;
  const rsl_plan *plan;
  const rsl_target *target;
  rsl_language language;
  int decimals;
  rsl_sink sink;
  rsl_error *error;
} derivation;

static rsl_status put(const derivation *in, const char *text) {
  return in->sink.write(in->sink.context, text, strlen(text), in->error);
}

/* As many decimals as the indicator has; more where they are needed to redo the step. */
static const char *shown(const derivation *in, rsl_number number, char text[RSL_NUMBER_TEXT]) {
  int decimals = in->decimals;
  while (decimals < in->decimals + DIGITS && rsl_number_compare(rsl_number_round(number, decimals), number) != 0)
    decimals++;
  (void)rsl_number_format_people(number, decimals, in->language, text, RSL_NUMBER_TEXT);
  return text;
}

/* The year and month after the end of a period. */
static int months_at(rsl_period period) {
  int year = 0;
  int month = 0;
  int day = 0;
  rsl_date_to_civil(rsl_period_last_day(period) + 1, &year, &month, &day);
  return 12 * year + month;
}

static bool is_near(rsl_number a, rsl_number b) {
  double apart = a.real - b.real;
  double size = b.real < 0 ? -b.real : b.real;
  if (a.kind == RSL_NUMBER_ABSENT || b.kind == RSL_NUMBER_ABSENT) return false;
  return (apart < 0 ? -apart : apart) <= 1e-9 * (size > 1 ? size : 1);
}

static rsl_period end_of_path(const derivation *in) {
  const rsl_resolution *resolution = rsl_plan_resolution(in->plan, in->row->links.resolution);
  return in->target->by.type != RSL_PERIOD_NONE ? in->target->by : resolution->to;
}

/* ---- What is to be reached ---- */

/* Where it follows from the baseline: a multiple of it, or so much a year since. */
static bool tell_target(const derivation *in, char text[STEP]) {
  const rsl_review_row *row = in->row;
  rsl_number told = rsl_number_from_decimal(in->target->condition.value);
  int months = months_at(end_of_path(in)) - months_at(row->baseline_period);
  char reached[RSL_NUMBER_TEXT];
  char a[RSL_NUMBER_TEXT];
  char b[RSL_NUMBER_TEXT];
  if (row->baseline.kind == RSL_NUMBER_ABSENT || row->baseline_period.type == RSL_PERIOD_NONE) return false;
  shown(in, row->target_low, reached);
  shown(in, row->baseline, a);
  shown(in, told, b);
  rsl_number years = rsl_number_divide(rsl_number_from_integer(months), rsl_number_from_integer(12));
  if (in->target->form == RSL_FORM_MULTIPLE_OF_BASELINE &&
      is_near(rsl_number_multiply(told, row->baseline), row->target_low))
    (void)snprintf(text, STEP, "%s = %s × %s", reached, b, a);
  else if (in->target->form == RSL_FORM_CHANGE_PER_YEAR &&
           is_near(rsl_number_add(row->baseline, rsl_number_multiply(told, years)), row->target_low))
    (void)snprintf(text, STEP, "%s = %s + (%s) × %d / 12", reached, a, b, months);
  else
    return false;
  return true;
}

/* ---- What is expected ---- */

/* On a straight line from one value to another. */
static bool tell_line(const derivation *in, point from, point to, char text[STEP]) {
  char expected[RSL_NUMBER_TEXT];
  char a[RSL_NUMBER_TEXT];
  char b[RSL_NUMBER_TEXT];
  int done = months_at(in->row->actual_period) - months_at(from.period);
  int all = months_at(to.period) - months_at(from.period);
  if (all <= 0 || done < 0 || done > all) return false;
  rsl_number part = rsl_number_divide(rsl_number_from_integer(done), rsl_number_from_integer(all));
  rsl_number way = rsl_number_multiply(rsl_number_subtract(to.value, from.value), part);
  if (!is_near(rsl_number_add(from.value, way), in->row->expected)) return false;
  shown(in, in->row->expected, expected);
  shown(in, from.value, a);
  shown(in, to.value, b);
  (void)snprintf(text, STEP, "%s = %s + (%s − %s) × %d / %d", expected, a, b, a, done, all);
  return true;
}

/* Of a compound path (expected / baseline)^all is (target / baseline)^done. */
static bool tell_compound(const derivation *in, point from, point to, char text[STEP]) {
  char expected[RSL_NUMBER_TEXT];
  char a[RSL_NUMBER_TEXT];
  char b[RSL_NUMBER_TEXT];
  int done = months_at(in->row->actual_period) - months_at(from.period);
  int all = months_at(to.period) - months_at(from.period);
  if (all <= 0 || done < 0 || all > 1200 || from.value.real <= 0 || to.value.real <= 0) return false;
  double left = 1;
  double right = 1;
  for (int i = 0; i < all; i++) left *= in->row->expected.real / from.value.real;
  for (int i = 0; i < done; i++) right *= to.value.real / from.value.real;
  if (left - right > 1e-9 * right || right - left > 1e-9 * right) return false;
  shown(in, in->row->expected, expected);
  shown(in, from.value, a);
  shown(in, to.value, b);
  (void)snprintf(text, STEP, "%s = %s × (%s / %s) ^ (%d / %d)", expected, a, b, a, done, all);
  return true;
}

/* The baseline, the milestones, and what is to be reached: the nearer end of a range. */
static size_t list_points(const derivation *in, rsl_number end, point points[POINTS]) {
  size_t count = 0;
  points[count++] = (point){ in->row->baseline_period, in->row->baseline };
  for (size_t i = 0; i < in->target->milestone_count && count + 1 < POINTS; i++)
    points[count++] =
        (point){ in->target->milestones[i].period, rsl_number_from_decimal(in->target->milestones[i].value) };
  points[count++] = (point){ end_of_path(in), end };
  return count;
}

static bool tell_path(const derivation *in, char text[STEP]) {
  const rsl_number ends[] = { in->row->target_low, in->row->target_high };
  point points[POINTS];
  if (in->row->baseline.kind == RSL_NUMBER_ABSENT || in->row->baseline_period.type == RSL_PERIOD_NONE) return false;
  for (size_t e = 0; e < 2; e++) {
    size_t count = list_points(in, ends[e], points);
    if (ends[e].kind == RSL_NUMBER_ABSENT) continue;
    for (size_t i = 1; i < count; i++)
      if (tell_line(in, points[i - 1], points[i], text)) return true;
    if (tell_line(in, points[0], points[count - 1], text)) return true;
    if (tell_compound(in, points[0], points[count - 1], text)) return true;
  }
  return false;
}

/* Of a total: so many of its quotas, or its share of the months. */
static bool tell_total(const derivation *in, char text[STEP]) {
  const rsl_review_row *row = in->row;
  const rsl_resolution *resolution = rsl_plan_resolution(in->plan, row->links.resolution);
  rsl_number sum = rsl_number_from_integer(0);
  char number[RSL_NUMBER_TEXT];
  size_t length = (size_t)snprintf(text, STEP, "%s =", shown(in, row->expected, number));
  for (size_t i = 0; i < in->target->quota_count && length + RSL_NUMBER_TEXT < STEP; i++) {
    rsl_number quota = rsl_number_from_decimal(in->target->quotas[i].value);
    sum = rsl_number_add(sum, quota);
    length += (size_t)snprintf(text + length, STEP - length, "%s %s", i == 0 ? "" : " +", shown(in, quota, number));
    if (is_near(sum, row->expected)) return true;
  }
  rsl_period before =
      row->baseline_period.type != RSL_PERIOD_NONE ? row->baseline_period : rsl_period_shift(resolution->from, -1);
  point from = { before, rsl_number_from_integer(0) };
  char whole[RSL_NUMBER_TEXT];
  int done = months_at(row->actual_period) - months_at(from.period);
  int all = months_at(end_of_path(in)) - months_at(from.period);
  rsl_number part = rsl_number_divide(rsl_number_from_integer(done), rsl_number_from_integer(all));
  if (all <= 0 || !is_near(rsl_number_multiply(row->target_low, part), row->expected)) return false;
  (void)snprintf(text, STEP, "%s = %s × %d / %d", shown(in, row->expected, number), shown(in, row->target_low, whole),
                 done, all);
  return true;
}

static bool tell_expected(const derivation *in, char text[STEP]) {
  if (in->row->expected.kind == RSL_NUMBER_ABSENT) return false;
  return in->target->form == RSL_FORM_TOTAL ? tell_total(in, text) : tell_path(in, text);
}

/* ---- Progress ---- */

static bool tell_progress(const derivation *in, char text[STEP]) {
  enum { PROGRESS_DECIMALS = 4 };
  const rsl_review_row *row = in->row;
  char progress[RSL_NUMBER_TEXT];
  char a[RSL_NUMBER_TEXT];
  char b[RSL_NUMBER_TEXT];
  char e[RSL_NUMBER_TEXT];
  if (row->progress.kind == RSL_NUMBER_ABSENT) return false;
  (void)rsl_number_format_people(row->progress, PROGRESS_DECIMALS, in->language, progress, sizeof progress);
  shown(in, row->actual, a);
  shown(in, row->expected, e);
  shown(in, row->baseline, b);
  rsl_number gone = rsl_number_subtract(row->actual, row->baseline);
  rsl_number way = rsl_number_subtract(row->expected, row->baseline);
  if (is_near(rsl_number_divide(gone, way), row->progress))
    (void)snprintf(text, STEP, "%s = (%s − %s) / (%s − %s)", progress, a, b, e, b);
  else if (is_near(rsl_number_divide(row->actual, row->expected), row->progress))
    (void)snprintf(text, STEP, "%s = %s / %s", progress, a, e);
  else if (is_near(rsl_number_divide(row->expected, row->actual), row->progress))
    (void)snprintf(text, STEP, "%s = %s / %s", progress, e, a);
  else
    return false;
  return true;
}

/* ---- The trend ---- */

/* A sink of its figures: how they are written is the caller's. */
typedef rsl_status take_figure(const derivation *in, size_t index, rsl_period period, rsl_number value, size_t *column);

/* From the baseline, where there is one, to the actual: all that could be rated; none are told where it is not known that they
 * are those. */
static rsl_status each_figure(const derivation *in, take_figure *take, bool *told) {
  const rsl_review_row *row = in->row;
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  rsl_rollup *rollup = NULL;
  rsl_period periods[240];
  size_t count = 0;
  size_t column = 0;
  size_t given = 0;
  *told = false;
  if (row->trend_figures == 0 || row->actual_period.type == RSL_PERIOD_NONE) return RSL_OK;
  rsl_period first = row->baseline_period.type == row->actual_period.type
                         ? row->baseline_period
                         : rsl_period_shift(row->actual_period, 1 - (int)row->trend_figures);
  for (rsl_period p = first; p.index <= row->actual_period.index && count < 240; p = rsl_period_shift(p, 1))
    periods[count++] = p;
  request.indicators = &row->links.indicator;
  request.indicator_count = 1;
  request.periods = periods;
  request.period_count = count;
  rsl_status status = rsl_rollup_run(in->cube, &request, NULL, &rollup, in->error);
  rsl_figure figure;
  for (size_t i = 0; status == RSL_OK && i < count; i++) {
    (void)rsl_rollup_figure(rollup, row->links.measured, row->links.indicator, periods[i], &figure);
    given += figure.value.kind != RSL_NUMBER_ABSENT;
  }
  *told = given == row->trend_figures;
  for (size_t i = 0, n = 0; status == RSL_OK && *told && i < count; i++) {
    (void)rsl_rollup_figure(rollup, row->links.measured, row->links.indicator, periods[i], &figure);
    if (figure.value.kind != RSL_NUMBER_ABSENT) status = take(in, n++, periods[i], figure.value, &column);
  }
  rsl_rollup_free(rollup);
  return status;
}

static rsl_status put_figure(const derivation *in, size_t index, rsl_period period, rsl_number value, size_t *column) {
  char text[SHORT];
  char when[RSL_PERIOD_TEXT];
  char number[RSL_NUMBER_TEXT];
  rsl_period_format(period, when);
  size_t length = (size_t)snprintf(text, sizeof text, "%s %s", when, shown(in, value, number));
  rsl_status status = RSL_OK;
  if (index == 0) {
    status = put(in, rsl_translate(in->language, "The trend's figures:"));
    *column = LINE;
  }
  bool breaks = *column + length + 2 > LINE;
  if (status == RSL_OK) status = put(in, index == 0 ? "\n  " : breaks ? ";\n  " : "; ");
  *column = breaks ? length + 2 : *column + length + 2;
  return status == RSL_OK ? put(in, text) : status;
}

static rsl_status put_json_figure(const derivation *in, size_t index, rsl_period period, rsl_number value,
                                  size_t *column) {
  char text[SHORT];
  char when[RSL_PERIOD_TEXT];
  char number[RSL_NUMBER_TEXT];
  (void)column;
  rsl_period_format(period, when);
  rsl_number_format(value, number);
  /* As all figures in JSON: past 15 digits a text. */
  const char *quote = value.kind == RSL_NUMBER_DECIMAL && strspn(number, "-.0123456789") > MOST_DIGITS ? "\"" : "";
  (void)snprintf(text, sizeof text, "%s{\"period\":\"%s\",\"value\":%s%s%s}", index == 0 ? "" : ",", when, quote,
                 number, quote);
  return put(in, text);
}

/* ---- All of it ---- */

static derivation derive(const rsl_review_row *row, const rsl_cube *cube, rsl_language language, rsl_sink sink,
                         rsl_error *error) {
  const rsl_plan *plan = rsl_cube_plan(cube);
  return (derivation){ .row = row,
                       .cube = cube,
                       .plan = plan,
                       .target = rsl_plan_target(plan, row->part != RSL_NONE ? row->part : row->target),
                       .language = language,
                       .decimals = rsl_plan_indicator(plan, row->links.indicator)->decimals,
                       .sink = sink,
                       .error = error };
}

/* Of what is written here each character is a column wide. */
static size_t columns_of(const char *text) {
  size_t count = 0;
  for (; *text != '\0'; text++) count += ((unsigned char)*text & 0xC0) != 0x80;
  return count;
}

static rsl_status put_step(const derivation *in, const char *name, const char *text, const char *unit) {
  const char *translated = rsl_translate(in->language, name);
  size_t columns = columns_of(translated) + 2 + columns_of(text);
  if (unit != NULL) columns += 1 + columns_of(rsl_translate(in->language, unit));
  rsl_status status = put(in, translated);
  if (status == RSL_OK) status = put(in, columns > LINE ? ":\n  " : ": ");
  if (status == RSL_OK) status = put(in, text);
  if (status == RSL_OK && unit != NULL) status = put(in, " ");
  if (status == RSL_OK && unit != NULL) status = put(in, rsl_translate(in->language, unit));
  return status == RSL_OK ? put(in, "\n") : status;
}

static rsl_status put_baseline(const derivation *in) {
  const rsl_review_row *row = in->row;
  char number[RSL_NUMBER_TEXT];
  char when[RSL_PERIOD_TEXT];
  char text[SHORT];
  rsl_period_format(row->baseline_period, when);
  (void)snprintf(text, sizeof text, "%s (%s),", shown(in, row->baseline, number), when);
  return put_step(in, "Baseline", text, in->target->has_baseline_value ? "given with the target" : "measured");
}

rsl_status write_derivation(const rsl_review_row *row, const rsl_cube *cube, rsl_language language, rsl_sink sink,
                            rsl_error *error) {
  const derivation in = derive(row, cube, language, sink, error);
  char text[STEP];
  bool graded = rsl_plan_indicator(in.plan, row->links.indicator)->grade_count > 0;
  bool based = row->baseline.kind != RSL_NUMBER_ABSENT && row->baseline_period.type != RSL_PERIOD_NONE;
  if (graded || row->actual_period.type == RSL_PERIOD_NONE) return RSL_OK;
  bool any = based || row->trend_figures > 0 || tell_expected(&in, text) || tell_progress(&in, text);
  rsl_status status = any ? put(&in, "\n") : RSL_OK;
  if (status == RSL_OK && based) status = put_baseline(&in);
  if (status == RSL_OK && tell_target(&in, text))
    status = put_step(&in, "Target", text, strchr(text, '/') == NULL ? NULL : "(months)");
  if (status == RSL_OK && tell_expected(&in, text))
    status = put_step(&in, "Expected", text, strchr(text, '/') == NULL ? NULL : "(months)");
  if (status == RSL_OK && tell_progress(&in, text)) status = put_step(&in, "Of the way expected", text, NULL);
  bool told = false;
  if (status == RSL_OK) status = each_figure(&in, put_figure, &told);
  return status == RSL_OK && told ? put(&in, "\n") : status;
}

rsl_status write_trend_json(const rsl_review_row *row, const rsl_cube *cube, rsl_sink sink, rsl_error *error) {
  const derivation in = derive(row, cube, RSL_LANGUAGE_ENGLISH, sink, error);
  rsl_status status = put(&in, "[");
  bool told = false;
  if (status == RSL_OK) status = each_figure(&in, put_json_figure, &told);
  return status == RSL_OK ? put(&in, "]") : status;
}
