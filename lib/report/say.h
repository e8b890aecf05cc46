/** @file
 *  @brief Internal: what tables and trees say of figures, units and indicators.
 */
#ifndef RSL_REPORT_SAY_H
#define RSL_REPORT_SAY_H

#include <resolution/report.h>

#include "base/text_buffer.h"

/** The caller's options, or the defaults; a shorter struct of an older caller is completed with defaults. */
rsl_table_options rsl__table_options(const rsl_table_options *options);
/** Is a row of this unit and indicator asked for? RSL_NONE: the row has none, and is. */
bool rsl__table_keeps(const rsl_table_options *options, uint32_t unit, uint32_t indicator);

/* Names; the code where there is none. They live as long as the plan. */
const char *rsl__unit_name(const rsl_plan *plan, uint32_t unit);
const char *rsl__indicator_name(const rsl_plan *plan, uint32_t indicator);
const char *rsl__resolution_name(const rsl_plan *plan, uint32_t resolution);
const char *rsl__field_name(const rsl_plan *plan, uint32_t field);

/* Each appends to `out`; nothing for what is absent. */

/** The indicator's name with its unit of measure, as "Tỷ lệ hộ nghèo (%)". */
void rsl__say_indicator(rsl__text_buffer *out, const rsl_plan *plan, uint32_t indicator);
void rsl__say_number(rsl__text_buffer *out, rsl_number number, int decimals, rsl_language language);
/** A percentage with one decimal. */
/** A unit's figure: a number, the code of a grade, or with the mark that qualifies it (T8). */
void rsl__say_figure(rsl__text_buffer *out, const rsl_plan *plan, uint32_t indicator, const rsl_figure *figure,
                     rsl_language language);
/** A number with what qualifies it. @param[in] upper of a range. */
void rsl__say_qualified(rsl__text_buffer *out, rsl_qualifier qualifier, rsl_number number, rsl_number upper,
                        int decimals, rsl_language language);
void rsl__say_percent(rsl__text_buffer *out, rsl_number percent, rsl_language language);
void rsl__say_period(rsl__text_buffer *out, rsl_period period);
/** A number of an indicator, or the code of a grade. */
void rsl__say_rated(rsl__text_buffer *out, const rsl_plan *plan, uint32_t indicator, rsl_number number, int decimals,
                    rsl_language language);
/** The actual of a review's row with its period: "4.70 (2023)", ">4 (2019)". */
void rsl__say_actual(rsl__text_buffer *out, const rsl_plan *plan, const rsl_review_row *row, int decimals,
                     rsl_language language);
/** The flags in words, with commas between them. */
void rsl__say_flags(rsl__text_buffer *out, unsigned flags, rsl_language language);

const char *rsl__absence_word(rsl_absence absence, rsl_language language); /**< "" for none */
const char *rsl__origin_word(rsl_origin origin, rsl_language language);    /**< "" for none */

enum { RSL__DAY_TEXT = 32 };
/** English 2023-06-30, Vietnamese 30/6/2023: days below 10 and the months 1 and 2 with a leading zero, as Decree
 *  30/2020/NĐ-CP has it. */
void rsl__day_for_people(rsl_date date, rsl_language language, char buffer[RSL__DAY_TEXT]);

/** How many decimals tell `a` from `b`: the indicator's, or more where rounding would make them equal though they are
 *  not (T7). */
int rsl__telling_decimals(rsl_number a, rsl_number b, int decimals);

#endif
