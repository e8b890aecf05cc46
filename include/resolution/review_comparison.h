/** @file
 *  @brief Two reviews held against one another.
 */
#ifndef RESOLUTION_REVIEW_COMPARISON_H
#define RESOLUTION_REVIEW_COMPARISON_H

#include <resolution/review.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @defgroup review_comparison Comparison of two reviews
 *  @ingroup review */
/** @{ */

/** What became of a target from one review to a later one. */
typedef enum rsl_review_change {
  RSL_CHANGE_SAME = 0,        /**< the same rating; the early ones are those of the end */
  RSL_CHANGE_ROSE = 1,        /**< a better one */
  RSL_CHANGE_FELL = 2,        /**< a worse one */
  RSL_CHANGE_RATED = 3,       /**< it has one now; before there was no data, or no rating */
  RSL_CHANGE_UNRATED = 4,     /**< it has none any more */
  RSL_CHANGE_APPEARED = 5,    /**< it is of the later review alone */
  RSL_CHANGE_DISAPPEARED = 6, /**< it is of the earlier review alone */
  RSL_CHANGE_END
} rsl_review_change;

RSL_API const char *rsl_review_change_name(rsl_review_change change); /**< `same`, `rose`…; NULL outside */

/** One target in two reviews. */
typedef struct rsl_review_comparison_row {
  const rsl_review_row *before; /**< NULL: it is of the later review alone */
  const rsl_review_row *after;  /**< NULL: it is of the earlier review alone */
  rsl_review_change change;     /**< what became of its rating */
  bool moved_on;                /**< the actual is of a later period */
  bool revised;                 /**< the same period has another figure: what was known of it changed (R9) */
  bool adjusted;         /**< what is to be reached is another value, or another target stands in its place (T1) */
  rsl_number difference; /**< actual after − before; of grades, which have no distances, absent */
} rsl_review_comparison_row;

/** Two reviews of one plan, held against one another. Never changes once made. */
typedef struct rsl_review_comparison rsl_review_comparison;

/** Hold a review against an earlier one: what rose, what fell, what was revised or adjusted. A target that replaces another
 *  stands in one row with it.
 *  @param[in] before, after of the same plan; they must outlive the comparison.
 *  @param[out] out the caller frees it with rsl_review_comparison_free(); NULL on failure.
 *  @retval RSL_ERR_ARGUMENT the reviews are of different plans. */
RSL_API RSL_MUST_CHECK rsl_status rsl_review_compare(const rsl_review *before, const rsl_review *after,
                                                     const rsl_allocator *allocator, rsl_review_comparison **out,
                                                     rsl_error *error);
RSL_API void rsl_review_comparison_free(rsl_review_comparison *comparison); /**< NULL: nothing happens */
/** How many rows it has. */
RSL_API size_t rsl_review_comparison_count(const rsl_review_comparison *comparison);
/** One row, in the order of the later review, then what disappeared; NULL past the end. Lives as long as the comparison. */
RSL_API const rsl_review_comparison_row *rsl_review_comparison_at(const rsl_review_comparison *comparison,
                                                                  size_t index);
/** What made one row another, for people: "met on the estimate (103.2, E), missed on the final figure (98.7, A)" where
 *  the same period was revised and the rating is another; "the target was at least 45, it is at least 40" where it was
 *  adjusted; else nothing. In the language of the later review's reasons. Writes at most `size` bytes with the end.
 *  @return bytes of the whole text without its end. */
RSL_API size_t rsl_review_comparison_note(const rsl_review_comparison *comparison, size_t index, char *buffer,
                                          size_t size);
/** How many rows changed so. */
RSL_API size_t rsl_review_comparison_total(const rsl_review_comparison *comparison, rsl_review_change change);
/** Both reviews. */
RSL_API const rsl_review *rsl_review_comparison_before(const rsl_review_comparison *comparison);
RSL_API const rsl_review *rsl_review_comparison_after(const rsl_review_comparison *comparison); /**< the later one */

/** @} */

#ifdef __cplusplus
}
#endif

#endif
