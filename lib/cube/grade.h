/** @file
 *  @brief Internal: figures that are no plain numbers, as files write them: grades, and what is qualified (T8).
 */
#ifndef RSL_CUBE_GRADE_H
#define RSL_CUBE_GRADE_H

#include <resolution/cube.h>

enum { RSL__FIGURE_TEXT = 2 * RSL_NUMBER_TEXT + 4 }; /**< bytes of the longest of the texts below, with its end */

/** The code of the grade that a number stands for; NULL where it stands for none. */
const char *rsl__grade_code(const rsl_plan *plan, uint32_t indicator, rsl_number number);
/** The same of a unit's figure, which may instead be how many gave a grade or met a condition. */
const char *rsl__figure_grade(const rsl_plan *plan, uint32_t indicator, const rsl_figure *figure);
/** A unit's figure as `good`, `>4` or `61..62`; NULL where it is a number, or there is none. */
const char *rsl__figure_text(const rsl_plan *plan, uint32_t indicator, const rsl_figure *figure,
                             char buffer[RSL__FIGURE_TEXT]);
/** The same of a row. */
const char *rsl__row_text(const rsl_plan *plan, const rsl_measurement *row, char buffer[RSL__FIGURE_TEXT]);

#endif
