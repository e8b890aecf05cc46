/** @file
 *  @brief Internal: a file of rows with a few known columns, as CSV or as JSON lines, gone through cell by cell.
 */
#ifndef RSL_IO_LISTING_H
#define RSL_IO_LISTING_H

#include "io/csv_header.h"
#include "io/json_rows.h"

/** A listing while it is read. Must stay where it is. */
typedef struct rsl__listing {
  rsl__json_members members;
  bool is_json;
  bool bad; /**< something was refused */
  rsl__peek peek;
  rsl_source from;
  rsl__csv *csv;
  rsl__csv_header header;
  rsl__json_rows json;
  rsl_problems *problems;
  rsl_error *error;
} rsl__listing;

/** Open it, and read the head of a CSV. Always followed by rsl__listing_close().
 *  @param[in] members their names are the columns; they must outlive the listing. @param[in] source borrowed.
 *  @param[in] problems,error may be NULL; they are told of all that is wrong. */
RSL_MUST_CHECK rsl_status rsl__listing_open(rsl__listing *listing, const rsl__json_members *members,
                                            const rsl_source *source, size_t max_line, const rsl_allocator *allocator,
                                            rsl_problems *problems, rsl_error *error);
void rsl__listing_close(rsl__listing *listing);

/** Go to the next row that can be looked at; those that cannot are told. @param[out] has false: there is none. */
RSL_MUST_CHECK rsl_status rsl__listing_next(rsl__listing *listing, bool *has);

/* Of the row. */
/** NULL: it has no such column. It lives until the next row. */
const rsl__csv_cell *rsl__listing_cell(const rsl__listing *listing, size_t column);
/** Does the cell hold nothing, or is there none? */
bool rsl__listing_is_empty(const rsl__listing *listing, size_t column);
/** Is it a number of JSON, which no declared style changes? */
bool rsl__listing_is_plain(const rsl__listing *listing, size_t column);
size_t rsl__listing_line(const rsl__listing *listing);
const char *rsl__listing_name(const rsl__listing *listing); /**< of the source; "" when it has none */
/** Tell what is wrong with a cell. @return false. */
bool rsl__listing_refuse(rsl__listing *listing, size_t column, const char *code, const char *format, ...)
    RSL__PRINTF(4, 5);

#endif
