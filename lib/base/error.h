/** @file
 *  @brief Filling an rsl_error, and adding to rsl_problems.
 */
#ifndef RSL_BASE_ERROR_H
#define RSL_BASE_ERROR_H

#include <resolution/base.h>

#if defined(__GNUC__)
#define RSL__PRINTF(format_index, first_index) __attribute__((format(printf, format_index, first_index)))
#else
#define RSL__PRINTF(format_index, first_index)
#endif

/** Where in an input something stands. Members that are not known are NULL or 0. */
typedef struct rsl__place {
  const char *file;
  size_t line;      /**< 1-based */
  size_t column;    /**< 1-based, in characters */
  const char *path; /**< as `targets[3].by` */
} rsl__place;

/** Fill the error, unless it holds one already (the first is kept) or is NULL.
 *  @param format integers and texts only: `%s %.*s %zu %d %lld`. Floats would be written as the locale has it.
 *  Control characters and bytes that are no UTF-8 are made visible, so that a message stays one line.
 *  @return the status, so that it can end a function: `return rsl__fail(error, RSL_ERR_DATA, "…")`. */
rsl_status rsl__fail(rsl_error *error, rsl_status status, const char *format, ...) RSL__PRINTF(3, 4);
/** The same with a place in an input; `file` and `path` may be NULL. */
rsl_status rsl__fail_at(rsl_error *error, rsl_status status, const char *file, size_t line, size_t column,
                        const char *path, const char *format, ...) RSL__PRINTF(7, 8);
/** Forget what an error holds: public functions begin with it, since callers use one error for many calls. */
static inline void rsl__error_clear(rsl_error *error) {
  if (error == NULL) return;
  error->status = RSL_OK;
  error->line = error->column = 0;
  error->file[0] = error->path[0] = error->text[0] = '\0';
}
/** RSL_ERR_MEMORY, with its sentence. */
rsl_status rsl__fail_memory(rsl_error *error);

/** Add a problem. Does nothing where `problems` is NULL; `place` may be NULL. The format is as rsl__fail()'s; the
 *  message is cut at 1,000 bytes. */
void rsl__problem(rsl_problems *problems, rsl_severity severity, const char *code, const rsl__place *place,
                  const char *format, ...) RSL__PRINTF(5, 6);

#define RSL__SHOWN_TEXT 96 /**< bytes of a value as messages show it, with its end */
/** A value of an input as messages show it: one line, control characters visible, cut with `…` so that a hostile
 *  value leaves room for the sentence around it. @return `buffer`. */
const char *rsl__shown(char buffer[RSL__SHOWN_TEXT], const char *text, size_t length);

#endif
