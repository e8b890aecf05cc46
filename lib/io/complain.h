/** @file
 *  @brief Saying what is wrong with an input: to the list of problems, and to the error if it is the first.
 */
#ifndef RSL_IO_COMPLAIN_H
#define RSL_IO_COMPLAIN_H

#include "base/error.h"

/** @param code of the problem, as "unknown_column". @param place may be NULL. @param problems,error may be NULL.
 *  @param format integers and texts only, as rsl__fail()'s. @return RSL_ERR_DATA. */
rsl_status rsl__complain(rsl_problems *problems, rsl_error *error, const char *code, const rsl__place *place,
                         const char *format, ...) RSL__PRINTF(5, 6);
/** An input that could not be read. It is a problem where that is because of what it holds: its packed bytes are damaged,
 *  or nothing here unpacks them. @param[in] why the status, file and sentence. @return its status. */
rsl_status rsl__complain_unreadable(rsl_problems *problems, rsl_error *error, const rsl_error *why);

#endif
