/** @file
 *  @brief Lines and columns of a JSON text.
 */
#ifndef RSL_IO_JSON_PLACES_H
#define RSL_IO_JSON_PLACES_H

#include "io/json_scan.h"

/** Count the lines once, so that each place after it is found from a mark nearby. False when memory runs out. */
RSL_MUST_CHECK bool rsl__json_mark_lines(rsl__json_scan *scan);

#endif
