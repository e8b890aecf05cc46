/** @file
 *  @brief Internal: a CSV table of a plan, its rows laid out as the objects that would stand in JSON.
 */
#ifndef RSL_IO_PLAN_TABLE_H
#define RSL_IO_PLAN_TABLE_H

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "io/csv_header.h"
#include "plan/finish.h"

typedef struct rsl__cell_place {
  uint32_t line;
  uint32_t column;
} rsl__cell_place;

/** What stays of a table once it was read: where its cells stood. */
typedef struct rsl__plan_table rsl__plan_table;
struct rsl__plan_table {
  rsl__plan_table *next;
  rsl_allocator allocator;
  rsl__arena memory;
  const char *name; /**< the file, for messages */
  const char *const *columns;
  size_t column_count;
  rsl__cell_place *places; /**< row after row, column_count each */
  size_t row_count;
  size_t capacity; /**< of places */
};

/** How the cells of a column read. */
typedef enum rsl__column_type {
  RSL__COLUMN_TEXT = 0, /**< the cell */
  RSL__COLUMN_LIST,     /**< a list: items between `|` */
  RSL__COLUMN_RANGE,    /**< `61|62` is a list, anything else a text */
  RSL__COLUMN_PAIRS     /**< `2023=1.0|2024=0.8`: a list of {period, value} */
} rsl__column_type;

typedef struct rsl__table_column {
  const char *name; /**< of the member, dotted; one that ends with `*` is any that begins so */
  rsl__column_type type;
} rsl__table_column;

typedef struct rsl__table_schema {
  const rsl__table_column *columns;
  size_t count;
  size_t required; /**< columns that must be there: the first ones */
} rsl__table_schema;

/** NULL for lists that cannot be tables. */
const rsl__table_schema *rsl__plan_table_schema(rsl__record_kind kind);

/** One row, to be laid out as an object. */
typedef struct rsl__row_layout {
  rsl__arena *memory;
  const rsl__csv_cell *cells;
  const rsl__csv_header *header;
  const rsl__table_schema *schema;
  size_t bad_column; /**< the first cell that does not fit; RSL__CSV_NO_COLUMN: none */
  bool is_pair;      /**< it is no `period=value`; else its member is given in two ways */
} rsl__row_layout;

/** The row as cJSON lays out objects, its nodes in `memory`: next and child, texts, and the column in `valueint`. Empty
 *  cells are absent members. NULL when memory runs out. */
const cJSON *rsl__plan_row_object(rsl__row_layout *layout);

void rsl__plan_table_free(rsl__plan_table *table); /**< NULL: nothing happens */

#endif
