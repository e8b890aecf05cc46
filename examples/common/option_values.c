#include "option_values.h"

#include <stdio.h>
#include <string.h>

static bool one_of(const char *value, const char *const *words, size_t count, size_t *index) {
  for (size_t i = 0; i < count; i++) {
    if (strcmp(value, words[i]) != 0) continue;
    *index = i;
    return true;
  }
  return false;
}

static bool whole_number(const char *value, size_t *out) {
  rsl_decimal number;
  if (rsl_decimal_parse(value, strlen(value), NULL, &number) != RSL_NUMBER_FINE) return false;
  if (number.scale != 0 || number.units < 1 || (uint64_t)number.units > SIZE_MAX) return false;
  *out = (size_t)number.units;
  return true;
}

static bool append(text_list *list, const char *value) {
  list->items[list->count++] = value;
  return *value != '\0';
}

static bool day(const char *value, rsl_date *out, const char **wanted) {
  *wanted = "a day as 2023-06-30";
  return rsl_date_parse(value, strlen(value), RSL_DATE_ORDER_ISO, out);
}

bool take_format(cli_settings *settings, const char *value, const char **wanted) {
  static const char *const words[] = { "table", "csv", "tsv", "json", "jsonl" };
  size_t index = 0;
  *wanted = "table, csv, tsv, json or jsonl";
  if (!one_of(value, words, 5, &index)) return false;
  settings->format = (output_format)index;
  return true;
}

bool take_output(cli_settings *settings, const char *value, const char **wanted) {
  (void)wanted;
  settings->output = value;
  return *value != '\0';
}

bool take_save_cube(cli_settings *settings, const char *value, const char **wanted) {
  (void)wanted;
  settings->save_cube = value;
  return *value != '\0';
}

bool take_language(cli_settings *settings, const char *value, const char **wanted) {
  *wanted = "vi or en";
  settings->language_is_given = true;
  return rsl_language_parse(value, &settings->language);
}

bool take_wide(cli_settings *settings, const char *value, const char **wanted) {
  (void)value, (void)wanted;
  return settings->wide = true;
}

bool take_names(cli_settings *settings, const char *value, const char **wanted) {
  (void)value, (void)wanted;
  return settings->names = true;
}

bool take_quiet(cli_settings *settings, const char *value, const char **wanted) {
  (void)value, (void)wanted;
  return settings->quiet = true;
}

bool take_progress(cli_settings *settings, const char *value, const char **wanted) {
  static const char *const words[] = { "auto", "always", "never" };
  size_t index = 0;
  *wanted = "auto, always or never";
  if (!one_of(value, words, 3, &index)) return false;
  settings->progress = (progress_mode)index;
  return true;
}

bool take_as_known(cli_settings *settings, const char *value, const char **wanted) {
  return day(value, &settings->cube_options.as_known, wanted);
}

bool take_on_duplicate(cli_settings *settings, const char *value, const char **wanted) {
  static const char *const words[] = { "last", "first", "sum" };
  static const rsl_on_duplicate meanings[] = { RSL_DUPLICATE_LAST, RSL_DUPLICATE_FIRST, RSL_DUPLICATE_SUM };
  size_t index = 0;
  *wanted = "last, first or sum";
  if (!one_of(value, words, 3, &index)) return false;
  settings->cube_options.on_duplicate = meanings[index];
  return true;
}

bool take_skip_bad(cli_settings *settings, const char *value, const char **wanted) {
  (void)value, (void)wanted;
  settings->read_options.skip_bad = true;
  return settings->cube_options.skip_bad = true;
}

bool take_rejects(cli_settings *settings, const char *value, const char **wanted) {
  (void)wanted;
  settings->rejects = value;
  return *value != '\0';
}

bool take_decimal(cli_settings *settings, const char *value, const char **wanted) {
  *wanted = "`.` or `,`";
  if (strcmp(value, ".") != 0 && strcmp(value, ",") != 0) return false;
  settings->read_options.style.decimal_mark = settings->plan_options.style.decimal_mark = *value;
  return true;
}

bool take_thousands(cli_settings *settings, const char *value, const char **wanted) {
  *wanted = "`.`, `,` or a blank";
  if (strcmp(value, ".") != 0 && strcmp(value, ",") != 0 && strcmp(value, " ") != 0) return false;
  settings->read_options.style.thousands_mark = settings->plan_options.style.thousands_mark = *value;
  return true;
}

bool take_date_order(cli_settings *settings, const char *value, const char **wanted) {
  static const char *const words[] = { "iso", "dmy" };
  size_t index = 0;
  *wanted = "iso or dmy";
  if (!one_of(value, words, 2, &index)) return false;
  settings->read_options.date_order = settings->plan_options.date_order = (rsl_date_order)index;
  return true;
}

bool take_max_size(cli_settings *settings, const char *value, const char **wanted) {
  *wanted = "a number of bytes";
  return whole_number(value, &settings->plan_options.max_size);
}

bool take_max_line(cli_settings *settings, const char *value, const char **wanted) {
  *wanted = "a number of bytes";
  if (!whole_number(value, &settings->read_options.max_line)) return false;
  settings->plan_options.max_line = settings->read_options.max_line;
  return true;
}

bool take_max_depth(cli_settings *settings, const char *value, const char **wanted) {
  *wanted = "a whole number from 1";
  return whole_number(value, &settings->plan_options.max_depth);
}

bool take_max_problems(cli_settings *settings, const char *value, const char **wanted) {
  *wanted = "a whole number from 1";
  return whole_number(value, &settings->max_problems);
}

bool take_unit(cli_settings *settings, const char *value, const char **wanted) {
  (void)wanted;
  return append(&settings->units, value);
}

bool take_below(cli_settings *settings, const char *value, const char **wanted) {
  (void)value, (void)wanted;
  return settings->below = true;
}

bool take_children(cli_settings *settings, const char *value, const char **wanted) {
  (void)value, (void)wanted;
  return settings->children = true;
}

bool take_level(cli_settings *settings, const char *value, const char **wanted) {
  (void)wanted;
  return append(&settings->levels, value);
}

bool take_indicator(cli_settings *settings, const char *value, const char **wanted) {
  (void)wanted;
  return append(&settings->indicators, value);
}

bool take_resolution(cli_settings *settings, const char *value, const char **wanted) {
  (void)wanted;
  return append(&settings->resolutions, value);
}

bool take_goal(cli_settings *settings, const char *value, const char **wanted) {
  (void)wanted;
  return append(&settings->goals, value);
}

bool take_field(cli_settings *settings, const char *value, const char **wanted) {
  (void)wanted;
  return append(&settings->fields, value);
}

bool take_period(cli_settings *settings, const char *value, const char **wanted) {
  (void)wanted;
  return append(&settings->periods, value);
}

bool take_every(cli_settings *settings, const char *value, const char **wanted) {
  *wanted = "year, half, nine_months, quarter, month or day";
  return rsl_period_type_parse(value, strlen(value), &settings->every);
}

bool take_bounds(cli_settings *settings, const char *value, const char **wanted) {
  (void)value;
  (void)wanted;
  return settings->bounds = true;
}

bool take_to_date(cli_settings *settings, const char *value, const char **wanted) {
  return day(value, &settings->to_date, wanted);
}

bool take_threads(cli_settings *settings, const char *value, const char **wanted) {
  size_t threads = 0;
  *wanted = "a whole number from 1 to 1000";
  if (!whole_number(value, &threads) || threads > 1000) return false;
  settings->threads = settings->read_options.threads = settings->cube_options.threads = (unsigned)threads;
  return true;
}

bool take_structure(cli_settings *settings, const char *value, const char **wanted) {
  settings->structure = RSL_DATE_NONE;
  if (strcmp(value, "period") == 0 || day(value, &settings->structure, wanted)) return true;
  *wanted = "period, or a day as 2025-07-01";
  return false;
}

bool take_as_of(cli_settings *settings, const char *value, const char **wanted) {
  return day(value, &settings->as_of, wanted);
}

bool take_forecast(cli_settings *settings, const char *value, const char **wanted) {
  (void)value, (void)wanted;
  return settings->forecast = true;
}

bool take_reasons(cli_settings *settings, const char *value, const char **wanted) {
  (void)value, (void)wanted;
  return settings->reasons = true;
}

bool take_differs(cli_settings *settings, const char *value, const char **wanted) {
  (void)value, (void)wanted;
  return settings->differs = true;
}

bool take_summary(cli_settings *settings, const char *value, const char **wanted) {
  (void)value, (void)wanted;
  return settings->summary = true;
}

/* A rating and all worse ones; `no_data` and `not_rated` only when named (programs.md). */
bool take_fail_on(cli_settings *settings, const char *value, const char **wanted) {
  *wanted = "ratings, as behind or off_track,no_data";
  for (;;) {
    size_t length = strcspn(value, ",");
    rsl_rating rating = RSL_RATING_NONE;
    if (!rsl_rating_parse(value, length, &rating)) return false;
    settings->fail_on[rating] = true;
    for (unsigned worse = rating; worse <= RSL_RATING_MISSED; worse++) settings->fail_on[worse] = true;
    if (value[length] == '\0') return true;
    value += length + 1;
  }
}

bool take_tolerance(cli_settings *settings, const char *value, const char **wanted) {
  *wanted = "a number from 0";
  settings->has_tolerance = true;
  rsl_number_fault fault = rsl_decimal_parse(value, strlen(value), NULL, &settings->tolerance);
  return fault == RSL_NUMBER_FINE && settings->tolerance.units >= 0;
}

bool take_target(cli_settings *settings, const char *value, const char **wanted) {
  (void)wanted;
  settings->target = value;
  return *value != '\0';
}

bool take_why(cli_settings *settings, const char *value, const char **wanted) {
  (void)value, (void)wanted;
  return settings->why = true;
}

bool take_most(cli_settings *settings, const char *value, const char **wanted) {
  size_t most = 0;
  *wanted = "a whole number from 0 to 1000000";
  settings->has_most = true;
  if (strcmp(value, "0") != 0 && (!whole_number(value, &most) || most > 1000000)) return false;
  settings->most = (uint32_t)most;
  return true;
}

bool take_rank(cli_settings *settings, const char *value, const char **wanted) {
  (void)wanted;
  settings->rank = value;
  return *value != '\0';
}

bool take_rank_by(cli_settings *settings, const char *value, const char **wanted) {
  *wanted = "value, progress, achieved or of_target";
  return rsl_ranking_by_parse(value, strlen(value), &settings->rank_by);
}

bool take_propose(cli_settings *settings, const char *value, const char **wanted) {
  (void)wanted;
  settings->propose = value;
  return *value != '\0';
}

bool take_what_if(cli_settings *settings, const char *value, const char **wanted) {
  *wanted = "UNIT=VALUE, as 954=12.5 or 954=target";
  return append(&settings->what_ifs, value) && strrchr(value, '=') != NULL && strrchr(value, '=') != value;
}

bool take_campaign(cli_settings *settings, const char *value, const char **wanted) {
  (void)wanted;
  settings->campaign = value;
  return *value != '\0';
}

bool take_submissions(cli_settings *settings, const char *value, const char **wanted) {
  (void)wanted;
  settings->submissions = value;
  return *value != '\0';
}

bool take_on(cli_settings *settings, const char *value, const char **wanted) {
  return day(value, &settings->on, wanted);
}

bool take_remind(cli_settings *settings, const char *value, const char **wanted) {
  (void)value, (void)wanted;
  return settings->remind = true;
}

bool take_compare(cli_settings *settings, const char *value, const char **wanted) {
  return day(value, &settings->compare, wanted);
}

bool take_review(cli_settings *settings, const char *value, const char **wanted) {
  (void)value, (void)wanted;
  return settings->review = true;
}

/* ---- Bare series ----------------------------------------------------------------------------------------- */

static bool decimal(const char *value, bool *has, rsl_decimal *out, const char **wanted) {
  *wanted = "a number";
  *has = true;
  return rsl_decimal_parse(value, strlen(value), NULL, out) == RSL_NUMBER_FINE;
}

static bool period(const char *value, rsl_period *out, const char **wanted) {
  *wanted = "a period as 2025 or 2025-Q2";
  return rsl_period_parse(value, strlen(value), out);
}

bool take_value_to_reach(cli_settings *settings, const char *value, const char **wanted) {
  return decimal(value, &settings->has_value, &settings->value, wanted);
}

bool take_limit(cli_settings *settings, const char *value, const char **wanted) {
  return decimal(value, &settings->has_limit, &settings->limit, wanted);
}

bool take_by(cli_settings *settings, const char *value, const char **wanted) {
  return period(value, &settings->by, wanted);
}

bool take_baseline(cli_settings *settings, const char *value, const char **wanted) {
  return period(value, &settings->baseline, wanted);
}

bool take_direction(cli_settings *settings, const char *value, const char **wanted) {
  static const char *const words[] = { "increase", "decrease" };
  static const rsl_direction meanings[] = { RSL_DIRECTION_INCREASE, RSL_DIRECTION_DECREASE };
  size_t index = 0;
  *wanted = "increase or decrease";
  if (!one_of(value, words, 2, &index)) return false;
  settings->direction = meanings[index];
  return true;
}

bool take_targets(cli_settings *settings, const char *value, const char **wanted) {
  (void)wanted;
  settings->targets = value;
  return *value != '\0';
}

bool take_findings(cli_settings *settings, const char *value, const char **wanted) {
  (void)value, (void)wanted;
  return settings->findings = true;
}
