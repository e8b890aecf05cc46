/** @file
 *  @brief Internal: rows of results, with the cells that every program's table has.
 */
#ifndef RSL_IO_SHEET_H
#define RSL_IO_SHEET_H

#include <resolution/io.h>

#include "base/text_buffer.h"

/** A table of results while it is written. */
typedef struct rsl__sheet {
  rsl_result_options options;
  const rsl_plan *plan; /**< NULL: none of its records are named */
  rsl_writer *writer;
  uint32_t unit; /**< whose reference is held: rows come by unit, so each is found once */
  char reference[RSL_UNIT_REFERENCE];
} rsl__sheet;

/** The caller's options, or the defaults; a shorter struct of an older caller is completed with defaults. */
rsl_result_options rsl__result_options(const rsl_result_options *options);

/** @param[in] columns the last `names` of them are written only where the options ask for names.
 *  @param[in] plan may be NULL. Always followed by rsl__sheet_close(). */
RSL_MUST_CHECK rsl_status rsl__sheet_open(rsl__sheet *sheet, const rsl_result_options *options, const rsl_plan *plan,
                                          const char *const *columns, size_t count, size_t names,
                                          const rsl_allocator *allocator, rsl_sink sink, rsl_error *error);
/** Write what is left, unless `status` is a failure already. @return `status`, or that of the writing. */
RSL_MUST_CHECK rsl_status rsl__sheet_close(rsl__sheet *sheet, rsl_status status, rsl_error *error);

/** Is a row of this unit and indicator asked for? RSL_NONE: the row has none, and is. */
bool rsl__sheet_keeps(const rsl_result_options *options, uint32_t unit, uint32_t indicator);

/* Cells. */
void rsl__sheet_unit(rsl__sheet *sheet, uint32_t unit);
void rsl__sheet_indicator(rsl__sheet *sheet, uint32_t indicator);
enum { RSL__GRADE_REFERENCE = 130 }; /**< bytes of the longest `CODE:grade` with its end */
/** A grade of an indicator as a reference says it: `CODE:grade`. @return `buffer`. */
const char *rsl__grade_reference(const rsl_plan *plan, uint32_t indicator, uint32_t grade,
                                 char buffer[RSL__GRADE_REFERENCE]);
/** How many are at a grade of it, written so. */
void rsl__sheet_grade(rsl__sheet *sheet, uint32_t indicator, uint32_t grade);
void rsl__sheet_period(rsl__sheet *sheet, rsl_period period);
/** A unit's figure: a number, a grade's code, or what is qualified as files write it (T8). */
void rsl__sheet_figure(rsl__sheet *sheet, uint32_t indicator, const rsl_figure *figure);
/** A number of an indicator, or the code of a grade. */
void rsl__sheet_rated(rsl__sheet *sheet, uint32_t indicator, rsl_number number);
/** What a review's row is to reach: the number, or `a..b`. */
void rsl__sheet_reached(rsl__sheet *sheet, const rsl_review_row *row);
/** Words joined by `|`, an array in JSON; nothing is written where the buffer has failed. @param[in] words from `from`
 *  on, one after another, each with its end. */
void rsl__sheet_words(rsl__sheet *sheet, rsl__text_buffer *words, size_t from, size_t count);
/** A letter; 0 is empty. */
void rsl__sheet_letter(rsl__sheet *sheet, char letter);
void rsl__sheet_count(rsl__sheet *sheet, uint64_t count);
void rsl__sheet_flags(rsl__sheet *sheet, unsigned flags);
void rsl__sheet_absent(rsl__sheet *sheet, size_t count);
/** The columns `unit_name` and, with an indicator, `indicator_name`; nothing where names are not asked. */
void rsl__sheet_names(rsl__sheet *sheet, uint32_t unit, uint32_t indicator);

/** The names of the flags that are set, in the order of their bits. @return how many. */
size_t rsl__flag_names(unsigned flags, const char *names[32]);

#endif
