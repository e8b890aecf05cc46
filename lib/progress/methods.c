#include <resolution/progress.h>

#include <stddef.h>
#include <string.h>

#include "base/error.h"
#include "progress/growth.h"

/* The tables that programs list and set parameters by. A row names a member of the method's options, so that the
 * defaults stand in the _INIT macros alone. */

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define EDITION(type, names) \
  { "edition", names, "whose rules, the newest first", "", RSL_PARAMETER_WORD, offsetof(type, edition) }
#define NUMBER(type, member, standing, meaning) \
  { #member, NULL, meaning, standing, RSL_PARAMETER_NUMBER, offsetof(type, member) }
#define MAYBE(type, member, standing, meaning) \
  { #member, NULL, meaning, standing, RSL_PARAMETER_NUMBER_OR_NONE, offsetof(type, member) }
#define YES_NO(type, member, standing, meaning) \
  { #member, "no|yes", meaning, standing, RSL_PARAMETER_YES_NO, offsetof(type, member) }
#define WORD(type, member, words, standing, meaning) \
  { #member, words, meaning, standing, RSL_PARAMETER_WORD, offsetof(type, member) }
#define SPAN_YEARS(type, standing) \
  { "base_year", \
    NULL, \
    "from when, where the series does not say; none: the first figure", \
    standing, \
    RSL_PARAMETER_NUMBER_OR_NONE, \
    offsetof(type, span) + offsetof(rsl_span, base_year) }, \
  { \
    "target_year", NULL, "when the target is due, where the series does not say", standing, RSL_PARAMETER_NUMBER, \
        offsetof(type, span) + offsetof(rsl_span, target_year) \
  }
#define SPAN(type, standing) \
  SPAN_YEARS(type, standing), { \
    "base_rule", "later|nearest|earlier|exact", "which figure stands for a base year without one", standing, \
        RSL_PARAMETER_WORD, offsetof(type, span) + offsetof(rsl_span, base_rule) \
  }

_Static_assert(sizeof(rsl_base_rule) == sizeof(int), "words are set as int");
_Static_assert(sizeof(rsl_unsd_trend) == sizeof(int), "words are set as int");
_Static_assert(sizeof(rsl_escap_index) == sizeof(int), "words are set as int");
_Static_assert(sizeof(rsl_sdsn_measure) == sizeof(int), "words are set as int");
_Static_assert(sizeof(rsl_oecd_measure) == sizeof(int), "words are set as int");

/* clang-format off */
static const rsl_method_parameter eurostat_parameters[] = {
  EDITION(rsl_eurostat_options, "2026|2020"),
  SPAN(rsl_eurostat_options, "CV"),
  NUMBER(rsl_eurostat_options, significant, "CV", "ratio of growth above which progress is significant"),
  NUMBER(rsl_eurostat_options, moderate, "CV", "ratio of growth above which progress is moderate"),
  NUMBER(rsl_eurostat_options, away, "CV", "ratio of growth below which it moves away"),
  NUMBER(rsl_eurostat_options, growth_significant, "CV", "growth a year above which progress is significant"),
  NUMBER(rsl_eurostat_options, growth_moderate, "CV", "growth a year above which progress is moderate"),
  NUMBER(rsl_eurostat_options, growth_stagnant, "CV", "growth a year below which it moves away"),
  NUMBER(rsl_eurostat_options, growth_away, "CV", "growth a year below which that is significant"),
  YES_NO(rsl_eurostat_options, cut_is_better, "CV", "exactly at a cut the better class holds"),
  NUMBER(rsl_eurostat_options, limit_exponent, "C", "how fast a natural limit takes effect"),
  NUMBER(rsl_eurostat_options, replace_zero, "CV", "stands for a base or target of 0; 0: not rated"),
  NUMBER(rsl_eurostat_options, score_full, "CV", "ratio of growth that scores 5"),
  NUMBER(rsl_eurostat_options, score_zero, "CV", "ratio of growth that scores 0"),
  NUMBER(rsl_eurostat_options, score_growth, "CV", "growth a year that scores 5"),
  NUMBER(rsl_eurostat_options, mean_significant, "C", "mean score above which progress is significant"),
  NUMBER(rsl_eurostat_options, mean_neutral, "C", "mean score, to either side of 0, that is no progress"),
  YES_NO(rsl_eurostat_options, binary, "C", "a figure of 1 is achieved, any other is not"),
  NUMBER(rsl_eurostat_options, met_within, "CV", "a target of 0 or 100 is met within this of it; 1 in an earlier edition"),
  MAYBE(rsl_eurostat_options, term_least, "M", "fewest years that a term must have; 10 of the long one"),
  MAYBE(rsl_eurostat_options, term, "M", "years before the latest figure that the base is: 5 short, 15 long term"),
};

static const rsl_method_parameter opensdg_parameters[] = {
  EDITION(rsl_open_sdg_options, "2.4"),
  SPAN(rsl_open_sdg_options, "RCV"),
  NUMBER(rsl_open_sdg_options, substantial, "RCV", "least ratio of growth of substantial progress"),
  NUMBER(rsl_open_sdg_options, moderate, "RCV", "least ratio of growth of moderate progress"),
  NUMBER(rsl_open_sdg_options, limited, "RCV", "least ratio of growth of limited progress"),
  NUMBER(rsl_open_sdg_options, growth_substantial, "RCV", "least growth a year of substantial progress"),
  NUMBER(rsl_open_sdg_options, growth_moderate, "RCV", "least growth a year of moderate progress"),
  NUMBER(rsl_open_sdg_options, growth_limited, "RCV", "least growth a year of limited progress"),
  NUMBER(rsl_open_sdg_options, limit_exponent, "RCV", "how fast a natural limit takes effect"),
  NUMBER(rsl_open_sdg_options, replace_zero, "RC", "stands for a base or target of 0; 0: not rated"),
  YES_NO(rsl_open_sdg_options, binary, "R", "a figure of 1 is achieved, any other is not"),
};

static const rsl_method_parameter unsd_parameters[] = {
  EDITION(rsl_unsd_options, "2023|2022|undp|undp_2023"),
  SPAN(rsl_unsd_options, "CV"),
  WORD(rsl_unsd_options, trend, "auto|ratio|growth|reduction|reduction_ratio|doubling|halving|likert|binary|gini", "CV",
       "how the series is looked at; auto: ratio with a target, else growth"),
  NUMBER(rsl_unsd_options, on_track, "RCV", "least ratio that is on track"),
  NUMBER(rsl_unsd_options, fair, "RCV", "least ratio of fair progress"),
  NUMBER(rsl_unsd_options, limited, "CV", "least ratio of limited progress; not of 2023"),
  NUMBER(rsl_unsd_options, growth_on_track, "RCV", "growth a year that is on track"),
  NUMBER(rsl_unsd_options, growth_fair, "RCV", "growth a year of fair progress"),
  NUMBER(rsl_unsd_options, growth_limited, "CV", "growth a year of limited progress; not of 2023"),
  YES_NO(rsl_unsd_options, mirrored, "RC", "cuts of growth are turned for a decrease"),
  YES_NO(rsl_unsd_options, maintain, "C", "the aim is to be no worse than the base"),
  NUMBER(rsl_unsd_options, met_ratio, "CV", "share of the target above which it is met"),
  MAYBE(rsl_unsd_options, after, "CV", "the latest figure must be later than this year"),
  MAYBE(rsl_unsd_options, needed_growth, "C", "growth needed a year, where it is not reckoned from the target"),
  NUMBER(rsl_unsd_options, review, "CV", "least mean of points that is for review"),
  NUMBER(rsl_unsd_options, gap, "CV", "mean of points up to which it is for review"),
  YES_NO(rsl_unsd_options, gap_at_cut, "CV", "a mean of exactly that is a gap"),
  NUMBER(rsl_unsd_options, not_achieved_points, "CV", "points of a binary target that is not achieved"),
};

static const rsl_method_parameter escap_parameters[] = {
  EDITION(rsl_escap_options, "2026|menaro"),
  SPAN_YEARS(rsl_escap_options, "RCV"),
  WORD(rsl_escap_options, index, "anticipated|current", "RCV", "where it is expected to be, or where it is now"),
  WORD(rsl_escap_options, prediction, "weighted|mean_slope", "RCV", "how a year without a figure is predicted"),
  MAYBE(rsl_escap_options, current_year, "CV", "when the current index stands; none: the latest figure"),
  NUMBER(rsl_escap_options, scale, "CV", "figures lie between 0 and this; 0: without bounds"),
  YES_NO(rsl_escap_options, parity, "C", "both sides of the target are worse"),
  NUMBER(rsl_escap_options, met, "M", "index of 10 from which the target will be met"),
  NUMBER(rsl_escap_options, none, "M", "index of 10 below which the trend must turn"),
};

static const rsl_method_parameter sdsn_parameters[] = {
  EDITION(rsl_sdsn_options, "2024"),
  SPAN(rsl_sdsn_options, "M"),
  MAYBE(rsl_sdsn_options, lower, "", "lower bound, which scores 0: needed; the target scores 100"),
  MAYBE(rsl_sdsn_options, green, "", "green threshold; none: the target"),
  MAYBE(rsl_sdsn_options, red, "", "red threshold"),
  NUMBER(rsl_sdsn_options, on_track, "M", "least share of the growth needed that is on track"),
  NUMBER(rsl_sdsn_options, moderate, "M", "least share of the growth needed that is moderate"),
  WORD(rsl_sdsn_options, measure, "score|trend", "M", "what the score is: how far, 0 to 100, or the arrow, 0 to 4"),
  NUMBER(rsl_sdsn_options, most_missing, "R", "largest share of indicators missing that an overall score allows"),
};

static const rsl_method_parameter oecd_parameters[] = {
  EDITION(rsl_oecd_options, "2022"),
  SPAN(rsl_oecd_options, ""),
  MAYBE(rsl_oecd_options, sigma, "", "standard deviation that distances are counted in: needed"),
  NUMBER(rsl_oecd_options, small, "M", "largest distance that is small"),
  NUMBER(rsl_oecd_options, medium, "M", "largest distance that is medium"),
  WORD(rsl_oecd_options, measure, "distance|trend", "M", "how far it is, or whether it moves at all"),
  NUMBER(rsl_oecd_options, significance, "M", "how often chance alone may give a trend that is called one"),
};

static const rsl_method_parameter istat_parameters[] = {
  EDITION(rsl_istat_options, "2019"),
  SPAN(rsl_istat_options, ""),
  NUMBER(rsl_istat_options, clear, "R", "growth a year beyond which a change is clear"),
  NUMBER(rsl_istat_options, slight, "R", "growth a year beyond which there is a change"),
};

static const rsl_method_parameter achievement_parameters[] = {
  EDITION(rsl_achievement_options, "irrf"),
  SPAN(rsl_achievement_options, ""),
  YES_NO(rsl_achievement_options, capped, "R", "the score is cut to 0 to 100"),
  YES_NO(rsl_achievement_options, missing_is_zero, "R", "in a mean, what has no data counts as 0"),
};

#define METHOD(number, name, publisher) { number, #name, publisher, name##_parameters, COUNT(name##_parameters) }
static const rsl_method_info methods[] = {
  METHOD(RSL_METHOD_EUROSTAT, eurostat, "Eurostat: EU monitoring report on the SDGs, as EUSTAT computes it"),
  METHOD(RSL_METHOD_OPEN_SDG, opensdg, "Statistics Canada: progress measure of Open SDG"),
  METHOD(RSL_METHOD_UNSD, unsd, "UN Statistics Division: SDG Progress Chart; UNDP: SDG Accelerator"),
  METHOD(RSL_METHOD_ESCAP, escap, "UN ESCAP: current status and anticipated progress; UNICEF MENARO"),
  METHOD(RSL_METHOD_SDSN, sdsn, "SDSN: Sustainable Development Report"),
  METHOD(RSL_METHOD_OECD, oecd, "OECD: Measuring Distance to the SDG Targets"),
  METHOD(RSL_METHOD_ISTAT, istat, "ISTAT: SDG report, classes of growth"),
  METHOD(RSL_METHOD_ACHIEVEMENT, achievement, "UNDP: achievement rate of the integrated results framework"),
};
/* clang-format on */

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

size_t rsl_method_count(void) {
  return COUNT(methods);
}

const rsl_method_info *rsl_method_at(size_t index) {
  return index < COUNT(methods) ? &methods[index] : NULL;
}

const rsl_method_info *rsl_method_find(rsl_method method) {
  for (size_t i = 0; i < COUNT(methods); i++) {
    if (methods[i].method == method) return &methods[i];
  }
  return NULL;
}

bool rsl_method_parse(const char *text, size_t length, rsl_method *out) {
  for (size_t i = 0; i < COUNT(methods); i++) {
    if (strlen(methods[i].name) != length || memcmp(methods[i].name, text, length) != 0) continue;
    *out = methods[i].method;
    return true;
  }
  return false;
}

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
