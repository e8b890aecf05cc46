/* How the numbers of a rating follow from one another. */
#ifndef EXAMPLES_COMMON_DERIVATION_H
#define EXAMPLES_COMMON_DERIVATION_H

#include <resolution/review.h>

/* For people: the baseline, what is expected by then, the progress, and the figures that the trend rests on, each with what
 * it was made of. A step that cannot be told in one line is left out. */
rsl_status write_derivation(const rsl_review_row *row, const rsl_cube *cube, rsl_language language, rsl_sink sink,
                            rsl_error *error);
/* For machines: those figures as an array of JSON. */
rsl_status write_trend_json(const rsl_review_row *row, const rsl_cube *cube, rsl_sink sink, rsl_error *error);

#endif
