/** @file
 *  @brief Internal: from the fields of a row, wherever they were written, to a measurement in the builder.
 */
#ifndef RSL_IO_MEASUREMENTS_ROW_H
#define RSL_IO_MEASUREMENTS_ROW_H

#include <resolution/io.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text_buffer.h"
#include "io/csv.h"
#include "io/csv_header.h"
#include "io/memo.h"

/** The fields of formats.md, the required ones first: columns of a CSV, members of JSON lines. */
enum {
  RSL__FIELD_UNIT,
  RSL__FIELD_INDICATOR,
  RSL__FIELD_PERIOD,
  RSL__FIELD_VALUE,
  RSL__REQUIRED_FIELDS,
  RSL__FIELD_LEVEL = RSL__REQUIRED_FIELDS,
  RSL__FIELD_STATUS,
  RSL__FIELD_SOURCE,
  RSL__FIELD_NOTE,
  RSL__FIELD_REVISION,
  RSL__FIELD_REPORTED_AT,
  RSL__FIELD_NUMERATOR,
  RSL__FIELD_DENOMINATOR,
  RSL__FIELD_UNIT_OF_MEASURE,
  RSL__FIELDS
};

extern const char *const rsl__field_names[RSL__FIELDS];

/** One row as it stands in its file. */
typedef struct rsl__fields {
  const rsl__csv_cell *cells;
  const size_t *column; /**< of each field: its cell, or RSL__CSV_NO_COLUMN; the required ones are there */
  bool only_required;   /**< no other field is there */
  uint32_t plain;       /**< a bit for each field that is a number by itself, whatever style texts are written in */
  const char *file;
  size_t line;
  rsl__place (*place)(const void *from, size_t field); /**< asked for problems only */
  const void *from;                                    /**< handed to `place` */
} rsl__fields;

/** What reading rows needs to know, and what it remembers from one to the next. */
typedef struct rsl__row_reader {
  rsl_allocator allocator;
  const rsl_measurements_read_options *options;
  const rsl_plan *plan;
  rsl_cube_builder *builder;
  rsl_problems *problems;
  rsl_error *error;
  const rsl__fields *fields; /**< of the row that is read */
  rsl__memo *units;
  rsl__memo *indicators;
  rsl__memo *periods;
  rsl__text_buffer texts;      /**< source and note of one row, ended */
  size_t candidates;           /**< how many more codes are compared with wrong ones for the nearest */
  const rsl_indicator *graded; /**< the row's indicator, where its figures are grades; else NULL */
  bool lives_matter;           /**< some unit opens or closes: its reference may depend on the period */
  rsl_measurement last;        /**< the row that was read last; its texts are gone with the next */
  const char *code;            /**< of the first problem of the row that was read last; NULL: it is good */
  char reason[RSL__MESSAGE_TEXT];
} rsl__row_reader;

/** The caller frees it with rsl__row_reader_close(), also after a failure. */
RSL_MUST_CHECK rsl_status rsl__row_reader_open(rsl__row_reader *reader, const rsl_measurements_read_options *options,
                                               rsl_cube_builder *builder, const rsl_allocator *allocator,
                                               rsl_problems *problems, rsl_error *error);
void rsl__row_reader_close(rsl__row_reader *reader);

/** Offer a row to the builder. A bad row is told to the problems and is no failure: `code` and `reason` say what is
 *  wrong with it first. */
RSL_MUST_CHECK rsl_status rsl__row_reader_take(rsl__row_reader *reader, const rsl__fields *fields);

#endif
