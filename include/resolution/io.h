/** @file
 *  @brief Text formats in and out: plans and measurements, roll-ups, reviews.
 */
#ifndef RESOLUTION_IO_H
#define RESOLUTION_IO_H

#include <resolution/progress_series.h>
#include <resolution/review.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @defgroup io Input and output: plans, measurements, results
 *
 *  What is read comes through an rsl_source, what is written goes through an rsl_sink; files are one kind of source. Bad
 *  content is told as a list of problems, all in one pass, with the codes of @ref formats. Functions that write take
 *  NULL for the default options, change nothing, and pass on the sink's own failure as it is; the columns are those of
 *  @ref formats. */
/** @{ */

/* ---- Files as sources and sinks ---------------------------------------------------------------------------------- */

/** An open file to read. */
typedef struct rsl_file rsl_file;

/** Open a file to read. One that gzip or zstd packed is unpacked on the way, as rsl_decoder_open() does.
 *  @param[in] path `-` is standard input. @param[out] source ready to read; borrowed from the file.
 *  @param[out] out the caller closes it with rsl_file_close(); NULL on failure.
 *  @retval RSL_ERR_NO_INPUT absent, a directory, or not readable.
 *  @retval RSL_ERR_NOT_SUPPORTED it is packed, and its codec is not built in. */
RSL_API RSL_MUST_CHECK rsl_status rsl_file_open(const char *path, const rsl_allocator *allocator, rsl_file **out,
                                                rsl_source *source, rsl_error *error);
RSL_API void rsl_file_close(rsl_file *file); /**< NULL: nothing happens */

/** What unpacks. Which are there is chosen when the library is built. */
typedef enum rsl_codec {
  RSL_CODEC_GZIP = 0, /**< `.gz`, through zlib */
  RSL_CODEC_ZSTD = 1, /**< `.zst`, through libzstd */
  RSL_CODEC_END
} rsl_codec;

RSL_API const char *rsl_codec_name(rsl_codec codec); /**< `gzip`, `zstd`; NULL outside */
RSL_API bool rsl_codec_built_in(rsl_codec codec);    /**< can this library unpack it? */

/** A source over a source: what gzip or zstd packed is unpacked, anything else passes as it is. */
typedef struct rsl_decoder rsl_decoder;

/** Look at the first bytes and unpack what is packed, a piece at a time; members that follow one another are one text.
 *  Its memory does not grow with what comes out.
 *  @param[in] from copied; its context and name are borrowed. @param[out] source ready to read; borrowed from the decoder.
 *  A read gives RSL_ERR_DATA where the packed bytes are damaged or cut short, RSL_ERR_LIMIT where they need a window of
 *  more than 128 MiB.
 *  @param[out] out the caller closes it with rsl_decoder_close(); NULL on failure.
 *  @retval RSL_ERR_NOT_SUPPORTED it is packed, and its codec is not built in.
 *  @return also what reading the first bytes returned. @note The codecs' own memory is malloc's. */
RSL_API RSL_MUST_CHECK rsl_status rsl_decoder_open(const rsl_source *from, const rsl_allocator *allocator,
                                                   rsl_decoder **out, rsl_source *source, rsl_error *error);
RSL_API void rsl_decoder_close(rsl_decoder *decoder); /**< NULL: nothing happens */

/* ---- Plans ------------------------------------------------------------------------------------------------------- */

/** How a plan finds the tables that it names. */
typedef struct rsl_tables {
  /** Give the table as a source; `name` is relative, without `..`, checked before the call. */
  rsl_status (*open)(void *context, const char *name, rsl_source *out, rsl_error *error);
  /** Give the source back, once for each that `open` gave. */
  void (*close)(void *context, rsl_source *source);
  void *context; /**< handed to each call */
} rsl_tables;

/** What a plan may be, and where its tables are. Start from RSL_PLAN_READ_OPTIONS_INIT. */
typedef struct rsl_plan_read_options {
  size_t size;               /**< sizeof of this struct: set by the _INIT macro */
  size_t max_size;           /**< bytes of the plan's text. Default 256 MiB */
  size_t max_depth;          /**< of nested arrays and objects. Default 64, at most 1,000 */
  size_t max_line;           /**< bytes of a table's line. Default 1 MiB */
  rsl_date_order date_order; /**< of the tables. Default ISO */
  rsl_number_style style;    /**< of the tables. Default plain */
  rsl_tables tables;         /**< open NULL: a plan that names a table is refused */
} rsl_plan_read_options;

/** The defaults: 256 MiB, 64 deep, lines of 1 MiB, ISO dates, no tables. */
#define RSL_PLAN_READ_OPTIONS_INIT \
  { \
    sizeof(rsl_plan_read_options), (size_t)256 << 20, 64, (size_t)1 << 20, RSL_DATE_ORDER_ISO, { 0, 0 }, { \
      0, 0, 0 \
    } \
  }

/** Read and finish a plan (rsl_plan_finish()). Every problem of the text and of the plan, with file, line, column and path,
 *  is added to `problems`; `error` gets the first. Of a text that is no JSON only the first is found.
 *  @param[in] options NULL: the defaults. @param[in,out] problems may be NULL.
 *  @param[out] out the caller frees it with rsl_plan_free(); NULL on failure.
 *  @retval RSL_ERR_DATA the content is bad. @retval RSL_ERR_NOT_SUPPORTED its only errors are of the code
 *  `not_supported_yet`. @retval RSL_ERR_LIMIT larger, deeper or longer than the options allow.
 *  @retval RSL_ERR_NO_INPUT a table is absent. @retval RSL_ERR_IO reading failed midway. @retval RSL_ERR_MEMORY
 *  @note cJSON takes its transient tree from malloc; all that stays is the allocator's.
 *  @note cJSON's parse keeps its error position in a process-wide variable: this function holds a lock around it. A
 *  program that calls cJSON itself from another thread must not parse at the same time. */
RSL_API RSL_MUST_CHECK rsl_status rsl_plan_read(const rsl_source *source, const rsl_plan_read_options *options,
                                                const rsl_allocator *allocator, rsl_problems *problems, rsl_plan **out,
                                                rsl_error *error);
/** The same from a file, with its tables beside it (never outside its folder). `options->tables` is not used.
 *  @param[out] out the caller frees it with rsl_plan_free(); NULL on failure.
 *  @return what rsl_plan_read() returns; RSL_ERR_NO_INPUT where the file cannot be opened. */
RSL_API RSL_MUST_CHECK rsl_status rsl_plan_read_file(const char *path, const rsl_plan_read_options *options,
                                                     const rsl_allocator *allocator, rsl_problems *problems,
                                                     rsl_plan **out, rsl_error *error);
/** Write a plan as one JSON text, a record a line, that reads back as the same plan; tables are written inline.
 *  @param[in] plan finished.
 *  @retval RSL_ERR_ARGUMENT it is not.
 *  @retval RSL_ERR_DATA a record made by hand cannot be written: an `x-` member that is no JSON text, or an indicator
 *  as a threshold whose code would read back as a number. */
RSL_API RSL_MUST_CHECK rsl_status rsl_plan_write(const rsl_plan *plan, rsl_sink sink, rsl_error *error);

/* ---- Measurements ------------------------------------------------------------------------------------------------ */

/** How measurements are written, and what to do with bad rows. Start from RSL_MEASUREMENTS_READ_OPTIONS_INIT. */
typedef struct rsl_measurements_read_options {
  size_t size;               /**< sizeof of this struct: set by the _INIT macro */
  size_t max_line;           /**< bytes of a line. Default 1 MiB */
  rsl_date_order date_order; /**< default ISO */
  rsl_number_style style;    /**< default plain; a decimal comma needs `;` or tab between the columns */
  bool skip_bad;             /**< leave out bad rows instead of failing; give the builder the same. Default false */
  const rsl_sink
      *rejects; /**< where left-out rows go, as they came with two more columns, `code` and `reason` (members `x-code`,
                     `x-reason`); NULL: nowhere */
  /** Called now and then with the bytes read so far; NULL: not. Return false to stop (RSL_ERR_DATA, "stopped"). */
  bool (*progress)(void *context, uint64_t bytes);
  void *progress_context; /**< handed to `progress` */
  unsigned
      threads; /**< how many may read; 0: as many as there are processors. Default 1. They change nothing of what is
                         read or told; with more than one the source, `progress` and the sink are called by any of them,
                         one at a time, and the allocator by several at once */
} rsl_measurements_read_options;

/** The defaults: lines of 1 MiB, ISO dates, plain numbers, a bad row fails. */
#define RSL_MEASUREMENTS_READ_OPTIONS_INIT \
  { sizeof(rsl_measurements_read_options), (size_t)1 << 20, RSL_DATE_ORDER_ISO, { 0, 0 }, false, 0, 0, 0, 1 }

/** Read measurements (CSV or JSON lines, `formats.md`: whichever the name or the first byte says) into a builder, a piece at
 *  a time. Call it once a file, in any order.
 *  Every bad row is a problem with file, line and column; the first is in `error` too.
 *  @param[out] skipped how many rows were left out (skip_bad); may be NULL.
 *  @retval RSL_ERR_DATA at least one row is bad, and skip_bad is not asked: free the builder, nothing of it is to be used.
 *  @retval RSL_ERR_IO the source failed while it was read. */
RSL_API RSL_MUST_CHECK rsl_status rsl_measurements_read(const rsl_source *source,
                                                        const rsl_measurements_read_options *options,
                                                        const rsl_allocator *allocator, rsl_cube_builder *builder,
                                                        rsl_problems *problems, uint64_t *skipped, rsl_error *error);
/** Read one or more files into a new cube: builder, rsl_measurements_read() for each, rsl_cube_builder_finish(). The order of
 *  the files does not matter.
 *  @param[in] plan finished; must outlive the cube. @param[in] paths `-` is standard input. Without any, the cube is empty.
 *  @param[in] options NULL: the defaults. @param[in] cube_options NULL: the defaults. @param[in,out] problems may be NULL.
 *  @param[out] out the caller frees it with rsl_cube_free(); NULL on failure.
 *  @return what those functions return; RSL_ERR_NO_INPUT where a file cannot be opened. */
RSL_API RSL_MUST_CHECK rsl_status rsl_measurements_read_files(const rsl_plan *plan, const char *const *paths,
                                                              size_t path_count,
                                                              const rsl_measurements_read_options *options,
                                                              const rsl_cube_options *cube_options,
                                                              const rsl_allocator *allocator, rsl_problems *problems,
                                                              rsl_cube **out, rsl_error *error);

/* ---- Submissions ------------------------------------------------------------------------------------------------- */

/** Read the steps of reports to campaigns (`unit,campaign,state,at,by,reason`, CSV or JSON lines as measurements are, or
 *  packed). Every bad row is a problem with file, line and column; the first is in `error` too.
 *  @param[in] plan finished; must outlive the submissions. @param[in] options of these `max_line` and `date_order`; NULL: the
 *  defaults. @param[in,out] problems may be NULL.
 *  @param[out] out the caller frees it with rsl_submissions_free(); NULL on failure.
 *  @retval RSL_ERR_DATA at least one row is bad. @retval RSL_ERR_IO the source failed while it was read. */
RSL_API RSL_MUST_CHECK rsl_status rsl_submissions_read(const rsl_source *source, const rsl_plan *plan,
                                                       const rsl_measurements_read_options *options,
                                                       const rsl_allocator *allocator, rsl_problems *problems,
                                                       rsl_submissions **out, rsl_error *error);
/** The same from a file; `-` is standard input. RSL_ERR_NO_INPUT where it cannot be opened. */
RSL_API RSL_MUST_CHECK rsl_status rsl_submissions_read_file(const char *path, const rsl_plan *plan,
                                                            const rsl_measurements_read_options *options,
                                                            const rsl_allocator *allocator, rsl_problems *problems,
                                                            rsl_submissions **out, rsl_error *error);

/* ---- Bare series ------------------------------------------------------------------------------------------------- */

/** Series of figures with their targets, without a plan. Never changes but by rsl_series_targets_read(). */
typedef struct rsl_series_table rsl_series_table;

/** Read series: CSV or JSON lines with the columns `period,value`, and `series` where there is more than one. An empty
 *  value is a gap. Every bad row is a problem with file, line and column.
 *  @param[in] options of these `max_line` and `style`; NULL: the defaults.
 *  @param[out] out the caller frees it with rsl_series_free(); NULL on failure.
 *  @retval RSL_ERR_DATA a row is bad, or a period stands twice in a series. */
RSL_API RSL_MUST_CHECK rsl_status rsl_series_read(const rsl_source *source,
                                                  const rsl_measurements_read_options *options,
                                                  const rsl_allocator *allocator, rsl_problems *problems,
                                                  rsl_series_table **out, rsl_error *error);
/** The same from a file; `-` is standard input. */
RSL_API RSL_MUST_CHECK rsl_status rsl_series_read_file(const char *path, const rsl_measurements_read_options *options,
                                                       const rsl_allocator *allocator, rsl_problems *problems,
                                                       rsl_series_table **out, rsl_error *error);
/** Read the targets of series: CSV or JSON lines with the columns `series,target`, and any of `by,baseline,direction,limit`;
 *  empty is none. After an error the table is as it was.
 *  @retval RSL_ERR_DATA a row is bad, or of a series without figures. */
RSL_API RSL_MUST_CHECK rsl_status rsl_series_targets_read(rsl_series_table *table, const rsl_source *source,
                                                          const rsl_measurements_read_options *options,
                                                          rsl_problems *problems, rsl_error *error);
/** The same from a file; `-` is standard input. */
RSL_API RSL_MUST_CHECK rsl_status rsl_series_targets_read_file(rsl_series_table *table, const char *path,
                                                               const rsl_measurements_read_options *options,
                                                               rsl_problems *problems, rsl_error *error);
RSL_API void rsl_series_free(rsl_series_table *table); /**< NULL: nothing happens */
/** How many series there are. */
RSL_API size_t rsl_series_count(const rsl_series_table *table);
/** One series, in the order in which they were first met; NULL past the end. Lives as long as the table. */
RSL_API const rsl_bare_series *rsl_series_at(const rsl_series_table *table, size_t index);

/* ---- Snapshots --------------------------------------------------------------------------------------------------- */

/** Write a cube as it lies in memory, so that it can be used again without being read and checked anew (docs/snapshot.md).
 *  @retval RSL_ERR_LIMIT its texts have more than 4 GB. */
RSL_API RSL_MUST_CHECK rsl_status rsl_snapshot_write(const rsl_cube *cube, const rsl_allocator *allocator,
                                                     rsl_sink sink, rsl_error *error);
/** Open a snapshot where it lies. A file that is the caller's own and that nobody else may write is mapped; any other is read.
 *  Its head and lengths are checked now, each indicator's figures when they are first used.
 *  @param[in] plan with the units and indicators of the plan that the cube was made with; must outlive the cube.
 *  @param[in] path `-` is standard input. The file must not be changed as long as the cube is used.
 *  @param[out] out the caller frees it with rsl_cube_free(); NULL on failure.
 *  @retval RSL_ERR_DATA it is short, damaged or no snapshot, of another plan, or was made by another build.
 *  @retval RSL_ERR_NOT_SUPPORTED it is of another version.
 *  @note Functions that use the cube return RSL_ERR_DATA where the figures that they need are damaged; rsl_cube_rows() then
 *  gives none. rsl_snapshot_verify() looks at all of them. */
RSL_API RSL_MUST_CHECK rsl_status rsl_snapshot_open(const rsl_plan *plan, const char *path,
                                                    const rsl_allocator *allocator, rsl_cube **out, rsl_error *error);
/** The same from any source, which is read to its end. */
RSL_API RSL_MUST_CHECK rsl_status rsl_snapshot_read(const rsl_plan *plan, const rsl_source *source,
                                                    const rsl_allocator *allocator, rsl_cube **out, rsl_error *error);
/** Look at every figure of a cube that came out of a snapshot. Of any other cube there is nothing to look at.
 *  @retval RSL_ERR_DATA some are damaged; the error names the indicator. */
RSL_API RSL_MUST_CHECK rsl_status rsl_snapshot_verify(const rsl_cube *cube, rsl_error *error);

/* ---- Results: the columns of docs/formats.md, one function a program --------------------------------------------- */

/** Which rows to write, and how. A row is kept where both its unit and its indicator are marked. */
typedef struct rsl_result_options {
  size_t size;            /**< sizeof of this struct: set by the _INIT macro */
  rsl_text_format format; /**< default CSV */
  bool names;             /**< add the columns `unit_name`, `indicator_name` at the end. Default false */
  const bool *units;      /**< a mark for each unit of the plan; NULL: all */
  const bool *indicators; /**< a mark for each indicator of the plan; NULL: all */
  bool differs;           /**< reviews: only targets of which another verdict was published (T9). Default false */
} rsl_result_options;

/** The defaults: CSV, every row. */
#define RSL_RESULT_OPTIONS_INIT \
  { sizeof(rsl_result_options), RSL_FORMAT_CSV, false, 0, 0, false }

/** Write problems: `severity,where,code,message`; `where` is `FILE:LINE:COLUMN`, of a plan built by hand the path. The
 *  marks do not apply. */
RSL_API RSL_MUST_CHECK rsl_status rsl_write_problems(const rsl_problems *problems, const rsl_result_options *options,
                                                     const rsl_allocator *allocator, rsl_sink sink, rsl_error *error);
/** Write a roll-up: `unit,indicator,period,value,reporting,owed,status,origin,…`, by unit, indicator, period. */
RSL_API RSL_MUST_CHECK rsl_status rsl_write_rollup(const rsl_rollup *rollup, const rsl_result_options *options,
                                                   const rsl_allocator *allocator, rsl_sink sink, rsl_error *error);
/** Write a review: `unit,indicator,resolution,form,baseline_period,…`, by unit, indicator, `by`. `target` is a number or
 *  `a..b`. */
RSL_API RSL_MUST_CHECK rsl_status rsl_write_review(const rsl_review *review, const rsl_result_options *options,
                                                   const rsl_allocator *allocator, rsl_sink sink, rsl_error *error);
/** Write the headline: `unit,resolution,field,targets,exceeded,…`; `field` is `all` for all of them together, empty for
 *  targets without one. The early ones are counted as exceeded and met (T10). The marks of indicators do not apply: what
 *  is counted is chosen by rsl_review_options. */
RSL_API RSL_MUST_CHECK rsl_status rsl_write_headlines(const rsl_review *review, const rsl_result_options *options,
                                                      const rsl_allocator *allocator, rsl_sink sink, rsl_error *error);
/** Write a reconciliation: `unit,indicator,period,reported,rolled_up,difference,relative,coverage,cause` */
RSL_API RSL_MUST_CHECK rsl_status rsl_write_reconciliation(const rsl_reconciliation *reconciliation,
                                                           const rsl_plan *plan, const rsl_result_options *options,
                                                           const rsl_allocator *allocator, rsl_sink sink,
                                                           rsl_error *error);
/** Write a contribution: `depth,unit,kind,units,baseline,actual,expected,contribution,…`, in the order of its rows.
 *  `kind` is `unit`, `own` or `others`, `units` how many units a row stands for. The marks of indicators do not apply. */
RSL_API RSL_MUST_CHECK rsl_status rsl_write_contribution(const rsl_contribution *contribution,
                                                         const rsl_result_options *options,
                                                         const rsl_allocator *allocator, rsl_sink sink,
                                                         rsl_error *error);
/** Write a cascade:
 *  `unit,indicator,by,target,assigned,unassigned,children_with,children,superior,superior_target,state,target_code,
 *  layers,lacking`. */
RSL_API RSL_MUST_CHECK rsl_status rsl_write_cascade(const rsl_cascade *cascade, const rsl_result_options *options,
                                                    const rsl_allocator *allocator, rsl_sink sink, rsl_error *error);
/** Write shares of a target: `unit,indicator,by,value,basis`. @param[in] target what was shared out. */
RSL_API RSL_MUST_CHECK rsl_status rsl_write_allocation(const rsl_allocation *allocation, const rsl_plan *plan,
                                                       uint32_t target, const rsl_result_options *options,
                                                       const rsl_allocator *allocator, rsl_sink sink, rsl_error *error);
/** Write a roll call: `unit,campaign,deadline,state,submitted_at,days_late,below_due,…`. The marks of indicators do not apply.
 *  @param[in] reminders only those to remind. */
RSL_API RSL_MUST_CHECK rsl_status rsl_write_roll_call(const rsl_roll_call *roll_call, const rsl_plan *plan,
                                                      bool reminders, const rsl_result_options *options,
                                                      const rsl_allocator *allocator, rsl_sink sink, rsl_error *error);
/** Write a comparison: `unit,indicator,resolution,target_code,change,before_period,…`; `marks` are `moved_on`, `revised`,
 *  `adjusted`, `note` is rsl_review_comparison_note(). */
RSL_API RSL_MUST_CHECK rsl_status rsl_write_comparison(const rsl_review_comparison *comparison,
                                                       const rsl_result_options *options,
                                                       const rsl_allocator *allocator, rsl_sink sink, rsl_error *error);
/** Write a ranking, in its order: `unit,indicator,period,place,ranked,units,tied,standing,by,score,…`.
 *  @param[in] before an earlier one of the same plan: what place each unit had then; NULL: none. */
RSL_API RSL_MUST_CHECK rsl_status rsl_write_ranking(const rsl_ranking *ranking, const rsl_ranking *before,
                                                    const rsl_result_options *options, const rsl_allocator *allocator,
                                                    rsl_sink sink, rsl_error *error);
/** Write where series stand: `series,method,baseline_period,baseline,…`. The marks do not apply.
 *  @param[in] standings one for each of `series`. */
RSL_API RSL_MUST_CHECK rsl_status rsl_write_standings(const rsl_bare_series *const *series,
                                                      const rsl_series_standing *standings, size_t count,
                                                      const rsl_result_options *options, const rsl_allocator *allocator,
                                                      rsl_sink sink, rsl_error *error);
/** Write what a campaign found and what answers it, a row an answer:
 *  `unit,finding,target,cause,text,cause_text,action,owner,…`. The marks of indicators do not apply. */
RSL_API RSL_MUST_CHECK rsl_status rsl_write_findings(const rsl_roll_call *roll_call, const rsl_plan *plan,
                                                     const rsl_result_options *options, const rsl_allocator *allocator,
                                                     rsl_sink sink, rsl_error *error);
/** Write an explanation: its nodes in their order, `depth` first: `figure`, `row`, `unused_row` or `missing`. In JSON one
 *  object, each with those below it in `inputs`, without the members that its kind does not have. The marks do not apply. */
RSL_API RSL_MUST_CHECK rsl_status rsl_write_explanation(const rsl_explanation *explanation, const rsl_plan *plan,
                                                        const rsl_result_options *options,
                                                        const rsl_allocator *allocator, rsl_sink sink,
                                                        rsl_error *error);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
