#include <string.h>

#include <resolution/io.h>

#include "cube/builder.h"
#include "io/complain.h"
#include "io/json_rows.h"
#include "io/measurements_csv.h"
#include "io/measurements_jsonl.h"

/* The source that the caller gave, told of on the way. */
typedef struct counted_source {
  rsl_source inner;
  const rsl_measurements_read_options *options;
  uint64_t bytes;
} counted_source;

static rsl_status check_style(const rsl_number_style *style, rsl_error *error);
static rsl_status read_by_format(rsl__row_reader *rows, const rsl_source *source, uint64_t *bad_rows);
static rsl_status read_counted(void *context, void *bytes, size_t size, size_t *got, rsl_error *error);

rsl_status rsl_measurements_read(const rsl_source *source, const rsl_measurements_read_options *options,
                                 const rsl_allocator *allocator, rsl_cube_builder *builder, rsl_problems *problems,
                                 uint64_t *skipped, rsl_error *error) {
  rsl_measurements_read_options chosen = RSL_MEASUREMENTS_READ_OPTIONS_INIT;
  /* A caller built with an older header hands over the members that it knew. */
  if (options != NULL) memcpy(&chosen, options, options->size < sizeof chosen ? options->size : sizeof chosen);
  rsl__error_clear(error);
  if (skipped != NULL) *skipped = 0;
  rsl_status status = check_style(&chosen.style, error);
  if (status != RSL_OK) return status;
  counted_source counted = { *source, &chosen, 0 };
  rsl_source through = { read_counted, &counted, source->name };
  rsl__row_reader rows;
  uint64_t bad_rows = 0;
  status = rsl__row_reader_open(&rows, &chosen, builder, allocator, problems, error);
  if (status == RSL_OK) status = read_by_format(&rows, &through, &bad_rows);
  rsl__row_reader_close(&rows);
  if (status == RSL_OK && bad_rows > 0 && !chosen.skip_bad) status = RSL_ERR_DATA;
  if (status != RSL_OK) return status;
  if (skipped != NULL) *skipped = bad_rows;
  builder->cube->skipped_count += bad_rows;
  return RSL_OK;
}

static rsl_status check_style(const rsl_number_style *style, rsl_error *error) {
  char decimal = style->decimal_mark == '\0' ? '.' : style->decimal_mark;
  if (decimal == style->thousands_mark) {
    return rsl__fail(error, RSL_ERR_ARGUMENT, "`%c` cannot be both the decimal and the thousands mark", decimal);
  }
  return RSL_OK;
}

static rsl_status read_by_format(rsl__row_reader *rows, const rsl_source *source, uint64_t *bad_rows) {
  rsl__peek peek;
  rsl_source from;
  rsl_error why = RSL_ERROR_INIT;
  rsl_status status = rsl__peek_open(&peek, source, &from, &why);
  if (status != RSL_OK) {
    rsl_error told = RSL_ERROR_INIT;
    (void)rsl__fail_at(&told, status, source->name, 0, 0, NULL, "%s",
                       why.text[0] != '\0' ? why.text : "the input could not be read");
    return rsl__complain_unreadable(rows->problems, rows->error, &told);
  }
  return rsl__is_json_lines(&peek, source->name) ? rsl__measurements_read_jsonl(rows, &from, bad_rows)
                                                 : rsl__measurements_read_csv(rows, &from, bad_rows);
}

static rsl_status read_counted(void *context, void *bytes, size_t size, size_t *got, rsl_error *error) {
  counted_source *counted = context;
  rsl_status status = counted->inner.read(counted->inner.context, bytes, size, got, error);
  if (status != RSL_OK) return status;
  counted->bytes += *got;
  if (counted->options->progress != NULL &&
      !counted->options->progress(counted->options->progress_context, counted->bytes)) {
    return rsl__fail(error, RSL_ERR_DATA, "reading was stopped");
  }
  return RSL_OK;
}
