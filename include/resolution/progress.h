/** @file
 *  @brief How far along, how fast, and what it is called: numbers in, numbers out.
 */
#ifndef RESOLUTION_PROGRESS_H
#define RESOLUTION_PROGRESS_H

#include <resolution/plan.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @defgroup progress Progress: paths, pace, ratings */
/** @{ */

/** What a target's standing is called (T7), best first on the way and at the end. */
typedef enum rsl_rating {
  RSL_RATING_NONE = 0,
  RSL_RATING_EXCEEDED = 1,
  RSL_RATING_EXCEEDED_EARLY = 2,
  RSL_RATING_MET = 3,
  RSL_RATING_MET_EARLY = 4,
  RSL_RATING_ON_TRACK = 5,
  RSL_RATING_NEARLY_MET = 6,
  RSL_RATING_BEHIND = 7,
  RSL_RATING_OFF_TRACK = 8,
  RSL_RATING_MISSED = 9,
  RSL_RATING_NO_DATA = 10,
  RSL_RATING_NOT_RATED = 11,
  RSL_RATING_END
} rsl_rating;

RSL_API const char *rsl_rating_name(rsl_rating rating); /**< `exceeded_early`…, as written in files; NULL outside */
RSL_API RSL_MUST_CHECK bool rsl_rating_parse(const char *text, size_t length, rsl_rating *out);
/** The word for people: "behind", "chậm tiến độ". Lives for ever. */
RSL_API const char *rsl_rating_word(rsl_rating rating, rsl_language language);

/** Why a rating is what it is, or why there is none. The codes of docs/formats.md. */
typedef enum rsl_reason {
  RSL_REASON_NONE = 0,
  RSL_REASON_NO_MEASUREMENT = 1,
  RSL_REASON_BELOW_MIN_COVERAGE = 2,
  RSL_REASON_NO_BASELINE = 3,
  RSL_REASON_FINAL_FIGURE_MISSING = 4,
  RSL_REASON_YEAR_MISSING = 5,
  RSL_REASON_ZERO_BASE = 6,
  RSL_REASON_CANNOT_BE_MET_ANY_MORE = 7,
  /* … the author of the layer completes the list: one reason for each way T7 can decide */
  RSL_REASON_END
} rsl_reason;

RSL_API const char *rsl_reason_code(rsl_reason reason); /**< `no_baseline`…; NULL outside */

/** @} */

#ifdef __cplusplus
}
#endif

#endif
