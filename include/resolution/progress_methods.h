/** @file
 *  @brief How others rate a series: the published methods, each under its publisher's name. A part of progress.h.
 */
#ifndef RESOLUTION_PROGRESS_METHODS_H
#define RESOLUTION_PROGRESS_METHODS_H

#include <resolution/progress.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @defgroup progress_methods Progress: published methods
 *  @ingroup progress
 *
 *  How others rate a series: each method under its publisher's name, with the publisher's cuts as defaults. Every number is
 *  an IEEE double; powers are the library's own, so that the bytes do not depend on a machine. Nothing is allocated, and
 *  every function is safe from any thread. What is known of a rule is told beside it:
 *  - [R] read in the publisher's own page, [C] read in the code that makes published figures, [V] held against published
 *    figures (docs/methods.md tells how many agree);
 *  - [M] from memory of the publication, not verified.
 *
 *  A method that cannot be applied gives no rating and the reason, never a number that was made up. What a publisher
 *  replaces silently (a base of 0) is told in the notes. */
/** @{ */

/** A double that is not known: the nan that these structs are begun with. Ask with `value == value`. Infinities are taken
 *  as not known, too, and never given. */
#if defined(__GNUC__)
#define RSL_UNKNOWN (__builtin_nan(""))
#else
#define RSL_UNKNOWN NAN /* of <math.h>, which such a program includes itself */
#endif

/** The published methods. The library's own, `path`, is rsl_progress_path(). */
typedef enum rsl_method {
  RSL_METHOD_NONE = 0,
  RSL_METHOD_EUROSTAT = 1,
  RSL_METHOD_OPEN_SDG = 2,
  RSL_METHOD_UNSD = 3,
  RSL_METHOD_ESCAP = 4,
  RSL_METHOD_SDSN = 5,
  RSL_METHOD_OECD = 6,
  RSL_METHOD_ISTAT = 7,
  RSL_METHOD_ACHIEVEMENT = 8,
  RSL_METHOD_END
} rsl_method;

/** What a publisher calls a standing. Two may share a code and differ in the words for people. */
typedef enum rsl_class {
  RSL_CLASS_NONE = 0,
  /* Eurostat */
  RSL_CLASS_SIGNIFICANT_PROGRESS,
  RSL_CLASS_EU_MODERATE_PROGRESS,
  RSL_CLASS_NO_PROGRESS,
  RSL_CLASS_INSUFFICIENT_PROGRESS,  /**< `moderate_deterioration` of a ratio: it goes the right way, too slowly */
  RSL_CLASS_MODERATE_DETERIORATION, /**< of growth: it goes the wrong way */
  RSL_CLASS_SIGNIFICANT_DETERIORATION,
  /* Open SDG, and for the first also UNSD */
  RSL_CLASS_TARGET_ACHIEVED,
  RSL_CLASS_SUBSTANTIAL_PROGRESS,
  RSL_CLASS_MODERATE_PROGRESS,
  RSL_CLASS_LIMITED_PROGRESS,
  RSL_CLASS_DETERIORATION, /**< of Open SDG and UNSD */
  RSL_CLASS_NOT_AVAILABLE, /**< of Eurostat and Open SDG */
  /* UNSD */
  RSL_CLASS_ON_TRACK,
  RSL_CLASS_FAIR_PROGRESS,
  RSL_CLASS_LIMITED_OR_NO_PROGRESS,
  RSL_CLASS_TARGET_MET_OR_ON_TRACK,
  RSL_CLASS_STAGNATION_OR_REGRESSION,
  RSL_CLASS_TARGET_NOT_ACHIEVED,
  RSL_CLASS_FOR_REVIEW,
  RSL_CLASS_IDENTIFIED_GAP,
  RSL_CLASS_INSUFFICIENT_DATA, /**< of UNSD and ESCAP */
  RSL_CLASS_NO_DATA_AFTER,
  RSL_CLASS_LEVEL_MET, /**< the five levels, the best first */
  RSL_CLASS_LEVEL_CLOSE,
  RSL_CLASS_LEVEL_MODERATE,
  RSL_CLASS_LEVEL_FAR,
  RSL_CLASS_LEVEL_VERY_FAR,
  /* ESCAP */
  RSL_CLASS_MAINTAIN,
  RSL_CLASS_ACCELERATE,
  RSL_CLASS_REVERSE,
  RSL_CLASS_STATUS_ON_TRACK,
  RSL_CLASS_SLOW_PROGRESS,
  RSL_CLASS_REGRESSION,
  RSL_CLASS_WILL_MEET_TARGET,
  RSL_CLASS_NEED_TO_ACCELERATE,
  RSL_CLASS_NO_PROGRESS_EXPECTED,
  RSL_CLASS_NO_DATA,
  /* SDSN */
  RSL_CLASS_TREND_ON_TRACK,
  RSL_CLASS_MODERATELY_INCREASING,
  RSL_CLASS_STAGNATING,
  RSL_CLASS_DECREASING,
  RSL_CLASS_GREEN,
  RSL_CLASS_YELLOW,
  RSL_CLASS_ORANGE,
  RSL_CLASS_RED,
  RSL_CLASS_GRAY,
  /* OECD */
  RSL_CLASS_DISTANCE_MET,
  RSL_CLASS_DISTANCE_SMALL,
  RSL_CLASS_DISTANCE_MEDIUM,
  RSL_CLASS_DISTANCE_FAR,
  RSL_CLASS_MOVING_TOWARDS,
  RSL_CLASS_NO_SIGNIFICANT_TREND,
  RSL_CLASS_MOVING_AWAY,
  /* ISTAT */
  RSL_CLASS_CLEAR_IMPROVEMENT,
  RSL_CLASS_SLIGHT_IMPROVEMENT,
  RSL_CLASS_STABLE,
  RSL_CLASS_SLIGHT_WORSENING,
  RSL_CLASS_CLEAR_WORSENING,
  RSL_CLASS_END
} rsl_class;

RSL_API const char *rsl_class_code(rsl_class word); /**< `moderate_progress`…, as written in files; NULL outside */
/** The words for people: "moderate progress", "tiến bộ vừa phải". Lives for ever; "" outside. */
RSL_API const char *rsl_class_word(rsl_class word, rsl_language language);
/** How a class reads in our words: the table of docs/methods.md. At the end of the target's term what is met is met,
 *  what was on track is nearly met, and the rest is missed.
 *  @param[in] ended the latest figure is of the target's year or later. */
RSL_API rsl_rating rsl_class_rating(rsl_class word, bool ended);

/** A figure of a time. */
typedef struct rsl_point {
  double year;  /**< as 2015, or 2022.5 for the middle of a year: rsl_point_year() */
  double value; /**< not known: passed over */
} rsl_point;

/** The end of a period as a time of these methods: of the year 2022 it is 2022, of June 2022 2021.5. Months count a
 *  twelfth, days their part of the year. Not known of no period. */
RSL_API double rsl_point_year(rsl_period period);

/** What a method is given. Texts and arrays are borrowed during the call. */
typedef struct rsl_series {
  size_t size;             /**< sizeof of this struct: set by the _INIT macro */
  const rsl_point *points; /**< oldest first, no time twice; what is not known is passed over */
  size_t count;            /**< how many `points` has */
  rsl_direction direction; /**< which way is better: INCREASE or DECREASE */
  double target;           /**< the value to reach; not known: there is none */
  double target_year;      /**< when; not known: that of the method's options */
  double base_year;        /**< from when; not known: that of the method's options */
  double limit;            /**< the value that nature sets an end to progress at, as 100 for a share; not known: none */
} rsl_series;

/** Nothing is known. */
#define RSL_SERIES_INIT \
  { sizeof(rsl_series), 0, 0, RSL_DIRECTION_NONE, RSL_UNKNOWN, RSL_UNKNOWN, RSL_UNKNOWN, RSL_UNKNOWN }

/** What a method did to the series before it rated it, or found odd in it. */
typedef enum rsl_note {
  RSL_NOTE_BASE_REPLACED = 1,       /**< a base of 0 was replaced, as the publisher does */
  RSL_NOTE_TARGET_REPLACED = 2,     /**< a target of 0 was replaced, as the publisher does */
  RSL_NOTE_LIMIT_IGNORED = 4,       /**< a limit stands beside a target, which decides alone */
  RSL_NOTE_BASE_BEYOND_LIMIT = 8,   /**< the base lies beyond the limit */
  RSL_NOTE_BASE_PAST_TARGET = 16,   /**< the base had met the target already */
  RSL_NOTE_LAST_VALUE_KEPT = 32,    /**< no growth could be told: the last value is what is predicted */
  RSL_NOTE_PROJECTION_CLAMPED = 64, /**< the projection is held to what figures can be: rsl_outlook_clamp() */
  RSL_NOTE_END = 128
} rsl_note;

RSL_API const char *rsl_note_name(rsl_note note); /**< `base_replaced`…, of one note; NULL outside */

enum { RSL_CUTS = 4 /**< at most, of one verdict */ };

/** What a method finds. A double that the method does not have, or that cannot be told, is not known. */
typedef struct rsl_assessment {
  rsl_method method;     /**< by whose rules */
  int edition;           /**< of them, as the method's options have it */
  rsl_class rated_as;    /**< the publisher's own word */
  rsl_rating rating;     /**< how it reads in ours: rsl_class_rating() */
  rsl_reason reason;     /**< why there is no rating, or what decided: BY_METHOD where the ratio did */
  unsigned notes;        /**< rsl_note, added */
  double ratio;          /**< what the cuts were held against: a ratio of growth, or growth a year as a fraction */
  double score;          /**< the publisher's, on its own scale */
  double cuts[RSL_CUTS]; /**< from which the ratio was cut into classes, the best first */
  rsl_point base;        /**< the figure that progress is counted from */
  rsl_point current;     /**< the latest figure */
  double target;         /**< as it was used */
  double target_year;    /**< as it was used */
  double observed;       /**< change a year so far: a fraction where the method grows, else in the unit of measure */
  double required;       /**< the same from the base to the target */
  double projected;      /**< where the series is expected to stand in the target year */
  double limit_factor;   /**< what the limit makes of the cuts of progress: 1 far from it, 0 at it */
} rsl_assessment;

/** Which figure stands for a base year that has none. */
typedef enum rsl_base_rule {
  RSL_BASE_LATER = 0,   /**< the first one after it */
  RSL_BASE_NEAREST = 1, /**< the nearest; of two as near, the later */
  RSL_BASE_EARLIER = 2, /**< the last one before it, else the first after it */
  RSL_BASE_EXACT = 3    /**< none */
} rsl_base_rule;

/** From and to when: what every method's options begin with. */
typedef struct rsl_span {
  double base_year;        /**< not known: the first figure's */
  double target_year;      /**< when the target is due */
  rsl_base_rule base_rule; /**< of a base year without a figure */
} rsl_span;

/* ---- Eurostat ---------------------------------------------------------------------------------------------------- */

/** Editions of the EU monitoring report's method, the newest first. */
typedef enum rsl_eurostat_edition {
  RSL_EUROSTAT_2026 = 0,
  RSL_EUROSTAT_2020 = 1 /**< without a neutral class: growth is cut at 1 %, 0 and -1 %, each on the better side [M] */
} rsl_eurostat_edition;

/** Start from RSL_EUROSTAT_OPTIONS_INIT. */
typedef struct rsl_eurostat_options {
  size_t size;               /**< sizeof of this struct: set by the _INIT macro */
  int edition;               /**< rsl_eurostat_edition. Default the newest */
  rsl_span span;             /**< 2015, 2030, the nearest [C][V] */
  double significant;        /**< ratio above which progress is significant. Default 0.95 [C][V] */
  double moderate;           /**< ratio above which it is moderate. Default 0.60 [C][V] */
  double away;               /**< ratio below which it is a movement away. Default 0 [C][V] */
  double growth_significant; /**< growth a year above which it is significant. Default 0.01 [C][V] */
  double growth_moderate;    /**< above which it is moderate. Default 0.001 [C][V] */
  double growth_stagnant;    /**< below which it is a movement away. Default -0.001 [C][V] */
  double growth_away;        /**< below which that is significant. Default -0.01 [C][V] */
  bool cut_is_better;        /**< exactly at a cut the better class holds. Default no [C][V] */
  double limit_exponent;     /**< how fast a limit takes effect. Default 4.44 [C]: EUSTAT's addition */
  double replace_zero;       /**< stands for a base or target of 0; 0: cannot be rated. Default 0.001 [C][V] */
  double score_full;         /**< ratio that scores 5. Default 1.3 [C][V] */
  double score_zero;         /**< ratio that scores 0; its negative scores -5. Default 0.6 [C][V] */
  double score_growth;       /**< growth a year that scores 5; its negative scores -5. Default 0.02 [C][V] */
  double mean_significant;   /**< mean score above which a goal's progress is significant. Default 2.5 [C] */
  double mean_neutral;       /**< mean score around 0 that is no progress. Default 0.25 [C] */
  bool binary;               /**< figures are 1, achieved, or something else, which is not [C]. Default no */
  double
      met_within; /**< a target of 0 or 100, of figures in percent, is met within this of it: 1 in the Basque regional page's
                                  edition that followed UNSD [R]. Default 0: only where it is reached [C][V] */
  double
      term_least; /**< fewest years that a term must have; a shorter one cannot be assessed. 10 of the long term [M]. Default
                                  not known: any [C][V] */
  double term; /**< the base is so many years before the latest figure: 5 in the short term, 15 in the long
                                  [M]. Default not known: `span` says from when [C][V] */
} rsl_eurostat_options;

/** The newest edition. */
#define RSL_EUROSTAT_OPTIONS_INIT \
  { \
    sizeof(rsl_eurostat_options), 0, { 2015, 2030, RSL_BASE_NEAREST }, 0.95, 0.60, 0, 0.01, 0.001, -0.001, -0.01, 0, \
        4.44, 0.001, 1.3, 0.6, 0.02, 2.5, 0.25, 0, 0, RSL_UNKNOWN, RSL_UNKNOWN \
  }

/** Eurostat, "Sustainable development in the European Union: monitoring report", as the Basque statistical office
 *  (EUSTAT) computes it [C] and publishes it [V].
 *
 *  With a target the ratio is growth a year over |growth needed|, from the base to the latest figure and to the target,
 *  its sign by the direction; without one it is growth itself. A target that is met is significant progress with the full
 *  score, whatever the trend; so is a limit that is reached. At least two figures are needed. Growth between figures of
 *  different sign is not defined: no rating, `sign_change`. Where target and base are equal and the target is not met,
 *  the ratio divides by 0: no rating, `target_equals_baseline` (the publisher says nothing). A figure that is later than the
 *  target's year is used as any other, as the code has it; the page would have the series end there [R]. */
RSL_API RSL_MUST_CHECK rsl_status rsl_progress_eurostat(const rsl_eurostat_options *options, const rsl_series *series,
                                                        rsl_assessment *out, rsl_error *error);

/* ---- Open SDG, Statistics Canada --------------------------------------------------------------------------------- */

/** Start from RSL_OPEN_SDG_OPTIONS_INIT. There is one edition, of Open SDG 2.4. */
typedef struct rsl_open_sdg_options {
  size_t size;               /**< sizeof of this struct: set by the _INIT macro */
  int edition;               /**< 0 */
  rsl_span span;             /**< 2015, 2030, the next later [R][C][V] */
  double substantial;        /**< least ratio of substantial progress. Default 0.95 [R][C][V] */
  double moderate;           /**< least ratio of moderate progress. Default 0.60 [R][C][V] */
  double limited;            /**< least ratio of limited progress. Default 0 [R][C][V] */
  double growth_substantial; /**< least growth a year of substantial progress. Default 0.015 [R][C][V] */
  double growth_moderate;    /**< of moderate progress. Default 0.005 [R][C][V] */
  double growth_limited;     /**< of limited progress. Default 0 [R][C][V] */
  double limit_exponent;     /**< how fast a limit takes effect. Default 4.44 [R][C][V] */
  double replace_zero;       /**< stands for a base or target of 0; 0: cannot be rated. Default 0.001 [R][C] */
  bool binary;               /**< figures are 1, achieved, or something else, which is not [R]. Default no */
} rsl_open_sdg_options;

/** The newest edition. */
#define RSL_OPEN_SDG_OPTIONS_INIT \
  { sizeof(rsl_open_sdg_options), 0, { 2015, 2030, RSL_BASE_LATER }, 0.95, 0.60, 0, 0.015, 0.005, 0, 4.44, 0.001, 0 }

/** Open SDG 2.4, the progress measure of Statistics Canada, who publishes it [V]: its page [R] and `sdg-build` [C].
 *
 *  As Eurostat's, with other cuts, each on the better side; figures that are all negative are rated with the sign turned.
 *  Without a target a limit makes the cuts smaller the nearer the base is to it. Its score has the published slopes,
 *  rounded as its code has them. Series whose target equals the base are achieved where it is met, without a ratio [V];
 *  where it is not met the published code fails, and we give no rating, `target_equals_baseline`. A base year after the
 *  last figure, and a base and target of different sign, give no rating here; the published code fails at the first, and
 *  at the second rates the length of a complex number. A direction that is not told is an error here, and a decrease there. */
RSL_API RSL_MUST_CHECK rsl_status rsl_progress_open_sdg(const rsl_open_sdg_options *options, const rsl_series *series,
                                                        rsl_assessment *out, rsl_error *error);

/* ---- UN Statistics Division --------------------------------------------------------------------------------------- */

/** Editions, the newest first. */
typedef enum rsl_unsd_edition {
  RSL_UNSD_2023 = 0,     /**< the technical note of 2023 and later: by the value expected in the target year [R] */
  RSL_UNSD_2022 = 1,     /**< that of 2022: by the ratio of growth [C] */
  RSL_UNSD_UNDP = 2,     /**< as UNDP's SDG Accelerator applies that of 2022 [C] */
  RSL_UNSD_UNDP_2023 = 3 /**< the same, with the roll-up of its data of October 2023 [V] */
} rsl_unsd_edition;

/** How a series is looked at [C]. */
typedef enum rsl_unsd_trend {
  RSL_UNSD_TREND_AUTO = 0,            /**< RATIO with a target, else GROWTH */
  RSL_UNSD_TREND_RATIO = 1,           /**< growth against growth needed: CAGRR */
  RSL_UNSD_TREND_GROWTH = 2,          /**< growth alone; a target only tells whether it is met: CAGRA */
  RSL_UNSD_TREND_REDUCTION = 3,       /**< logarithmic rate against the one needed, not divided by it: AARRR */
  RSL_UNSD_TREND_REDUCTION_RATIO = 4, /**< divided by it: CAGRR+AARRR */
  RSL_UNSD_TREND_DOUBLING = 5,        /**< RATIO to twice the base */
  RSL_UNSD_TREND_HALVING = 6,         /**< RATIO to half the base */
  RSL_UNSD_TREND_LIKERT = 7,          /**< steps up or down a scale */
  RSL_UNSD_TREND_BINARY = 8,          /**< the latest figure is the target (1 where none is told), or not */
  RSL_UNSD_TREND_GINI = 9,            /**< growth and change in percent of the latest figure */
  RSL_UNSD_TREND_END
} rsl_unsd_trend;

/** Start from RSL_UNSD_OPTIONS_INIT. */
typedef struct rsl_unsd_options {
  size_t size;            /**< sizeof of this struct: set by the _INIT macro */
  int edition;            /**< rsl_unsd_edition. Default the newest */
  rsl_span span;          /**< 2015, 2030, the last earlier [C][V] */
  rsl_unsd_trend trend;   /**< how the series is looked at. Default AUTO */
  double on_track;        /**< least ratio. Default 0.95 [R][C][V] */
  double fair;            /**< least ratio. Default 0.10 [R]; of 2022 0.5 [C][V] */
  double limited;         /**< least ratio; 2022 alone. Default -0.1 [C][V] */
  double growth_on_track; /**< growth a year. Default at least 0.02 [R]; of 2022 above 0.01 [C][V] */
  double growth_fair;     /**< growth a year. Default at least 0.005 [R]; of 2022 above it [C][V] */
  double growth_limited;  /**< growth a year; 2022 alone: above it. Default -0.01 [C][V] */
  bool mirrored;          /**< cuts of growth are turned for a decrease. Default yes; of UNDP no, which its published
                              figures have: a decrease is then on track below `growth_limited` [V] */
  bool maintain;          /**< the direction says which way must not be left: met while no worse than the base [C]. UNDP
                              rates it by its cuts of growth. Default no */
  double met_ratio;       /**< share of the target above which it is met; 1: beyond it. Default 0.9995 [C][V] */
  double after; /**< the latest figure must be later; not known: need not. Default not known; of UNDP 2015 [C][V] */
  double needed_growth;       /**< the growth needed, where it is told and not reckoned [C]. Default not known */
  double review;              /**< least mean of points that is for review. Default 1.5 [C][V] */
  double gap;                 /**< mean of points up to which it is for review. Default 2.5 [C][V] */
  bool gap_at_cut;            /**< a mean of exactly `gap` is a gap. Default no [C]; of October 2023 yes [V] */
  double not_achieved_points; /**< of a binary target that is not achieved. Default 2 [C]; of October 2023 3 [V] */
} rsl_unsd_options;

/** The newest edition. */
#define RSL_UNSD_OPTIONS_INIT \
  { \
    sizeof(rsl_unsd_options), 0, { 2015, 2030, RSL_BASE_EARLIER }, RSL_UNSD_TREND_AUTO, 0.95, 0.10, -0.1, 0.02, 0.005, \
        -0.01, 1, 0, 0.9995, RSL_UNKNOWN, RSL_UNKNOWN, 1.5, 2.5, 0, 2 \
  }

/** UN Statistics Division, SDG Progress Chart, and UNDP's SDG Accelerator, which applies it by trend rules of its own. What
 *  is published of Viet Nam [V] has one rule more, `Parity`, that no source tells: it is not here.
 *
 *  2023 and later: the latest figure grows on as it did to the target year; the share of the way from the base to the
 *  target that it then has come is cut into three classes, and a target that is met is in the first. 2022: growth over
 *  growth needed, in four classes. Base 0 and figures of different or negative sign give insufficient data. A base equal
 *  to the target, where growth needed is 0, is met while no worse, else deterioration, as UNDP has it; UNSD says nothing.
 *  A decrease to 0 is met at 0. The five levels are rsl_unsd_level(). */
RSL_API RSL_MUST_CHECK rsl_status rsl_progress_unsd(const rsl_unsd_options *options, const rsl_series *series,
                                                    rsl_assessment *out, rsl_error *error);

/** Where a figure is now, whatever its trend: one of five levels, by four cuts, the best first [C]. A figure at a cut is of
 *  the better level where less is better, and of the worse where more is. RSL_CLASS_NONE of a figure that is not known. */
RSL_API rsl_class rsl_unsd_level(double value, const double cuts[4], rsl_direction direction);

/* ---- ESCAP -------------------------------------------------------------------------------------------------------- */

/** Editions, the newest first. */
typedef enum rsl_escap_edition {
  RSL_ESCAP_2026 = 0,  /**< data.unescap.org, 2026, and the working papers of 2017 */
  RSL_ESCAP_MENARO = 1 /**< as UNICEF's office for the Middle East and North Africa applies it [C][V] */
} rsl_escap_edition;

/** Which of the two indices. */
typedef enum rsl_escap_index {
  RSL_ESCAP_ANTICIPATED = 0, /**< where the series is expected to be in the target year */
  RSL_ESCAP_CURRENT = 1      /**< where it is now */
} rsl_escap_index;

/** How a value that was not measured is predicted. */
typedef enum rsl_escap_prediction {
  RSL_ESCAP_WEIGHTED = 0,  /**< a line through the logits, the newest weighing most [R][C] */
  RSL_ESCAP_MEAN_SLOPE = 1 /**< the mean of the slopes between one figure's logit and the next, from the last [C][V] */
} rsl_escap_prediction;

/** Start from RSL_ESCAP_OPTIONS_INIT. */
typedef struct rsl_escap_options {
  size_t size;                     /**< sizeof of this struct: set by the _INIT macro */
  int edition;                     /**< rsl_escap_edition. Default the newest */
  rsl_span span;                   /**< 2015, 2030 [R]; a base without a figure is predicted [C][V] */
  rsl_escap_index index;           /**< Default ANTICIPATED */
  rsl_escap_prediction prediction; /**< Default WEIGHTED; of MENARO MEAN_SLOPE */
  double current_year; /**< when the current index stands; predicted without a figure. Default the latest figure's */
  double scale;        /**< figures lie between 0 and this; 0: they have no bounds, and are not turned into logits.
                            Default 100 [C][V] */
  bool parity;         /**< both sides of the target are worse [C]. Default no */
  double met;  /**< index of one that will meet its target. Default 9, a gap of 10 % [M]; MENARO: above it [C][V] */
  double none; /**< index without progress. Default 0, a gap of 100 % [M]; MENARO: above it [C][V] */
} rsl_escap_options;

/** The newest edition. */
#define RSL_ESCAP_OPTIONS_INIT \
  { \
    sizeof(rsl_escap_options), 0, { 2015, 2030, RSL_BASE_EXACT }, RSL_ESCAP_ANTICIPATED, RSL_ESCAP_WEIGHTED, \
        RSL_UNKNOWN, 100, 0, 9, 0 \
  }

/** UN regional commissions (ESCAP and its sisters), current status index and anticipated progress index [R][C], and
 *  what UNICEF publishes of them [V].
 *
 *  The index is 10 × the way come / the way from the base to the target, 10 where the target is met; it may be below 0.
 *  The words maintain, accelerate and reverse are read [R], their cuts are from memory of the publication, not verified.
 *  A target equal to the base: 10 while it holds, else no rating; nor has a way that ends no later than it begins one.
 *  The published weights divide by the distance to the year that is predicted; for a year before or between the figures,
 *  of which the publisher says nothing, we take distances without their sign. Where no growth of logits can be told (a
 *  figure at a bound, figures that do not change) the last value is kept, with a note [C][V]. One figure tells only
 *  whether the target is met [C][V]. For a region the publisher wants two figures in more than half of its countries [R]:
 *  rsl_progress_roll_up() tells how many had a score, and leaves that to the caller. With `parity` the target may be
 *  missed on either side, and no direction is needed. Logarithms of the weighted line and powers back from it are within
 *  2^-51, not the nearest doubles, and the same on every machine. */
RSL_API RSL_MUST_CHECK rsl_status rsl_progress_escap(const rsl_escap_options *options, const rsl_series *series,
                                                     rsl_assessment *out, rsl_error *error);

/* ---- SDSN --------------------------------------------------------------------------------------------------------- */

/** What the score of a series is, and so of a goal. */
typedef enum rsl_sdsn_measure {
  RSL_SDSN_SCORE = 0, /**< how far it is, from 0 to 100 */
  RSL_SDSN_TREND = 1  /**< its arrow as a number, from 0 to 4 [M] */
} rsl_sdsn_measure;

/** Start from RSL_SDSN_OPTIONS_INIT. There is one edition, of 2024. */
typedef struct rsl_sdsn_options {
  size_t size;   /**< sizeof of this struct: set by the _INIT macro */
  int edition;   /**< 0 */
  rsl_span span; /**< 2015, 2030, the next later [M] */
  double
      lower; /**< the lower bound, which scores 0. It must be told: the report publishes one for each indicator [R] */
  double green;        /**< green threshold; not known: the target itself. The trend leads there [M] */
  double red;          /**< red threshold; needed for the colour alone */
  double on_track;     /**< least share of the growth needed. Default 1 [M] */
  double moderate;     /**< least share that is moderate. Default 0.5 [M] */
  double most_missing; /**< largest share of indicators missing with which there is an overall score. Default 0.2 [R] */
  rsl_sdsn_measure measure; /**< Default SCORE */
} rsl_sdsn_options;

/** The newest edition. */
#define RSL_SDSN_OPTIONS_INIT \
  { \
    sizeof(rsl_sdsn_options), 0, { 2015, 2030, RSL_BASE_LATER }, RSL_UNKNOWN, RSL_UNKNOWN, RSL_UNKNOWN, 1, 0.5, 0.2, \
        RSL_SDSN_SCORE \
  }

/** SDSN, "Sustainable Development Report": score [R][V] and trend arrow. The target of the series is the optimum.
 *
 *  The score is the share of the way from the lower bound to the optimum, 0 to 100. The arrow compares growth of the score
 *  a year since the base with the growth needed to be green by the target year; its rule and cuts are from memory of the
 *  publication, not verified. A series that is green is on track. With one figure there is a score and no arrow.
 *
 *  A goal's trend is the mean of its indicators' trends on a scale from 0 to 4, cut at 3 (on track), 2 and 1 [M]: set
 *  `measure` to TREND, rate each series and put the scores together by rsl_progress_roll_up(). On that scale no growth is
 *  1, the least share of the growth needed that is moderate 2, and that is on track 3. How it goes on between and beyond
 *  is not known, and ours: in straight lines, the outer ones as steep as those beside them, no further than 0 and 4; a
 *  series that is green has 4, one that was and no longer is has 0; a mean at a cut is of the better class. */
RSL_API RSL_MUST_CHECK rsl_status rsl_progress_sdsn(const rsl_sdsn_options *options, const rsl_series *series,
                                                    rsl_assessment *out, rsl_error *error);
/** The score of one figure, 0 to 100 [R][V]. Not known where a side is not, or the bounds are equal. */
RSL_API double rsl_sdsn_score(double value, double lower, double optimum);
/** Green, yellow, orange or red: by the green threshold, the middle, the red threshold [M]; gray of what is not known. */
RSL_API rsl_class rsl_sdsn_colour(double value, double green, double red);
/** The colour of a goal, from those of its indicators: the two worst alone count, from memory of the publication, not
 *  verified. Red is 0, orange 1, yellow 2, green 3; a mean of the two below 1 is red, below 2 orange, below 3 yellow,
 *  else green [C, of its cuts]. One that is not known, gray or no colour, is passed over; gray where all are. */
RSL_API rsl_class rsl_sdsn_goal_colour(const rsl_class *colours, size_t count);
/** The overall score: the plain mean of the goals' scores [V]. A goal without one takes the mean of its region [V].
 *  @param[in] regional the region's mean of each goal, or NULL. @param[in] missing share of the indicators, 0 to 1, that
 *  have no data: past `most_missing` there is no overall score [R]. A goal without score and regional mean: none either,
 *  which the publisher says nothing of. */
RSL_API RSL_MUST_CHECK rsl_status rsl_sdsn_overall(const rsl_sdsn_options *options, const double *goals,
                                                   const double *regional, size_t count, double missing,
                                                   rsl_assessment *out, rsl_error *error);

/* ---- OECD, ISTAT, achievement ------------------------------------------------------------------------------------- */

/** What is told of a series. */
typedef enum rsl_oecd_measure {
  RSL_OECD_DISTANCE = 0, /**< how far it is from its target now */
  RSL_OECD_TREND = 1     /**< whether it moves towards its target at all */
} rsl_oecd_measure;

/** Start from RSL_OECD_OPTIONS_INIT. There is one edition, of 2022. */
typedef struct rsl_oecd_options {
  size_t size;              /**< sizeof of this struct: set by the _INIT macro */
  int edition;              /**< 0 */
  rsl_span span;            /**< 2015, 2030 */
  double sigma;             /**< standard deviation over the OECD countries in a reference year: must be told */
  double small;             /**< largest distance that is small. Default 0.5 [M] */
  double medium;            /**< largest distance that is medium. Default 1.5 [M] */
  rsl_oecd_measure measure; /**< Default DISTANCE */
  double significance;      /**< how often chance alone may give a trend that is called one. Default 0.1 [M] */
} rsl_oecd_options;

/** The newest edition. */
#define RSL_OECD_OPTIONS_INIT \
  { sizeof(rsl_oecd_options), 0, { 2015, 2030, RSL_BASE_LATER }, RSL_UNKNOWN, 0.5, 1.5, RSL_OECD_DISTANCE, 0.1 }

/** OECD, "Measuring Distance to the SDG Targets": how many standard deviations the latest figure is from its target, 0
 *  where it is met. The formula and its cuts are from memory of the publication, not verified.
 *
 *  Or its trend, from memory of the publication, too, not verified: C. Spearman's rank correlation with time of the
 *  figures from the base on, ties at their middle rank, above 0 where it gets better. Where chance alone would give one
 *  as far from 0 less often than `significance`, by Student's distribution, it moves towards the target or away from it;
 *  `cuts` are the least such correlations. That is near the exact odds of all orders of up to nine figures (of 0.1, at
 *  most 0.11). Less than four figures, which chance puts in any order too often, and figures that are all the same have
 *  no trend: no rating. A trend needs a direction and no target, takes n² steps, and does not say whether it is fast
 *  enough: it is not rated in our words, `direction_alone`. Stochastic projections, which the publication has too, are
 *  not given here: no formula of theirs could be read.
 *  @retval RSL_ERR_LIMIT a trend of more than RSL_OUTLOOK_PAIRS_POINTS_MAX figures. */
RSL_API RSL_MUST_CHECK rsl_status rsl_progress_oecd(const rsl_oecd_options *options, const rsl_series *series,
                                                    rsl_assessment *out, rsl_error *error);

/** Start from RSL_ISTAT_OPTIONS_INIT. There is one edition, of 2019. */
typedef struct rsl_istat_options {
  size_t size;   /**< sizeof of this struct: set by the _INIT macro */
  int edition;   /**< 0 */
  rsl_span span; /**< the first figure; a base year that is told: the next later. The target year is not used */
  double clear;  /**< growth a year beyond which the change is clear. Default 0.05 [R] */
  double slight; /**< beyond which it is a change at all. Default 0.01 [R] */
} rsl_istat_options;

/** The newest edition. */
#define RSL_ISTAT_OPTIONS_INIT \
  { sizeof(rsl_istat_options), 0, { RSL_UNKNOWN, 2030, RSL_BASE_LATER }, 0.05, 0.01 }

/** ISTAT (Italy), as ASTAT (South Tyrol) tells it [R]: growth a year in five classes, no target. Above 5 % clear, above 1
 *  % slight, above -1 % stable, above -5 % slight, else clear worsening; of a figure that should fall the words are
 *  turned, the cuts and their sides stay. A target is not looked at. Base 0 and a change of sign: no rating. What could
 *  be read of the publication puts no indicators together into a goal, and so rsl_progress_roll_up() refuses to. */
RSL_API RSL_MUST_CHECK rsl_status rsl_progress_istat(const rsl_istat_options *options, const rsl_series *series,
                                                     rsl_assessment *out, rsl_error *error);

/** Start from RSL_ACHIEVEMENT_OPTIONS_INIT. There is one edition. */
typedef struct rsl_achievement_options {
  size_t size;          /**< sizeof of this struct: set by the _INIT macro */
  int edition;          /**< 0 */
  rsl_span span;        /**< the first figure */
  bool capped;          /**< the score is cut to 0 to 100. Default yes [R] */
  bool missing_is_zero; /**< in a mean, what has no data counts as 0: for country programme documents [R]. Default no */
} rsl_achievement_options;

/** The newest edition. */
#define RSL_ACHIEVEMENT_OPTIONS_INIT \
  { sizeof(rsl_achievement_options), 0, { RSL_UNKNOWN, 2030, RSL_BASE_LATER }, 1, 0 }

/** Achievement rate, as UNDP's integrated results framework (IRRF) has it [R]: the way come from the base to the target, in
 *  percent. The direction falls out of the signs. Not computed where target and base are equal, or all three are 0. The
 *  publisher has no classes: only a target that is met, or missed at its end, is rated. */
RSL_API RSL_MUST_CHECK rsl_status rsl_progress_achievement(const rsl_achievement_options *options,
                                                           const rsl_series *series, rsl_assessment *out,
                                                           rsl_error *error);

/* ---- Any of them by name ------------------------------------------------------------------------------------------ */

/** The options of any one method. Start from rsl_method_begin(). */
typedef struct rsl_method_options {
  size_t size;       /**< sizeof of this struct */
  rsl_method method; /**< which of the members below counts */
  /** The method's own options. */
  union {
    rsl_eurostat_options eurostat;       /**< of EUROSTAT */
    rsl_open_sdg_options open_sdg;       /**< of OPEN_SDG */
    rsl_unsd_options unsd;               /**< of UNSD */
    rsl_escap_options escap;             /**< of ESCAP */
    rsl_sdsn_options sdsn;               /**< of SDSN */
    rsl_oecd_options oecd;               /**< of OECD */
    rsl_istat_options istat;             /**< of ISTAT */
    rsl_achievement_options achievement; /**< of ACHIEVEMENT */
  } of;
} rsl_method_options;

/** What a parameter is. */
typedef enum rsl_parameter_kind {
  RSL_PARAMETER_NUMBER = 0,
  RSL_PARAMETER_NUMBER_OR_NONE = 1, /**< `none`: not known */
  RSL_PARAMETER_YES_NO = 2,
  RSL_PARAMETER_WORD = 3 /**< one of `values` */
} rsl_parameter_kind;

/** A parameter of a method, as a program lists and sets it by name. */
typedef struct rsl_method_parameter {
  const char *name;     /**< as `significant` */
  const char *values;   /**< the words it may be, joined by `|`; NULL where it is a number */
  const char *meaning;  /**< one line in English, which rsl_translate() knows */
  const char *standing; /**< what is known of its default: letters of R, C, V, M; "" where it is of the caller alone */
  rsl_parameter_kind kind; /**< what it is */
  size_t offset;           /**< of it in the method's options */
} rsl_method_parameter;

/** A method, as a program lists it. */
typedef struct rsl_method_info {
  rsl_method method;     /**< its number */
  const char *name;      /**< as `eurostat` */
  const char *publisher; /**< whose it is, and where it is published */
  const rsl_method_parameter
      *parameters;        /**< the first is `edition`, whose values are the editions, the newest first */
  size_t parameter_count; /**< how many `parameters` has */
} rsl_method_info;

RSL_API size_t rsl_method_count(void);                             /**< how many methods there are */
RSL_API const rsl_method_info *rsl_method_at(size_t index);        /**< NULL past the end. Lives for ever */
RSL_API const rsl_method_info *rsl_method_find(rsl_method method); /**< NULL outside */
/** Read a method's name, which fills all of the text. @return false, *out as it was, where it is none. */
RSL_API RSL_MUST_CHECK bool rsl_method_parse(const char *text, size_t length, rsl_method *out);
/** The defaults of a method's edition, 0 the newest.
 *  @retval RSL_ERR_ARGUMENT no such method or edition. */
RSL_API RSL_MUST_CHECK rsl_status rsl_method_begin(rsl_method method, int edition, rsl_method_options *out,
                                                   rsl_error *error);
/** Set a parameter by its name: a number, a word of its `values`, or `none` where it may be unknown. `edition` sets every
 *  other back to the defaults of that edition.
 *  @retval RSL_ERR_ARGUMENT no such parameter, or not such a value; nothing is changed. */
RSL_API RSL_MUST_CHECK rsl_status rsl_method_set(rsl_method_options *options, const char *name, const char *value,
                                                 rsl_error *error);
/** What a parameter stands at, as rsl_method_set() reads it. @return false, and "", where there is none of the name. */
RSL_API RSL_MUST_CHECK bool rsl_method_get(const rsl_method_options *options, const char *name,
                                           char buffer[RSL_NUMBER_TEXT]);
/** Rate a series by the method of the options. */
RSL_API RSL_MUST_CHECK rsl_status rsl_progress_rate(const rsl_method_options *options, const rsl_series *series,
                                                    rsl_assessment *out, rsl_error *error);

/* ---- From series to goals ----------------------------------------------------------------------------------------- */

/** A series or a group in a tree of what is put together: an indicator of series, a goal of indicators. */
typedef struct rsl_score_node {
  size_t parent; /**< index of the group that it is in, smaller than its own; of the first, the root, nothing */
  bool group;    /**< it is put together from others; else a series */
  double score;  /**< of a series: its own, not known where it has none. Filled for groups, of UNSD for series too */
  rsl_class rated_as; /**< of a series: its own. Filled for groups */
  double sum;         /**< room to work in */
  size_t known;       /**< how many of it have a score, also where those without count as 0; filled for groups */
  size_t members;     /**< how many it has; filled for groups */
  bool achieved;      /**< room to work in */
} rsl_score_node;

/** Put scores together, from the series up to the root, nodes[0], as the method's publisher does: what is missing is
 *  dropped; Eurostat, Open SDG, ESCAP and SDSN take plain means inside each group first; UNSD gives points by class (1
 *  achieved or on track … 4 deterioration) and cuts each group's mean into a class again; achievement means all series
 *  alike, whatever their groups. Open SDG: achieved only where all are. ISTAT publishes none: not supported.
 *  @param[in,out] nodes the groups of it are filled. @param[out] out of the root. */
RSL_API RSL_MUST_CHECK rsl_status rsl_progress_roll_up(const rsl_method_options *options, rsl_score_node *nodes,
                                                       size_t count, rsl_assessment *out, rsl_error *error);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
