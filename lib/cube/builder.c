#include "cube/builder.h"

#include <string.h>

#include "cube/calendar.h"

enum {
  TEXTS_SHARED = 4096, /* different sources and notes that are looked for; more of them are no lists but free text */
  MOST_FILES = 65535
};

/* One measurement on its way in: the rows that it makes. */
typedef struct arrival {
  const rsl_measurement *from;
  const char **code;
  rsl_error *error;
  rsl__row rows[3];
  uint32_t indicators[3];
  unsigned count;
} arrival;

static rsl_status check(const rsl_cube_builder *builder, arrival *in, unsigned *status);
static rsl_status check_figures(const rsl_measurement *from);
static rsl_status check_qualifier(arrival *in);
static rsl_status check_status(arrival *in, unsigned *status);
static rsl_status check_period(const rsl_cube_builder *builder, const arrival *in);
static rsl_status check_unit(const rsl_cube_builder *builder, const arrival *in);
static rsl_status refuse_unit(const rsl_cube_builder *builder, const arrival *in, rsl_date last_day);
static rsl_status check_sides(const rsl_cube_builder *builder, const arrival *in);
static rsl_status check_count(const rsl_cube_builder *builder, const arrival *in);
static bool has_sides(const rsl_measurement *from);
static bool is_qualified(const rsl_measurement *from);
static rsl_status prepare(rsl_cube_builder *builder, arrival *in, unsigned status);
static void prepare_side(arrival *in, uint32_t indicator, bool given, const rsl_decimal *value);
static void put_value(rsl__row *row, const rsl_decimal *value);
static rsl_status number_file(rsl_cube_builder *builder, const char *file, unsigned *number);
static rsl_status add_extra(rsl_cube_builder *builder, const rsl_measurement *from, bool share, rsl__row *row);
static bool needs_extra(const rsl_measurement *from, bool share);
static bool add_sides(rsl_cube_builder *builder, const rsl_measurement *from, uint32_t *number);
static bool keep_text(rsl_cube_builder *builder, const char *text, const char **last, const char **out);
static bool commit(rsl_cube_builder *builder, const arrival *in);
static void describe_heaps(rsl_cube_builder *builder);

/* Every refusal ends here: the code for machines, the sentence with its place for people. */
#define REFUSE(in, name, ...) \
  (*(in)->code = (name), \
   rsl__fail_at((in)->error, RSL_ERR_DATA, (in)->from->file, (in)->from->line, 0, NULL, __VA_ARGS__))

void rsl_measurement_init(rsl_measurement *measurement) {
  *measurement = (rsl_measurement){ .unit = RSL_NONE, .indicator = RSL_NONE, .reported_at = RSL_DATE_NONE };
}

rsl_status rsl_cube_builder_new(const rsl_plan *plan, const rsl_cube_options *options, const rsl_allocator *allocator,
                                rsl_cube_builder **out) {
  static const rsl_cube_options defaults = RSL_CUBE_OPTIONS_INIT;
  rsl_allocator from = rsl__allocator_or_default(allocator);
  *out = NULL;
  if (plan == NULL || !rsl_plan_is_finished(plan)) return RSL_ERR_ARGUMENT;
  rsl_status status = RSL_ERR_MEMORY;
  rsl_cube_builder *builder = rsl__allocate_zeroed(&from, sizeof *builder);
  if (builder == NULL) goto done;
  builder->plan = plan;
  builder->allocator = from;
  builder->options = defaults;
  builder->next_piece = 1;
  /* A caller built with an older header hands over the members that it knew. */
  size_t known = options == NULL ? 0 : options->size;
  if (options != NULL) memcpy(&builder->options, options, known < sizeof *options ? known : sizeof *options);
  uint32_t count = rsl_plan_indicator_count(plan);
  builder->heaps = rsl__allocate_zeroed_array(&from, count, sizeof *builder->heaps);
  if (builder->heaps == NULL) goto done;
  status = rsl__cube_new(plan, &from, &builder->cube);
  if (status != RSL_OK) goto done;
  describe_heaps(builder);
  *out = builder;
  builder = NULL;
done:
  rsl_cube_builder_free(builder);
  return status;
}

void rsl_cube_builder_free(rsl_cube_builder *builder) {
  if (builder == NULL) return;
  uint32_t count = rsl_plan_indicator_count(builder->plan);
  for (uint32_t i = 0; builder->heaps != NULL && i < count; i++)
    rsl__log_free(&builder->heaps[i].log, &builder->allocator);
  rsl__release_array(&builder->allocator, builder->heaps, count, sizeof *builder->heaps);
  rsl__release_array(&builder->allocator, builder->undone, builder->undone_capacity, sizeof *builder->undone);
  rsl__branches_free(builder);
  rsl_cube_free(builder->cube);
  rsl_allocator from = builder->allocator;
  rsl__release(&from, builder, sizeof *builder);
}

rsl_status rsl_cube_builder_add(rsl_cube_builder *builder, const rsl_measurement *measurement, rsl_error *error) {
  const char *code = NULL;
  rsl__error_clear(error);
  return rsl__cube_builder_offer(builder, measurement, &code, error);
}

rsl_status rsl__cube_builder_offer(rsl_cube_builder *builder, const rsl_measurement *measurement, const char **code,
                                   rsl_error *error) {
  if (builder->cube == NULL) return rsl__fail(error, RSL_ERR_ARGUMENT, "the builder was finished before");
  arrival in = { .from = measurement, .code = code, .error = error };
  rsl__store *store = &builder->cube->store;
  uint32_t extras = store->extras.count;
  uint32_t sides = store->sides.count;
  unsigned number = 0;
  rsl_status status = measurement->nil ? RSL_OK : check(builder, &in, &number);
  if (status != RSL_OK) return status;
  status = measurement->nil ? rsl__nil_add(builder, measurement, code, error) : prepare(builder, &in, number);
  if (status == RSL_OK && !commit(builder, &in)) status = RSL_ERR_MEMORY;
  if (status != RSL_OK) {
    store->extras.count = extras;
    store->sides.count = sides;
  }
  return status == RSL_ERR_MEMORY ? rsl__fail_memory(error) : status;
}

static void describe_heaps(rsl_cube_builder *builder) {
  uint32_t count = rsl_plan_indicator_count(builder->plan);
  for (uint32_t i = 0; i < count; i++) {
    const rsl_indicator *indicator = rsl_plan_indicator(builder->plan, i);
    rsl_operands operands = rsl_plan_indicator_operands(builder->plan, i);
    rsl__heap *heap = &builder->heaps[i];
    heap->frequency = indicator->frequency;
    heap->month_from = builder->cube->columns[i].month_from;
    heap->nil = indicator->nil;
    heap->rule = indicator->rollup.rule;
    heap->numerator = operands.numerator;
    heap->denominator = operands.denominator;
    heap->longer = indicator->time != RSL_TIME_NONE || heap->rule == RSL_RULE_RATIO || heap->rule == RSL_RULE_FORMULA;
  }
}

static rsl_status check(const rsl_cube_builder *builder, arrival *in, unsigned *status) {
  const rsl_measurement *from = in->from;
  if (from->indicator >= builder->cube->column_count || from->unit >= builder->cube->unit_count)
    return rsl__fail(in->error, RSL_ERR_ARGUMENT, "a measurement has no unit or no indicator of its plan");
  rsl_status result = check_figures(from);
  if (result != RSL_OK) return rsl__fail(in->error, result, "a figure has a scale or size that no decimal has");
  result = check_qualifier(in);
  if (result == RSL_OK) result = check_status(in, status);
  if (result == RSL_OK) result = check_period(builder, in);
  if (result == RSL_OK) result = check_unit(builder, in);
  if (result == RSL_OK) result = check_sides(builder, in);
  if (result == RSL_OK && from->counts_grade) result = check_count(builder, in);
  return result;
}

static bool is_decimal(bool given, const rsl_decimal *value) {
  const int64_t most = 999999999999999999;
  return !given || (value->scale >= 0 && value->scale <= 18 && value->units <= most && value->units >= -most);
}

static rsl_status check_figures(const rsl_measurement *from) {
  bool is_range = from->has_value && from->qualifier == RSL_QUALIFIER_RANGE;
  bool fine = (unsigned)from->qualifier < RSL_QUALIFIER_END && is_decimal(is_range, &from->upper) &&
              is_decimal(from->has_value, &from->value) && is_decimal(from->has_numerator, &from->numerator) &&
              is_decimal(from->has_denominator, &from->denominator);
  return fine ? RSL_OK : RSL_ERR_ARGUMENT;
}

static rsl_status check_qualifier(arrival *in) {
  const rsl_measurement *from = in->from;
  if (!from->has_value || from->qualifier != RSL_QUALIFIER_RANGE) return RSL_OK;
  if (rsl_decimal_compare(from->value, from->upper) <= 0) return RSL_OK;
  return REFUSE(in, "bad_range", "the upper end of a range is below its lower end");
}

static rsl_status check_status(arrival *in, unsigned *status) {
  const rsl_measurement *from = in->from;
  bool given = from->has_value || has_sides(from);
  int number = rsl__status_number(from->status);
  if (from->status == 'K') return REFUSE(in, "status_not_allowed", "status K is not taken: give the figure itself");
  if (from->status != '\0' && number < 0)
    return REFUSE(in, "unknown_status", "unknown status `%c`: one of A B D E F G H I J L M N O P Q S U V",
                  from->status > ' ' && from->status < 127 ? from->status : '?');
  bool of_figure = number >= 0 && rsl__status_of_figure((unsigned)number);
  if (given && number >= 0 && !of_figure)
    return REFUSE(in, "figure_with_missing_status",
                  "status %c says that there is no figure, but there is one: "
                  "leave out one of the two",
                  from->status);
  /* formats.md: without a figure the status is O unless it says which kind of absence it is. */
  if (!given && (number < 0 || of_figure)) number = rsl__status_number('O');
  if (given && number < 0) number = RSL__STATUS_A;
  *status = (unsigned)number;
  return RSL_OK;
}

static rsl_status check_period(const rsl_cube_builder *builder, const arrival *in) {
  const rsl_measurement *from = in->from;
  const rsl__heap *heap = &builder->heaps[from->indicator];
  if (from->period.type == heap->frequency) return RSL_OK;
  const char *code = rsl_plan_indicator(builder->plan, from->indicator)->code;
  const char *frequency = rsl_period_type_name(heap->frequency);
  char text[RSL_PERIOD_TEXT];
  rsl_period_format(from->period, text);
  if (from->period.type <= RSL_PERIOD_NONE || from->period.type >= RSL_PERIOD_TYPE_END)
    return rsl__fail(in->error, RSL_ERR_ARGUMENT, "a measurement has no period");
  if (from->period.type > heap->frequency)
    return REFUSE(in, "period_too_short", "period %s is shorter than the frequency of `%s`, which is %s", text, code,
                  frequency);
  if (rsl_period_parts(from->period, heap->frequency) == 0)
    return REFUSE(in, "period_not_whole",
                  "period %s is not made of whole periods of the frequency of `%s`, which "
                  "is %s",
                  text, code, frequency);
  if (!heap->longer)
    return REFUSE(in, "no_time_rule",
                  "period %s is longer than the frequency of `%s`, which is %s, and `%s` has no "
                  "time rule: add `time` to the indicator",
                  text, code, frequency, code);
  return RSL_OK;
}

static rsl_status check_unit(const rsl_cube_builder *builder, const arrival *in) {
  const rsl_measurement *from = in->from;
  int month_from = builder->heaps[from->indicator].month_from;
  uint32_t when = rsl__when(from->period);
  rsl_date last_day = rsl__calendar_last_day(month_from, when);
  if (rsl_plan_unit_valid(builder->plan, from->unit, last_day)) return RSL_OK;
  /* R12: a unit that closed inside the period may tell of all of it. */
  rsl_date first_day = rsl__calendar_first_day(month_from, when);
  rsl_date end = rsl_plan_unit(builder->plan, from->unit)->to;
  if (end != RSL_DATE_NONE && first_day < end && end <= last_day) return RSL_OK;
  return refuse_unit(builder, in, last_day);
}

/* Before it opened, or after it closed; its code may have been another unit's then. */
static rsl_status refuse_unit(const rsl_cube_builder *builder, const arrival *in, rsl_date last_day) {
  const rsl_measurement *from = in->from;
  const rsl_unit *record = rsl_plan_unit(builder->plan, from->unit);
  uint32_t other = RSL_NONE;
  char reference[RSL_UNIT_REFERENCE];
  char period[RSL_PERIOD_TEXT];
  char day[RSL_DATE_TEXT];
  rsl_plan_unit_reference(builder->plan, from->unit, reference);
  rsl_period_format(from->period, period);
  rsl_date_format(last_day, day);
  uint32_t level = rsl_plan_unit_level(builder->plan, from->unit);
  if (rsl_plan_find_unit(builder->plan, record->code, strlen(record->code), level, last_day, &other, NULL) != RSL_OK ||
      !rsl_plan_unit_valid(builder->plan, other, last_day))
    return REFUSE(in, "unit_not_valid", "unit `%s` is not valid on %s, the last day of %s", reference, day, period);
  char meant[RSL_UNIT_REFERENCE];
  rsl_plan_unit_reference(builder->plan, other, meant);
  return REFUSE(in, "unit_not_valid",
                "unit `%s` (%s) is not valid on %s, the last day of %s: the code was that of another unit then, "
                "`%s` (%s)",
                reference, record->name, day, period, meant, rsl_plan_unit(builder->plan, other)->name);
}

static rsl_status check_sides(const rsl_cube_builder *builder, const arrival *in) {
  const rsl_measurement *from = in->from;
  if (from->has_revision && from->revision < 0)
    return REFUSE(in, "bad_revision", "revision %ld is negative: revisions count from 0", (long)from->revision);
  const rsl__heap *heap = &builder->heaps[from->indicator];
  if (!has_sides(from) || heap->rule == RSL_RULE_SHARE) return RSL_OK;
  if (heap->rule != RSL_RULE_RATIO)
    return REFUSE(in, "sides_without_ratio", "`%s` is no ratio or share: it takes no numerator and denominator",
                  rsl_plan_indicator(builder->plan, from->indicator)->code);
  bool fits = true;
  uint32_t wrong = heap->numerator;
  uint32_t sides[2] = { heap->numerator, heap->denominator };
  for (int i = 0; i < 2; i++) {
    const rsl__heap *side = &builder->heaps[sides[i]];
    bool same = from->period.type == side->frequency;
    bool longer =
        from->period.type < side->frequency && side->longer && rsl_period_parts(from->period, side->frequency) > 0;
    if (same || longer || !(i == 0 ? from->has_numerator : from->has_denominator)) continue;
    fits = false;
    wrong = sides[i];
  }
  if (fits) return RSL_OK;
  return REFUSE(in, "side_of_other_period",
                "`%s` takes no figure of that length of period: give it in rows of its "
                "own frequency",
                rsl_plan_indicator(builder->plan, wrong)->code);
}

/* R4: how many of those below are at a grade. */
static rsl_status check_count(const rsl_cube_builder *builder, const arrival *in) {
  const rsl_measurement *from = in->from;
  const rsl_indicator *record = rsl_plan_indicator(builder->plan, from->indicator);
  if (record->rollup.rule != RSL_RULE_GRADE_COUNT || from->grade >= record->grade_count)
    return REFUSE(in, "grades_not_counted", "`%s` does not count such a grade", record->code);
  if ((uint64_t)builder->cube->unit_count * (record->grade_count + 1) > UINT32_MAX)
    return rsl__fail(in->error, RSL_ERR_LIMIT, "too many units and grades to count by");
  bool whole = from->qualifier == RSL_QUALIFIER_NONE && from->value.units >= 0 && from->value.units <= UINT32_MAX &&
               from->value.scale == 0;
  if (whole || !from->has_value) return RSL_OK;
  return REFUSE(in, "bad_count", "how many are at the grade `%s` of `%s` is a whole number from 0",
                record->grades[from->grade], record->code);
}

static bool has_sides(const rsl_measurement *from) {
  return from->has_numerator || from->has_denominator;
}

static rsl_status prepare(rsl_cube_builder *builder, arrival *in, unsigned status) {
  const rsl_measurement *from = in->from;
  const rsl__heap *heap = &builder->heaps[from->indicator];
  rsl__row *row = &in->rows[0];
  bool share = (heap->rule == RSL_RULE_SHARE && has_sides(from)) || is_qualified(from);
  rsl_status result = rsl__builder_row(builder, from, status, share, row, in->error);
  in->indicators[0] = from->indicator;
  in->count = 1;
  if (result != RSL_OK || heap->rule != RSL_RULE_RATIO) return result;
  prepare_side(in, heap->numerator, from->has_numerator, &from->numerator);
  prepare_side(in, heap->denominator, from->has_denominator, &from->denominator);
  if (from->has_numerator) row->flags |= RSL__ROW_NUMERATOR;
  if (from->has_denominator) row->flags |= RSL__ROW_DENOMINATOR;
  return RSL_OK;
}

rsl_status rsl__builder_row(rsl_cube_builder *builder, const rsl_measurement *from, unsigned status, bool share,
                            rsl__row *row, rsl_error *error) {
  unsigned file = 0;
  rsl_status result = number_file(builder, from->file, &file);
  if (result == RSL_ERR_LIMIT) return rsl__fail(error, result, "more than %d files", MOST_FILES);
  if (result != RSL_OK) return result;
  row->place = builder->cube->places[from->unit];
  if (from->counts_grade) {
    row->place = rsl__count_place(builder->cube, from->unit, from->grade);
    row->flags |= RSL__ROW_COUNT;
  }
  row->when = rsl__when(from->period) & 0xFFFFFFu;
  row->file = file & 0xFFFFu;
  row->status = status & 31u;
  if (from->has_value) put_value(row, &from->value);
  if (from->has_value && from->qualifier != RSL_QUALIFIER_NONE) row->flags |= RSL__ROW_ABOUT;
  row->origin = from->line > UINT32_MAX ? UINT32_MAX : (uint32_t)from->line;
  if (from->line == 0) {
    row->origin = builder->serial++;
    row->flags |= RSL__ROW_NO_LINE;
  }
  return needs_extra(from, share) ? add_extra(builder, from, share, row) : RSL_OK;
}

/* A side becomes a figure of its own indicator. A later revision without the side takes back what an earlier one said. */
static void prepare_side(arrival *in, uint32_t indicator, bool given, const rsl_decimal *value) {
  if (!given && !(in->from->has_revision && in->from->revision > 0)) return;
  rsl__row *row = &in->rows[in->count];
  *row = in->rows[0];
  row->value = 0;
  row->scale = 0;
  row->flags = (row->flags & (RSL__ROW_EXTRA | RSL__ROW_NO_LINE)) | RSL__ROW_DERIVED;
  if (given) put_value(row, value);
  in->indicators[in->count++] = indicator;
}

static void put_value(rsl__row *row, const rsl_decimal *value) {
  row->value = value->units;
  row->scale = (unsigned)value->scale & 31u;
  row->flags |= RSL__ROW_VALUE;
}

bool rsl__builder_takes_plain(const rsl_cube_builder *builder, uint32_t indicator) {
  return builder->heaps[indicator].month_from == 1 && rsl_plan_indicator(builder->plan, indicator)->grade_count == 0;
}

rsl_status rsl__builder_name_file(rsl_cube_builder *builder, const char *file, rsl_error *error) {
  unsigned number = 0;
  rsl_status status = number_file(builder, file, &number);
  if (status == RSL_ERR_LIMIT) return rsl__fail(error, status, "more than %d files", MOST_FILES);
  return status == RSL_ERR_MEMORY ? rsl__fail_memory(error) : status;
}

static rsl_status number_file(rsl_cube_builder *builder, const char *file, unsigned *number) {
  rsl__names *files = &builder->cube->store.files;
  if (file == NULL) return RSL_OK;
  if (builder->last_file == NULL || strcmp(builder->last_file, file) != 0) {
    uint32_t id = 0;
    size_t length = strlen(file);
    if (rsl__names_count(files) >= MOST_FILES && rsl__names_find(files, file, length) == RSL__NAME_NONE)
      return RSL_ERR_LIMIT;
    rsl_status status = rsl__names_add(files, file, length, &id);
    if (status != RSL_OK) return status;
    builder->last_file = rsl__names_text(files, id);
    builder->last_file_number = id + 1;
  }
  *number = builder->last_file_number;
  return RSL_OK;
}

/* `~` alone is a flag of the row. */
static bool is_qualified(const rsl_measurement *from) {
  return from->has_value && from->qualifier > RSL_QUALIFIER_ABOUT;
}

static bool has_text(const char *text) {
  return text != NULL && text[0] != '\0';
}

static bool needs_extra(const rsl_measurement *from, bool share) {
  return share || from->has_revision || from->reported_at != RSL_DATE_NONE || has_text(from->source) ||
         has_text(from->note);
}

static rsl_status add_extra(rsl_cube_builder *builder, const rsl_measurement *from, bool share, rsl__row *row) {
  rsl__extra extra = { .line = row->origin,
                       .revision = from->has_revision ? from->revision : -1,
                       .reported_at = from->reported_at };
  if (share && !add_sides(builder, from, &extra.sides)) return RSL_ERR_MEMORY;
  if (!keep_text(builder, from->source, &builder->last_source, &extra.source)) return RSL_ERR_MEMORY;
  if (!keep_text(builder, from->note, &builder->last_note, &extra.note)) return RSL_ERR_MEMORY;
  rsl__pool *extras = &builder->cube->store.extras;
  rsl__extra *kept = rsl__pool_add(extras);
  if (kept == NULL) return RSL_ERR_MEMORY;
  *kept = extra;
  row->origin = extras->count - 1;
  row->flags |= RSL__ROW_EXTRA;
  return RSL_OK;
}

static bool add_sides(rsl_cube_builder *builder, const rsl_measurement *from, uint32_t *number) {
  rsl__pool *pool = &builder->cube->store.sides;
  rsl__sides *sides = rsl__pool_add(pool);
  if (sides == NULL) return false;
  *sides = (rsl__sides){ .numerator = from->numerator.units,
                         .denominator = from->denominator.units,
                         .upper = from->upper.units,
                         .upper_scale = (uint8_t)from->upper.scale,
                         .qualifier = (uint8_t)from->qualifier,
                         .numerator_scale = (uint8_t)from->numerator.scale,
                         .denominator_scale = (uint8_t)from->denominator.scale,
                         .has_numerator = from->has_numerator,
                         .has_denominator = from->has_denominator };
  *number = pool->count;
  return true;
}

/* Sources are mostly the same from row to row, or a few; notes may all be different, and are then kept without being
 * looked for, so that each costs no more than its letters. */
static bool keep_text(rsl_cube_builder *builder, const char *text, const char **last, const char **out) {
  rsl__store *store = &builder->cube->store;
  *out = NULL;
  if (!has_text(text)) return true;
  if (*last == NULL || strcmp(*last, text) != 0) {
    size_t length = strlen(text);
    uint32_t id = rsl__names_find(&store->texts, text, length);
    const char *kept = NULL;
    if (id == RSL__NAME_NONE && rsl__names_count(&store->texts) >= TEXTS_SHARED) {
      kept = rsl__arena_copy_text(&store->once, text, length);
    } else {
      rsl_status status = id != RSL__NAME_NONE ? RSL_OK : rsl__names_add(&store->texts, text, length, &id);
      kept = status == RSL_OK ? rsl__names_text(&store->texts, id) : NULL;
    }
    if (kept == NULL) return false;
    *last = kept;
  }
  *out = *last;
  return true;
}

static bool commit(rsl_cube_builder *builder, const arrival *in) {
  for (unsigned i = 0; i < in->count; i++) {
    if (rsl__builder_push(builder, in->indicators[i], &in->rows[i])) continue;
    while (i > 0) rsl__builder_pop(builder, in->indicators[--i]);
    return false;
  }
  return true;
}

bool rsl__builder_push(rsl_cube_builder *builder, uint32_t indicator, const rsl__row *row) {
  rsl__log *log = &builder->heaps[indicator].log;
  if (!rsl__log_reserve(log, &builder->allocator)) return false;
  rsl__log_add(log, row, builder->piece);
  return true;
}

void rsl__builder_pop(rsl_cube_builder *builder, uint32_t indicator) {
  rsl__log_take_back(&builder->heaps[indicator].log);
}
