/** @file
 *  @brief Text formats in and out: plans and measurements, roll-ups, reviews.
 */
#ifndef RESOLUTION_IO_H
#define RESOLUTION_IO_H

#include <resolution/plan.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @defgroup io Input and output: plans, measurements, results */
/** @{ */

/* ---- Files as sources and sinks ---------------------------------------------------------------------------------- */

/** An open file to read. */
typedef struct rsl_file rsl_file;

/** @param[in] path `-` is standard input. @param[out] source ready to read; borrowed from the file.
 *  @retval RSL_ERR_NO_INPUT absent, a directory, or not readable. */
RSL_API RSL_MUST_CHECK rsl_status rsl_file_open(const char *path, const rsl_allocator *allocator, rsl_file **out,
                                                rsl_source *source, rsl_error *error);
RSL_API void rsl_file_close(rsl_file *file); /**< NULL: nothing happens */

/* ---- Plans ------------------------------------------------------------------------------------------------------- */

/** How a plan finds the tables that it names. */
typedef struct rsl_tables {
  /** Give the table as a source; `name` is relative, without `..`, checked before the call. */
  rsl_status (*open)(void *context, const char *name, rsl_source *out, rsl_error *error);
  void (*close)(void *context, rsl_source *source);
  void *context;
} rsl_tables;

typedef struct rsl_plan_read_options {
  size_t size;               /**< sizeof of this struct: set by the _INIT macro */
  size_t max_size;           /**< bytes of the plan's text. Default 256 MiB */
  size_t max_depth;          /**< of nested arrays and objects. Default 64 */
  size_t max_line;           /**< bytes of a table's line. Default 1 MiB */
  rsl_date_order date_order; /**< of the tables. Default ISO */
  rsl_number_style style;    /**< of the tables. Default plain */
  rsl_tables tables;         /**< open NULL: a plan that names a table is refused */
} rsl_plan_read_options;

#define RSL_PLAN_READ_OPTIONS_INIT \
  { sizeof(rsl_plan_read_options), (size_t)256 << 20, 64, (size_t)1 << 20, RSL_DATE_ORDER_ISO, { 0, 0 }, { 0, 0, 0 } }

/** Read and finish a plan (rsl_plan_finish()). Every problem of the text and of the plan, with file, line, column and path,
 *  is added to `problems`; `error` gets the first.
 *  @param[in] options NULL: the defaults. @param[in,out] problems may be NULL.
 *  @param[out] out the caller frees it with rsl_plan_free(); NULL on failure.
 *  @note cJSON's parse keeps its error position in a process-wide variable: this function holds a lock around it. A
 *  program that calls cJSON itself from another thread must not parse at the same time. */
RSL_API RSL_MUST_CHECK rsl_status rsl_plan_read(const rsl_source *source, const rsl_plan_read_options *options,
                                                const rsl_allocator *allocator, rsl_problems *problems, rsl_plan **out,
                                                rsl_error *error);
/** The same from a file, with its tables beside it (never outside its folder). `options->tables` is not used. */
RSL_API RSL_MUST_CHECK rsl_status rsl_plan_read_file(const char *path, const rsl_plan_read_options *options,
                                                     const rsl_allocator *allocator, rsl_problems *problems,
                                                     rsl_plan **out, rsl_error *error);
/** Write a plan as one JSON text that reads back as the same plan; tables are written inline. */
RSL_API RSL_MUST_CHECK rsl_status rsl_plan_write(const rsl_plan *plan, rsl_sink sink, rsl_error *error);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
