/** @file
 *  @brief What every layer stands on: status and error, problems, allocator, dates and periods, numbers, words, writers.
 */
#ifndef RESOLUTION_BASE_H
#define RESOLUTION_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <resolution/version.h> /* generated: RSL_VERSION_MAJOR, _MINOR, _PATCH, RSL_VERSION */

/** @def RSL_API
 *  What the library exports. Define RSL_STATIC to link the static library on Windows. */
#if defined(_WIN32) && !defined(RSL_STATIC)
#ifdef RSL_BUILDING
#define RSL_API __declspec(dllexport)
#else
#define RSL_API __declspec(dllimport)
#endif
#elif defined(__GNUC__)
#define RSL_API __attribute__((visibility("default")))
#else
#define RSL_API
#endif

/** The result must be used: the compiler warns where it is not. */
#if defined(__GNUC__)
#define RSL_MUST_CHECK __attribute__((warn_unused_result))
#else
#define RSL_MUST_CHECK
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** @defgroup base Base: status, numbers, periods, words
 *
 *  What holds for every function of the library:
 *  - One that can fail returns an rsl_status and, where it takes an rsl_error, fills it; NULL is allowed there. After a
 *    failure nothing is half done: `*out` is NULL, other objects are as they were before the call.
 *  - Where an allocator is taken, NULL means malloc, realloc and free, and RSL_ERR_MEMORY may be returned.
 *  - An object that a function gives through `out` belongs to the caller, who frees it with the function named there. A
 *    pointer that a function returns belongs to the object that it was asked of, and lives as long.
 *  - No function keeps global state. Objects that never change may be read by many threads at once; an object that is being
 *    made, a list of problems and a writer belong to one thread at a time.
 *  - Options begin with their own size: start from the _INIT macro, which also tells the defaults. */
/** @{ */

/** The version of the library that is running, as "1.2.3"; lives for ever. */
RSL_API const char *rsl_version(void);

/* ---- Status and error ------------------------------------------------------------------------------------- */

/** What a function that can fail returns. The numbers are fixed; new ones are added before the end. */
typedef enum rsl_status {
  RSL_OK = 0,
  RSL_ERR_MEMORY = 1,        /**< an allocation failed; the objects passed in are as they were */
  RSL_ERR_ARGUMENT = 2,      /**< the caller broke the function's contract */
  RSL_ERR_DATA = 3,          /**< the content of an input is bad; nothing of it was kept */
  RSL_ERR_NOT_SUPPORTED = 4, /**< well formed, and meant for a later version of the library */
  RSL_ERR_OVERFLOW = 5,      /**< a figure left the range that can be held exactly */
  RSL_ERR_NO_INPUT = 6,      /**< an input is absent, a directory, or could not be opened */
  RSL_ERR_IO = 7,            /**< reading or writing failed after opening */
  RSL_ERR_LIMIT = 8,         /**< an input is larger or deeper than the caller allows */
  RSL_ERR_INTERNAL = 9,      /**< a fault of the library itself: please report it */
  RSL_STATUS_END             /**< one past the last status; never returned */
} rsl_status;

/** The name of a status in lower case, as "not_supported"; "unknown" outside the range. Lives for ever. */
RSL_API const char *rsl_status_name(rsl_status status);

/** Where and why a call failed. The caller owns it; pass NULL where it is not wanted. The first error of a call is
 *  kept: a higher layer passes up untouched what a lower one said. Initialise with `RSL_ERROR_INIT`. */
typedef struct rsl_error {
  rsl_status status; /**< what the call returned */
  size_t line;       /**< 1-based; 0 when the failure is not in a text */
  size_t column;     /**< 1-based, in characters; 0 when unknown */
  char file[256];    /**< the input's name as the caller gave it; the tail is kept when too long; "" when none */
  char path[128];    /**< the place inside a JSON text or plan, as `targets[3].by`; "" when none */
  char text[384];    /**< one line: what was wrong, with the value, and how to mend it */
} rsl_error;

/** An error that nothing was said in yet. */
#define RSL_ERROR_INIT \
  { RSL_OK, 0, 0, "", "", "" }

/* ---- Allocator -------------------------------------------------------------------------------------------- */

/** Where memory comes from. Every object takes one when it is made and keeps a copy of it; NULL means malloc, realloc
 *  and free. The functions may be called from any thread that uses an object made with them. */
typedef struct rsl_allocator {
  void *(*allocate)(void *context, size_t size);                                  /**< NULL when it fails */
  void *(*resize)(void *context, void *memory, size_t old_size, size_t new_size); /**< NULL: memory is as it was */
  void (*release)(void *context, void *memory, size_t size); /**< give memory back; never called with NULL */
  void *context;                                             /**< handed to each call */
} rsl_allocator;

/* ---- Problems: everything that is wrong with an input, found in one pass ----------------------------------- */

/** Does a problem keep an input from being used? */
typedef enum rsl_severity { RSL_SEVERITY_ERROR = 0, RSL_SEVERITY_WARNING = 1 } rsl_severity;

/** One problem of an input. Text pointers live as long as the rsl_problems that holds it. */
typedef struct rsl_problem {
  rsl_severity severity; /**< an error keeps the input from being used, a warning does not */
  const char *code;      /**< stable, for machines, as "unknown_unit"; the list stands in docs/formats.md */
  const char *file;      /**< the input's name, "" where the plan was built by hand */
  size_t line;           /**< 1-based, 0 when unknown */
  size_t column;         /**< 1-based, in characters, 0 when unknown */
  const char *path;      /**< as `targets[3].by`; "" when none */
  const char *message;   /**< what, with the value; how to mend it. One line */
} rsl_problem;

/** A list of problems, in the order they were found until rsl_problems_sort(). One thread at a time. */
typedef struct rsl_problems rsl_problems;

/** A new, empty list.
 *  @param[in] keep how many problems to keep with their text; the rest are only counted, so that a hostile file
 *  cannot fill memory. 0 means 10,000. @param[out] out the caller frees it with rsl_problems_free(). */
RSL_API RSL_MUST_CHECK rsl_status rsl_problems_new(const rsl_allocator *allocator, size_t keep, rsl_problems **out);
RSL_API void rsl_problems_free(rsl_problems *problems); /**< NULL: nothing happens */
/** Add one; the texts are copied. When memory runs out the problem is still counted. */
RSL_API void rsl_problems_add(rsl_problems *problems, const rsl_problem *problem);
RSL_API size_t rsl_problems_kept(const rsl_problems *problems);     /**< how many can be read with rsl_problems_at() */
RSL_API size_t rsl_problems_errors(const rsl_problems *problems);   /**< errors found, kept or not */
RSL_API size_t rsl_problems_warnings(const rsl_problems *problems); /**< warnings found, kept or not */
/** One problem; NULL past the end. The record lives until the next add or sort. */
RSL_API const rsl_problem *rsl_problems_at(const rsl_problems *problems, size_t index);
/** Order by file (as first met), line, column, path, code, so that the order is the same every time. */
RSL_API void rsl_problems_sort(rsl_problems *problems);
/** Write `FILE:LINE:COLUMN: error: message (path)` for one problem, cut to fit, always ended.
 *  @return how many bytes the whole text has, without its end, as snprintf does. */
RSL_API size_t rsl_problem_format(const rsl_problem *problem, char *buffer, size_t size);
/** The same for an error. */
RSL_API size_t rsl_error_format(const rsl_error *error, char *buffer, size_t size);

/* ---- Dates ------------------------------------------------------------------------------------------------- */

/** A day of the proleptic Gregorian calendar, 1900-01-01 to 2999-12-31, as days since 1970-01-01. */
typedef int32_t rsl_date;
#define RSL_DATE_NONE INT32_MIN /**< no date: open, unknown or not asked */
#define RSL_DATE_MIN (-25567)   /**< 1900-01-01 */
#define RSL_DATE_MAX 376199     /**< 2999-12-31 */
#define RSL_DATE_TEXT 11        /**< bytes of "2023-06-30" with its end */

/** How a text writes its dates. */
typedef enum rsl_date_order { RSL_DATE_ORDER_ISO = 0, RSL_DATE_ORDER_DMY = 1 } rsl_date_order;

/** @return RSL_DATE_NONE where there is no such day in range. */
RSL_API rsl_date rsl_date_from_civil(int year, int month, int day);
/** Split a day into its calendar parts. All are 0 for RSL_DATE_NONE and outside the range. */
RSL_API void rsl_date_to_civil(rsl_date date, int *year, int *month, int *day);
/** Read `2023-06-30` (with DMY also `30/06/2023`, `30/6/2023`) that fills all of the text. */
RSL_API RSL_MUST_CHECK bool rsl_date_parse(const char *text, size_t length, rsl_date_order order, rsl_date *out);
/** Always ISO 8601. Writes "" for RSL_DATE_NONE. */
RSL_API void rsl_date_format(rsl_date date, char buffer[RSL_DATE_TEXT]);

/* ---- Periods ----------------------------------------------------------------------------------------------- */

/** The types of period, longest first. */
typedef enum rsl_period_type {
  RSL_PERIOD_NONE = 0,
  RSL_PERIOD_YEAR = 1,        /**< `2023` */
  RSL_PERIOD_NINE_MONTHS = 2, /**< `2023-9M`: January to September */
  RSL_PERIOD_HALF = 3,        /**< `2023-H1` */
  RSL_PERIOD_QUARTER = 4,     /**< `2023-Q2` */
  RSL_PERIOD_MONTH = 5,       /**< `2023-03` */
  RSL_PERIOD_DAY = 6,         /**< `2023-03-31` */
  RSL_PERIOD_TYPE_END
} rsl_period_type;

/** A period of calendar time. `index` counts periods of the type: years since year 0, half years since 0, quarters,
 *  months; the rsl_date for a day. Neighbours differ by 1. Equal periods have equal members. */
typedef struct rsl_period {
  rsl_period_type type; /**< the kind of period */
  int32_t index;        /**< which of them */
} rsl_period;

#define RSL_PERIOD_TEXT 12 /**< bytes of the longest period text with its end */

/** Read a period that fills all of the text, as `2023-Q2`. @return false, and *out of type none, where it is none. */
RSL_API RSL_MUST_CHECK bool rsl_period_parse(const char *text, size_t length, rsl_period *out);
RSL_API void rsl_period_format(rsl_period period, char buffer[RSL_PERIOD_TEXT]); /**< "" for none */
/** The first day of a period; RSL_DATE_NONE of none. */
RSL_API rsl_date rsl_period_first_day(rsl_period period);
/** The last day of a period, the day that it is ordered and known by; RSL_DATE_NONE of none. */
RSL_API rsl_date rsl_period_last_day(rsl_period period);
/** Does every day of `inner` lie in `outer`? A period contains itself. */
RSL_API bool rsl_period_contains(rsl_period outer, rsl_period inner);
/** Order by last day, then length (the shorter first): negative, 0 or positive. */
RSL_API int rsl_period_compare(rsl_period a, rsl_period b);
/** The period of a type that a day lies in; of type none where there is no such (October in a nine-month type). */
RSL_API rsl_period rsl_period_of_date(rsl_period_type type, rsl_date date);
/** `count` periods later, earlier when negative; of type none where that leaves the years 1900 to 2999. */
RSL_API rsl_period rsl_period_shift(rsl_period period, int32_t count);
/** How many whole periods of a type a period holds (12 months in a year); 0 where they do not tile it. */
RSL_API int32_t rsl_period_parts(rsl_period period, rsl_period_type type);
/** The first of those parts. */
RSL_API rsl_period rsl_period_first_part(rsl_period period, rsl_period_type type);
/** `year`, `half`, `nine_months`, `quarter`, `month`, `day`: the words of the files. NULL outside. */
RSL_API const char *rsl_period_type_name(rsl_period_type type);
/** Read one of those words, which fills all of the text. @return false, and *out none, where it is none. */
RSL_API RSL_MUST_CHECK bool rsl_period_type_parse(const char *text, size_t length, rsl_period_type *out);

/* ---- Numbers ----------------------------------------------------------------------------------------------- */

/** A measured or written figure: units × 10^-scale, exactly (R10). At most 18 significant digits. */
typedef struct rsl_decimal {
  int64_t units; /**< within ±999,999,999,999,999,999 */
  int32_t scale; /**< 0 to 18 */
} rsl_decimal;

/** How a text writes its numbers. The default (all zero) is `-12.50` and `1.25e3`. */
typedef struct rsl_number_style {
  char decimal_mark;   /**< 0 or '.': point; ',' when declared */
  char thousands_mark; /**< 0: none; else '.', ',' or ' ', and then only in groups of three */
} rsl_number_style;

/** Why a text is no figure. */
typedef enum rsl_number_fault {
  RSL_NUMBER_FINE = 0,
  RSL_NUMBER_EMPTY,
  RSL_NUMBER_NOT_FINITE,  /**< nan, inf */
  RSL_NUMBER_MALFORMED,   /**< not a number in the declared style (`1.234,5`) */
  RSL_NUMBER_TOO_LONG,    /**< more than 18 significant digits */
  RSL_NUMBER_OUT_OF_RANGE /**< `1e999`, or more than 18 decimals */
} rsl_number_fault;

/** Read a figure that fills all of the text. Trailing zeros after the mark are kept in the scale. Locale-free. */
RSL_API rsl_number_fault rsl_decimal_parse(const char *text, size_t length, const rsl_number_style *style,
                                           rsl_decimal *out);
#define RSL_DECIMAL_TEXT 24 /**< bytes of the longest decimal with its end */
/** The exact plain text, as "-0.25"; the scale's trailing zeros are kept. Never "-0". */
RSL_API void rsl_decimal_format(rsl_decimal value, char buffer[RSL_DECIMAL_TEXT]);
RSL_API int rsl_decimal_compare(rsl_decimal a, rsl_decimal b); /**< by value, exactly: negative, 0, positive */

/** A 128-bit integer in two words, two's complement: plain C on both sides of the interface. */
typedef struct rsl_int128 {
  uint64_t low; /**< bits 0 to 63 */
  int64_t high; /**< bits 64 to 127, with the sign */
} rsl_int128;

/** What a number is, and so how exact it is (R10). */
typedef enum rsl_number_kind {
  RSL_NUMBER_ABSENT = 0,   /**< no figure; never zero (R7) */
  RSL_NUMBER_DECIMAL = 1,  /**< numerator × 10^-scale, exactly */
  RSL_NUMBER_QUOTIENT = 2, /**< numerator / denominator × 10^-scale, exactly; scale may be negative */
  RSL_NUMBER_REAL = 3      /**< a double: what a root, a power or a formula gave */
} rsl_number_kind;

/** A figure as the library computes it. Exact until it is divided, and even then its two sides are kept, so that a
 *  boundary is compared exactly (T7) and rounding happens once, when it is shown (R10). */
typedef struct rsl_number {
  rsl_number_kind kind;   /**< which of the members below mean something */
  int32_t scale;          /**< of DECIMAL and QUOTIENT */
  rsl_int128 numerator;   /**< of DECIMAL and QUOTIENT */
  rsl_int128 denominator; /**< of QUOTIENT: greater than 0 */
  double real;            /**< of every kind but ABSENT: the nearest double (correctly rounded, ties to even) */
} rsl_number;

/** No figure. */
RSL_API rsl_number rsl_number_absent(void);
/** A measured figure as a number, exactly. */
RSL_API rsl_number rsl_number_from_decimal(rsl_decimal value);
/** A whole number, exactly. */
RSL_API rsl_number rsl_number_from_integer(int64_t value);
/** A double as a number; absent for nan and infinities; -0 becomes 0. */
RSL_API rsl_number rsl_number_from_double(double value);
/** Sum, difference, product and quotient: exact (DECIMAL or QUOTIENT) where both sides are and the result fits; else
 *  the double nearest to the exact result; with a REAL side, that of the two doubles. Absent with an absent side, on
 *  division by zero, and past the largest double. A quotient without a rest is a DECIMAL; a DECIMAL has at most 36
 *  decimals. */
RSL_API rsl_number rsl_number_add(rsl_number a, rsl_number b);
/** The difference a − b: see rsl_number_add(). */
RSL_API rsl_number rsl_number_subtract(rsl_number a, rsl_number b);
/** The product: see rsl_number_add(). */
RSL_API rsl_number rsl_number_multiply(rsl_number a, rsl_number b);
/** The quotient a / b, whose two sides are kept where both are exact: see rsl_number_add(). */
RSL_API rsl_number rsl_number_divide(rsl_number a, rsl_number b);
/** The number with the other sign, exactly; absent for absent. */
RSL_API rsl_number rsl_number_negate(rsl_number a);
/** Exact where both sides are; as doubles where one is REAL. Neither may be absent. Negative, 0 or positive. */
RSL_API int rsl_number_compare(rsl_number a, rsl_number b);
RSL_API int rsl_number_sign(rsl_number a); /**< -1, 0, 1; 0 for absent */
/** Rounded to `decimals` (0 to 18), half away from zero, from the exact value; a DECIMAL, or a REAL when too large. */
RSL_API rsl_number rsl_number_round(rsl_number value, int decimals);

#define RSL_NUMBER_TEXT 64 /**< bytes that hold any number written for machines, with its end */
/** The text for machines: the exact decimal for DECIMAL (no trailing zeros after the point), else the shortest text
 *  that reads back as the same double. "" for absent. Never nan, inf or -0. */
RSL_API void rsl_number_format(rsl_number value, char buffer[RSL_NUMBER_TEXT]);

/** A language of words for people. Codes never depend on it. */
typedef enum rsl_language { RSL_LANGUAGE_ENGLISH = 0, RSL_LANGUAGE_VIETNAMESE = 1, RSL_LANGUAGE_END } rsl_language;

/** The text for people: rounded once to `decimals` (0 to 18), with the language's marks: English 1,234.5,
 *  Vietnamese 1.234,5. "" for absent. @return bytes of the whole text without its end, as snprintf does. */
RSL_API size_t rsl_number_format_people(rsl_number value, int decimals, rsl_language language, char *buffer,
                                        size_t size);

/* ---- Words for people -------------------------------------------------------------------------------------- */

/** `en` or `vi`, with anything after it (`vi_VN.UTF-8`). */
RSL_API RSL_MUST_CHECK bool rsl_language_parse(const char *text, rsl_language *out);
/** The word for an English original of po/, as "on track"; the original itself where there is no translation.
 *  Lives for ever. */
RSL_API const char *rsl_translate(rsl_language language, const char *original);

/** Columns that a UTF-8 text takes on a terminal: 0 for a combining mark, 2 for a wide letter. */
RSL_API size_t rsl_text_width(const char *text);
/** Copy a text, cut with `…` where it is wider than `width` columns, never inside a letter and its marks; always ended.
 *  The copy is never longer than the text + 3 bytes. @return bytes of the whole cut text, as snprintf does. */
RSL_API size_t rsl_text_cut(const char *text, size_t width, char *buffer, size_t size);

/* ---- Text in and out --------------------------------------------------------------------------------------- */

/** Where bytes go. `write` takes all of them or fails, filling the error. */
typedef struct rsl_sink {
  /** Take `size` bytes: all of them, or fail and fill the error. */
  rsl_status (*write)(void *context, const void *bytes, size_t size, rsl_error *error);
  void *context; /**< handed to each call */
} rsl_sink;

/** Where bytes come from. `read` fills up to `size` bytes; *got is 0 at the end. */
typedef struct rsl_source {
  /** Give up to `size` bytes; *got tells how many, 0 at the end. */
  rsl_status (*read)(void *context, void *bytes, size_t size, size_t *got, rsl_error *error);
  void *context;    /**< handed to each call */
  const char *name; /**< for messages, as the user wrote it */
} rsl_source;

/** The formats that rows are written in for machines. */
typedef enum rsl_text_format {
  RSL_FORMAT_CSV = 0, /**< RFC 4180 quoting, LF */
  RSL_FORMAT_TSV = 1,
  RSL_FORMAT_JSON = 2, /**< one array of objects, one object a line */
  RSL_FORMAT_JSONL = 3 /**< one object a line */
} rsl_text_format;

/** Writes rows of named columns. One thread at a time. */
typedef struct rsl_writer rsl_writer;

/** A writer of rows. The head is written with the first row or at the end.
 *  @param[in] columns their names, borrowed until the writer is freed. @param[in] sink copied.
 *  @param[out] out the caller frees it with rsl_writer_free(); NULL on failure.
 *  @retval RSL_ERR_ARGUMENT no column, no such format, or a sink without `write`. */
RSL_API RSL_MUST_CHECK rsl_status rsl_writer_new(const rsl_allocator *allocator, rsl_text_format format,
                                                 const char *const *columns, size_t column_count, rsl_sink sink,
                                                 rsl_writer **out);
RSL_API void rsl_writer_free(rsl_writer *writer); /**< NULL: nothing happens */
/* One call a cell, in the columns' order. The first failure is kept and given by rsl_writer_end_row(). */
RSL_API void rsl_writer_text(rsl_writer *writer, const char *text); /**< NULL or "": empty, null in JSON */
/** A cell with a whole number. */
RSL_API void rsl_writer_integer(rsl_writer *writer, int64_t value);
RSL_API void rsl_writer_number(rsl_writer *writer, rsl_number value); /**< JSON: a string past 15 digits when exact */
/** An empty cell, null in JSON. */
RSL_API void rsl_writer_absent(rsl_writer *writer);
/** Words joined by `|` in CSV, an array in JSON. */
RSL_API void rsl_writer_list(rsl_writer *writer, const char *const *words, size_t count);
/** End the row. RSL_ERR_ARGUMENT where it has not one cell for each column. */
RSL_API RSL_MUST_CHECK rsl_status rsl_writer_end_row(rsl_writer *writer, rsl_error *error);
/** Write what is left (the closing bracket); no row may follow.
 *  @return what failed first, the sink's own failure included; RSL_ERR_ARGUMENT where a row was not ended. */
RSL_API RSL_MUST_CHECK rsl_status rsl_writer_finish(rsl_writer *writer, rsl_error *error);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
