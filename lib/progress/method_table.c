#include <resolution/progress_methods.h>

#include <stddef.h>
#include <string.h>

/* The methods and their parameters, as programs list and set them. A row names a member of the method's options, so that the
 * defaults stand in the _INIT macros alone. */

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define PARAMETER(name, method, member, kind, words, standing, meaning) \
  { \
    name, words, meaning, standing, kind, \
        offsetof(rsl_method_options, of.method.member) - offsetof(rsl_method_options, of) \
  }
#define NUMBER(method, member, standing, meaning) \
  PARAMETER(#member, method, member, RSL_PARAMETER_NUMBER, NULL, standing, meaning)
#define MAYBE(method, member, standing, meaning) \
  PARAMETER(#member, method, member, RSL_PARAMETER_NUMBER_OR_NONE, NULL, standing, meaning)
#define YES_NO(method, member, standing, meaning) \
  PARAMETER(#member, method, member, RSL_PARAMETER_YES_NO, "no|yes", standing, meaning)
#define WORD(method, member, words, standing, meaning) \
  PARAMETER(#member, method, member, RSL_PARAMETER_WORD, words, standing, meaning)
#define EDITION(method, names) WORD(method, edition, names, "", "whose rules, the newest first")
#define SPAN_YEARS(method, standing) \
  PARAMETER("base_year", method, span.base_year, RSL_PARAMETER_NUMBER_OR_NONE, NULL, standing, \
            "from when, where the series does not say; none: the first figure"), \
      PARAMETER("target_year", method, span.target_year, RSL_PARAMETER_NUMBER, NULL, standing, \
                "when the target is due, where the series does not say")
#define SPAN(method, standing) \
  SPAN_YEARS(method, standing), \
      PARAMETER("base_rule", method, span.base_rule, RSL_PARAMETER_WORD, "later|nearest|earlier|exact", standing, \
                "which figure stands for a base year without one")

_Static_assert(sizeof(rsl_base_rule) == sizeof(int), "words are set as int");
_Static_assert(sizeof(rsl_unsd_trend) == sizeof(int), "words are set as int");
_Static_assert(sizeof(rsl_escap_index) == sizeof(int), "words are set as int");
_Static_assert(sizeof(rsl_sdsn_measure) == sizeof(int), "words are set as int");
_Static_assert(sizeof(rsl_oecd_measure) == sizeof(int), "words are set as int");

/* clang-format off */
static const rsl_method_parameter eurostat_parameters[] = {
  EDITION(eurostat, "2026|2020"),
  SPAN(eurostat, "CV"),
  NUMBER(eurostat, significant, "CV", "ratio of growth above which progress is significant"),
  NUMBER(eurostat, moderate, "CV", "ratio of growth above which progress is moderate"),
  NUMBER(eurostat, away, "CV", "ratio of growth below which it moves away"),
  NUMBER(eurostat, growth_significant, "CV", "growth a year above which progress is significant"),
  NUMBER(eurostat, growth_moderate, "CV", "growth a year above which progress is moderate"),
  NUMBER(eurostat, growth_stagnant, "CV", "growth a year below which it moves away"),
  NUMBER(eurostat, growth_away, "CV", "growth a year below which that is significant"),
  YES_NO(eurostat, cut_is_better, "CV", "exactly at a cut the better class holds"),
  NUMBER(eurostat, limit_exponent, "C", "how fast a natural limit takes effect"),
  NUMBER(eurostat, replace_zero, "CV", "stands for a base or target of 0; 0: not rated"),
  NUMBER(eurostat, score_full, "CV", "ratio of growth that scores 5"),
  NUMBER(eurostat, score_zero, "CV", "ratio of growth that scores 0"),
  NUMBER(eurostat, score_growth, "CV", "growth a year that scores 5"),
  NUMBER(eurostat, mean_significant, "C", "mean score above which progress is significant"),
  NUMBER(eurostat, mean_neutral, "C", "mean score, to either side of 0, that is no progress"),
  YES_NO(eurostat, binary, "C", "a figure of 1 is achieved, any other is not"),
  NUMBER(eurostat, met_within, "CV", "a target of 0 or 100 is met within this of it; 1 in an earlier edition"),
  MAYBE(eurostat, term_least, "M", "fewest years that a term must have; 10 of the long one"),
  MAYBE(eurostat, term, "M", "years before the latest figure that the base is: 5 short, 15 long term"),
};

static const rsl_method_parameter open_sdg_parameters[] = {
  EDITION(open_sdg, "2.4"),
  SPAN(open_sdg, "RCV"),
  NUMBER(open_sdg, substantial, "RCV", "least ratio of growth of substantial progress"),
  NUMBER(open_sdg, moderate, "RCV", "least ratio of growth of moderate progress"),
  NUMBER(open_sdg, limited, "RCV", "least ratio of growth of limited progress"),
  NUMBER(open_sdg, growth_substantial, "RCV", "least growth a year of substantial progress"),
  NUMBER(open_sdg, growth_moderate, "RCV", "least growth a year of moderate progress"),
  NUMBER(open_sdg, growth_limited, "RCV", "least growth a year of limited progress"),
  NUMBER(open_sdg, limit_exponent, "RCV", "how fast a natural limit takes effect"),
  NUMBER(open_sdg, replace_zero, "RC", "stands for a base or target of 0; 0: not rated"),
  YES_NO(open_sdg, binary, "R", "a figure of 1 is achieved, any other is not"),
};

static const rsl_method_parameter unsd_parameters[] = {
  EDITION(unsd, "2023|2022|undp|undp_2023"),
  SPAN(unsd, "CV"),
  WORD(unsd, trend, "auto|ratio|growth|reduction|reduction_ratio|doubling|halving|likert|binary|gini", "CV",
       "how the series is looked at; auto: ratio with a target, else growth"),
  NUMBER(unsd, on_track, "RCV", "least ratio that is on track"),
  NUMBER(unsd, fair, "RCV", "least ratio of fair progress"),
  NUMBER(unsd, limited, "CV", "least ratio of limited progress; not of 2023"),
  NUMBER(unsd, growth_on_track, "RCV", "growth a year that is on track"),
  NUMBER(unsd, growth_fair, "RCV", "growth a year of fair progress"),
  NUMBER(unsd, growth_limited, "CV", "growth a year of limited progress; not of 2023"),
  YES_NO(unsd, mirrored, "RC", "cuts of growth are turned for a decrease"),
  YES_NO(unsd, maintain, "C", "the aim is to be no worse than the base"),
  NUMBER(unsd, met_ratio, "CV", "share of the target above which it is met"),
  MAYBE(unsd, after, "CV", "the latest figure must be later than this year"),
  MAYBE(unsd, needed_growth, "C", "growth needed a year, where it is not reckoned from the target"),
  NUMBER(unsd, review, "CV", "least mean of points that is for review"),
  NUMBER(unsd, gap, "CV", "mean of points up to which it is for review"),
  YES_NO(unsd, gap_at_cut, "CV", "a mean of exactly that is a gap"),
  NUMBER(unsd, not_achieved_points, "CV", "points of a binary target that is not achieved"),
};

static const rsl_method_parameter escap_parameters[] = {
  EDITION(escap, "2026|menaro"),
  SPAN_YEARS(escap, "RCV"),
  WORD(escap, index, "anticipated|current", "RCV", "where it is expected to be, or where it is now"),
  WORD(escap, prediction, "weighted|mean_slope", "RCV", "how a year without a figure is predicted"),
  MAYBE(escap, current_year, "CV", "when the current index stands; none: the latest figure"),
  NUMBER(escap, scale, "CV", "figures lie between 0 and this; 0: without bounds"),
  YES_NO(escap, parity, "C", "both sides of the target are worse"),
  NUMBER(escap, met, "M", "index of 10 from which the target will be met"),
  NUMBER(escap, none, "M", "index of 10 below which the trend must turn"),
};

static const rsl_method_parameter sdsn_parameters[] = {
  EDITION(sdsn, "2024"),
  SPAN(sdsn, "M"),
  MAYBE(sdsn, lower, "", "lower bound, which scores 0: needed; the target scores 100"),
  MAYBE(sdsn, green, "", "green threshold; none: the target"),
  MAYBE(sdsn, red, "", "red threshold"),
  NUMBER(sdsn, on_track, "M", "least share of the growth needed that is on track"),
  NUMBER(sdsn, moderate, "M", "least share of the growth needed that is moderate"),
  WORD(sdsn, measure, "score|trend", "M", "what the score is: how far, 0 to 100, or the arrow, 0 to 4"),
  NUMBER(sdsn, most_missing, "R", "largest share of indicators missing that an overall score allows"),
};

static const rsl_method_parameter oecd_parameters[] = {
  EDITION(oecd, "2022"),
  SPAN(oecd, ""),
  MAYBE(oecd, sigma, "", "standard deviation that distances are counted in: needed"),
  NUMBER(oecd, small, "M", "largest distance that is small"),
  NUMBER(oecd, medium, "M", "largest distance that is medium"),
  WORD(oecd, measure, "distance|trend", "M", "how far it is, or whether it moves at all"),
  NUMBER(oecd, significance, "M", "how often chance alone may give a trend that is called one"),
};

static const rsl_method_parameter istat_parameters[] = {
  EDITION(istat, "2019"),
  SPAN(istat, ""),
  NUMBER(istat, clear, "R", "growth a year beyond which a change is clear"),
  NUMBER(istat, slight, "R", "growth a year beyond which there is a change"),
};

static const rsl_method_parameter achievement_parameters[] = {
  EDITION(achievement, "irrf"),
  SPAN(achievement, ""),
  YES_NO(achievement, capped, "R", "the score is cut to 0 to 100"),
  YES_NO(achievement, missing_is_zero, "R", "in a mean, what has no data counts as 0"),
};

#define METHOD(number, name, member, publisher) { number, name, publisher, member##_parameters, COUNT(member##_parameters) }
static const rsl_method_info methods[] = {
  METHOD(RSL_METHOD_EUROSTAT, "eurostat", eurostat, "Eurostat: EU monitoring report on the SDGs, as EUSTAT computes it"),
  METHOD(RSL_METHOD_OPEN_SDG, "opensdg", open_sdg, "Statistics Canada: progress measure of Open SDG"),
  METHOD(RSL_METHOD_UNSD, "unsd", unsd, "UN Statistics Division: SDG Progress Chart; UNDP: SDG Accelerator"),
  METHOD(RSL_METHOD_ESCAP, "escap", escap, "UN ESCAP: current status and anticipated progress; UNICEF MENARO"),
  METHOD(RSL_METHOD_SDSN, "sdsn", sdsn, "SDSN: Sustainable Development Report"),
  METHOD(RSL_METHOD_OECD, "oecd", oecd, "OECD: Measuring Distance to the SDG Targets"),
  METHOD(RSL_METHOD_ISTAT, "istat", istat, "ISTAT: SDG report, classes of growth"),
  METHOD(RSL_METHOD_ACHIEVEMENT, "achievement", achievement, "UNDP: achievement rate of the integrated results framework"),
};
/* clang-format on */

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
