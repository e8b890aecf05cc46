#include <resolution/progress.h>

#include <stddef.h>
#include <string.h>

#include "base/error.h"
#include "progress/growth.h"
#include "progress/unsd.h"

static const double undp_after = 2015;

static const rsl_method_parameter *find_parameter(const rsl_method_options *options, const char *name);
static size_t words_in(const char *words);
static const char *word_at(const char *words, size_t index, size_t *length);
static bool read_word(const rsl_method_parameter *parameter, const char *text, int *out);
static bool read_number(const char *text, bool may_be_none, double *out);
static rsl_status bad_value(const rsl_method_parameter *parameter, const char *value, rsl_error *error);
static void set_defaults(rsl_method_options *out);
static void set_edition(rsl_method_options *out, int edition);
static void set_eurostat_2020(rsl_eurostat_options *out);
static void set_unsd_edition(rsl_unsd_options *out, int edition);
static void set_menaro(rsl_escap_options *out);
static double read_real(const void *member);
static int read_int(const void *member);

/* ---- Defaults ---------------------------------------------------------------------------------------------------------- */

rsl_status rsl_method_begin(rsl_method method, int edition, rsl_method_options *out, rsl_error *error) {
  const rsl_method_info *info = rsl_method_find(method);
  rsl__error_clear(error);
  if (info == NULL) return rsl__fail(error, RSL_ERR_ARGUMENT, "no method has the number %d", (int)method);
  if (edition < 0 || (size_t)edition >= words_in(info->parameters[0].values))
    return rsl__fail(error, RSL_ERR_ARGUMENT, "%s has no edition %d; its editions are %s, from 0", info->name, edition,
                     info->parameters[0].values);
  *out = (rsl_method_options){ .size = sizeof *out, .method = method };
  set_defaults(out);
  set_edition(out, edition);
  return RSL_OK;
}

static void set_defaults(rsl_method_options *out) {
  switch (out->method) {
  case RSL_METHOD_EUROSTAT:
    out->of.eurostat = (rsl_eurostat_options)RSL_EUROSTAT_OPTIONS_INIT;
    break;
  case RSL_METHOD_OPEN_SDG:
    out->of.open_sdg = (rsl_open_sdg_options)RSL_OPEN_SDG_OPTIONS_INIT;
    break;
  case RSL_METHOD_UNSD:
    out->of.unsd = (rsl_unsd_options)RSL_UNSD_OPTIONS_INIT;
    break;
  case RSL_METHOD_ESCAP:
    out->of.escap = (rsl_escap_options)RSL_ESCAP_OPTIONS_INIT;
    break;
  case RSL_METHOD_SDSN:
    out->of.sdsn = (rsl_sdsn_options)RSL_SDSN_OPTIONS_INIT;
    break;
  case RSL_METHOD_OECD:
    out->of.oecd = (rsl_oecd_options)RSL_OECD_OPTIONS_INIT;
    break;
  case RSL_METHOD_ISTAT:
    out->of.istat = (rsl_istat_options)RSL_ISTAT_OPTIONS_INIT;
    break;
  default:
    out->of.achievement = (rsl_achievement_options)RSL_ACHIEVEMENT_OPTIONS_INIT;
    break;
  }
}

/** What an edition has otherwise than the newest. */
static void set_edition(rsl_method_options *out, int edition) {
  if (edition == 0) return;
  if (out->method == RSL_METHOD_EUROSTAT) set_eurostat_2020(&out->of.eurostat);
  if (out->method == RSL_METHOD_UNSD) set_unsd_edition(&out->of.unsd, edition);
  if (out->method == RSL_METHOD_ESCAP) set_menaro(&out->of.escap);
}

static void set_eurostat_2020(rsl_eurostat_options *out) {
  out->edition = RSL_EUROSTAT_2020;
  out->growth_moderate = 0;
  out->growth_stagnant = 0;
  out->cut_is_better = true;
}

static void set_unsd_edition(rsl_unsd_options *out, int edition) {
  out->edition = edition;
  out->fair = 0.5;
  out->growth_on_track = 0.01;
  if (edition == RSL_UNSD_2022) return;
  out->mirrored = false;
  out->after = undp_after;
  if (edition != RSL_UNSD_UNDP_2023) return;
  out->gap_at_cut = true;
  out->not_achieved_points = 3;
}

static void set_menaro(rsl_escap_options *out) {
  out->edition = RSL_ESCAP_MENARO;
  out->prediction = RSL_ESCAP_MEAN_SLOPE;
}

/* ---- By name ------------------------------------------------------------------------------------------------------------ */

rsl_status rsl_method_set(rsl_method_options *options, const char *name, const char *value, rsl_error *error) {
  const rsl_method_parameter *parameter = find_parameter(options, name);
  char shown[RSL__SHOWN_TEXT];
  double number = 0;
  int word = 0;
  rsl__error_clear(error);
  if (parameter == NULL)
    return rsl__fail(error, RSL_ERR_ARGUMENT, "the method has no parameter '%s'",
                     rsl__shown(shown, name, strlen(name)));
  char *member = (char *)&options->of + parameter->offset;
  bool is_number = parameter->values == NULL;
  bool fits = is_number ? read_number(value, parameter->kind == RSL_PARAMETER_NUMBER_OR_NONE, &number)
                        : read_word(parameter, value, &word);
  if (!fits) return bad_value(parameter, value, error);
  if (parameter->offset == offsetof(rsl_eurostat_options, edition))
    return rsl_method_begin(options->method, word, options, error);
  bool flag = word == 1;
  if (is_number)
    memcpy(member, &number, sizeof number);
  else if (parameter->kind == RSL_PARAMETER_YES_NO)
    memcpy(member, &flag, sizeof flag);
  else
    memcpy(member, &word, sizeof word);
  return RSL_OK;
}

static rsl_status bad_value(const rsl_method_parameter *parameter, const char *value, rsl_error *error) {
  char shown[RSL__SHOWN_TEXT];
  const char *wanted = parameter->values;
  if (wanted == NULL) wanted = parameter->kind == RSL_PARAMETER_NUMBER ? "a number" : "a number, or none";
  return rsl__fail(error, RSL_ERR_ARGUMENT, "%s cannot be '%s': it is %s%s", parameter->name,
                   rsl__shown(shown, value, strlen(value)), parameter->values == NULL ? "" : "one of ", wanted);
}

bool rsl_method_get(const rsl_method_options *options, const char *name, char buffer[RSL_NUMBER_TEXT]) {
  const rsl_method_parameter *parameter = find_parameter(options, name);
  buffer[0] = '\0';
  if (parameter == NULL) return false;
  const char *member = (const char *)&options->of + parameter->offset;
  if (parameter->values == NULL) {
    double number = read_real(member);
    rsl_number_format(rsl_number_from_double(number), buffer);
    if (buffer[0] == '\0') memcpy(buffer, "none", sizeof "none");
    return true;
  }
  bool flag = false;
  if (parameter->kind == RSL_PARAMETER_YES_NO) memcpy(&flag, member, sizeof flag);
  int index = parameter->kind == RSL_PARAMETER_YES_NO ? flag : read_int(member);
  size_t length = 0;
  const char *word = index < 0 ? NULL : word_at(parameter->values, (size_t)index, &length);
  if (word == NULL || length >= RSL_NUMBER_TEXT) return false;
  memcpy(buffer, word, length);
  buffer[length] = '\0';
  return true;
}

static const rsl_method_parameter *find_parameter(const rsl_method_options *options, const char *name) {
  const rsl_method_info *info = rsl_method_find(options->method);
  for (size_t i = 0; info != NULL && i < info->parameter_count; i++) {
    if (strcmp(info->parameters[i].name, name) == 0) return &info->parameters[i];
  }
  return NULL;
}

static size_t words_in(const char *words) {
  size_t count = 1;
  for (; *words != '\0'; words++) count += *words == '|';
  return count;
}

/** A word of those joined by `|`; NULL past the last. */
static const char *word_at(const char *words, size_t index, size_t *length) {
  for (; index > 0; index--) {
    words = strchr(words, '|');
    if (words == NULL) return NULL;
    words++;
  }
  *length = strcspn(words, "|");
  return words;
}

static bool read_word(const rsl_method_parameter *parameter, const char *text, int *out) {
  size_t length = 0;
  const char *word = NULL;
  for (int i = 0; (word = word_at(parameter->values, (size_t)i, &length)) != NULL; i++) {
    if (strlen(text) != length || memcmp(text, word, length) != 0) continue;
    *out = i;
    return true;
  }
  return false;
}

static bool read_number(const char *text, bool may_be_none, double *out) {
  rsl_decimal decimal;
  if (may_be_none && strcmp(text, "none") == 0) {
    *out = RSL_UNKNOWN;
    return true;
  }
  if (rsl_decimal_parse(text, strlen(text), NULL, &decimal) != RSL_NUMBER_FINE) return false;
  *out = rsl_number_from_decimal(decimal).real;
  return true;
}

static double read_real(const void *member) {
  double value;
  memcpy(&value, member, sizeof value);
  return value;
}

static int read_int(const void *member) {
  int value;
  memcpy(&value, member, sizeof value);
  return value;
}

/* ---- Any method ---------------------------------------------------------------------------------------------------------- */

rsl_status rsl_progress_rate(const rsl_method_options *options, const rsl_series *series, rsl_assessment *out,
                             rsl_error *error) {
  switch (options->method) {
  case RSL_METHOD_EUROSTAT:
    return rsl_progress_eurostat(&options->of.eurostat, series, out, error);
  case RSL_METHOD_OPEN_SDG:
    return rsl_progress_open_sdg(&options->of.open_sdg, series, out, error);
  case RSL_METHOD_UNSD:
    return rsl_progress_unsd(&options->of.unsd, series, out, error);
  case RSL_METHOD_ESCAP:
    return rsl_progress_escap(&options->of.escap, series, out, error);
  case RSL_METHOD_SDSN:
    return rsl_progress_sdsn(&options->of.sdsn, series, out, error);
  case RSL_METHOD_OECD:
    return rsl_progress_oecd(&options->of.oecd, series, out, error);
  case RSL_METHOD_ISTAT:
    return rsl_progress_istat(&options->of.istat, series, out, error);
  case RSL_METHOD_ACHIEVEMENT:
    return rsl_progress_achievement(&options->of.achievement, series, out, error);
  default:
    rsl__error_clear(error);
    return rsl__fail(error, RSL_ERR_ARGUMENT, "no method was chosen");
  }
}

/* The options of all methods begin alike. */
bool rsl__method_is_directed(const rsl_method_options *options) {
  switch (options->method) {
  case RSL_METHOD_SDSN:
  case RSL_METHOD_ACHIEVEMENT:
    return false;
  case RSL_METHOD_ESCAP:
    return !options->of.escap.parity;
  case RSL_METHOD_UNSD:
    return rsl__unsd_is_directed(&options->of.unsd);
  default:
    return true;
  }
}

double rsl__method_base_year(const rsl_method_options *options, double given, double latest) {
  bool termed = options->method == RSL_METHOD_EUROSTAT && rsl__is_known(options->of.eurostat.term);
  return termed ? latest - options->of.eurostat.term : rsl__known_or(given, options->of.eurostat.span.base_year);
}

double rsl_point_year(rsl_period period) {
  int year = 0;
  int month = 0;
  int day = 0;
  rsl_date last = rsl_period_last_day(period);
  if (period.type == RSL_PERIOD_NONE) return RSL_UNKNOWN;
  rsl_date_to_civil(last, &year, &month, &day);
  if (period.type != RSL_PERIOD_DAY) return year - 1 + month / 12.0;
  rsl_date begin = rsl_date_from_civil(year, 1, 1);
  return year - 1 + (double)(last - begin + 1) / (double)(rsl_date_from_civil(year + 1, 1, 1) - begin);
}
