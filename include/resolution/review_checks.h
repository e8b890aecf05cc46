/** @file
 *  @brief What a review lacks, and whether its figures can be believed.
 */
#ifndef RESOLUTION_REVIEW_CHECKS_H
#define RESOLUTION_REVIEW_CHECKS_H

#include <resolution/review.h>
#include <resolution/review_campaigns.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @defgroup review_checks Checks: is a review complete, can it be believed
 *  @ingroup review */
/** @{ */

/** What a review lacks, as errors: a field of a resolution's goals of which no target has a rating (`field_not_covered`); for
 *  a target that is behind, off track or missed a cause (`cause_missing`), a solution (`solution_missing`), and solutions
 *  whose expected effects make up for what the figure lacks to its path (`effect_too_small`).
 *  @param[in,out] problems may be NULL. */
RSL_API RSL_MUST_CHECK rsl_status rsl_review_check_complete(const rsl_review *review, const rsl_allocator *allocator,
                                                            rsl_problems *problems, rsl_error *error);

/** Whether the figures can be believed, as of the review's day. Errors: a check of the plan that does not hold
 *  (`check_broken`, with its own severity), a figure below that of a single unit under it (`child_above_parent`), a
 *  percentage that no whole count gives (`impossible_percentage`). Warnings, to be looked at: `changed_after_return`,
 *  `exact_cluster`, `green_over_falling`, `sudden_jump`, `repeated_digits`; docs/formats.md says where each begins.
 *  @param[in] cube that the review was made of. @param[in] submissions NULL: none, and nothing was returned.
 *  @param[in,out] problems may be NULL. @retval RSL_ERR_ARGUMENT the cube is of another plan. */
RSL_API RSL_MUST_CHECK rsl_status rsl_review_check_honesty(const rsl_review *review, const rsl_cube *cube,
                                                           const rsl_submissions *submissions,
                                                           const rsl_allocator *allocator, rsl_problems *problems,
                                                           rsl_error *error);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
