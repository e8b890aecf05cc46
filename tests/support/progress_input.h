/* What the method `path` is given, written shortly: figures and periods as texts. */
#ifndef RSL_TESTS_PROGRESS_INPUT_H
#define RSL_TESTS_PROGRESS_INPUT_H

#include <resolution/progress.h>

rsl_decimal decimal(const char *text);
rsl_number number(const char *text);
/* numerator / denominator, exactly */
rsl_number fraction(int64_t numerator, int64_t denominator);
rsl_period period(const char *text); /* "": none */

/* A target of the form for the end of 2025 from a baseline at the end of 2020, better the more there is. */
rsl_path_input target(rsl_form form, const char *value);
void set_range(rsl_path_input *input, const char *low, const char *high);
void set_baseline(rsl_path_input *input, const char *period_text, const char *value); /* value NULL: none */
void set_actual(rsl_path_input *input, const char *period_text, const char *value);
/* Years from 2021 on, as "6.5 7 - 8": "-" is a gap. The texts are read into `figures`. */
void set_years(rsl_path_input *input, rsl_path_figure *figures, const char *values);

rsl_path_result rated(const rsl_path_input *input);
/* Fails the test unless that is what it is called, and why. */
void assert_rating(const rsl_path_input *input, rsl_rating rating, rsl_reason reason);
void assert_number(rsl_number got, rsl_number wanted);
void assert_near(rsl_number got, double wanted);
void assert_absent(rsl_number got);

#endif
