#include <string.h>

#include <resolution/io.h>

#include "base/error.h"
#include "base/text_buffer.h"
#include "io/snapshot.h"

/* Bytes that are handed over at once. What is written in pieces of two megabytes, systems can keep, and map, as one. */
enum { PIECE = 1 << 21 };

/* A cube on its way out: first everything before the columns, in memory, then the columns as they lie. */
typedef struct writer {
  const rsl_cube *cube;
  rsl__names texts;
  uint32_t *text_starts; /* by id */
  rsl__text_buffer head;
  unsigned char *piece;
  size_t held; /* bytes of the piece */
  rsl_sink sink;
  rsl_error *error;
} writer;

static rsl_status collect_texts(writer *w);
static rsl_status add_text(writer *w, const char *text);
static rsl_status place_texts(writer *w);
static uint32_t place_of(const writer *w, const char *text);
static void fill_head(writer *w);
static void put(writer *w, const void *bytes, size_t size);
static void pad(writer *w);
static void put_columns(writer *w);
static void put_blocks(writer *w);
static void put_store(writer *w);
static void copy_sides(const rsl__sides *from, rsl__sides *to);
static rsl_status write_all(writer *w);
static rsl_status write_columns(writer *w);
static rsl_status write_array(writer *w, rsl__snapshot_array array);
static rsl_status write_bytes(writer *w, const void *bytes, size_t size);
static rsl_status hand_over(writer *w);
static void sum_column(const rsl_cube *cube, const rsl__column *column, uint64_t out[2]);

rsl_status rsl_snapshot_write(const rsl_cube *cube, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  rsl_allocator from = rsl__allocator_or_default(allocator);
  writer w = { .cube = cube, .sink = sink, .error = error };
  rsl__error_clear(error);
  rsl__names_init(&w.texts, &from);
  rsl__text_buffer_init(&w.head, &from);
  rsl_status status = rsl__seal_check(cube, NULL, 0, 0, error);
  if (status == RSL_OK) status = collect_texts(&w);
  if (status == RSL_OK) status = place_texts(&w);
  if (status == RSL_OK) {
    fill_head(&w);
    status = rsl__text_buffer_status(&w.head, error);
  }
  if (status == RSL_OK) status = write_all(&w);
  rsl__release_array(&from, w.text_starts, rsl__names_count(&w.texts), sizeof *w.text_starts);
  rsl__names_free(&w.texts);
  rsl__text_buffer_free(&w.head);
  return status;
}

/* ---- Texts: each once, the names of files first ------------------------------------------------------------ */

static rsl_status collect_texts(writer *w) {
  const rsl__store *store = &w->cube->store;
  rsl_status status = RSL_OK;
  for (uint32_t i = 0; status == RSL_OK && i < rsl__names_count(&store->files); i++)
    status = add_text(w, rsl__names_text(&store->files, i));
  for (uint32_t i = 0; status == RSL_OK && i < store->extras.count; i++) {
    const rsl__extra *extra = rsl__pool_at(&store->extras, i);
    if (extra->source != NULL) status = add_text(w, extra->source);
    if (status == RSL_OK && extra->note != NULL) status = add_text(w, extra->note);
  }
  return status;
}

static rsl_status add_text(writer *w, const char *text) {
  uint32_t id = 0;
  rsl_status status = rsl__names_add(&w->texts, text, strlen(text), &id);
  return status == RSL_OK ? status : rsl__fail(w->error, status, "the texts of the cube cannot be held");
}

static rsl_status place_texts(writer *w) {
  uint32_t count = rsl__names_count(&w->texts);
  uint64_t at = 0;
  w->text_starts = rsl__allocate_array(&w->head.allocator, count, sizeof *w->text_starts);
  if (w->text_starts == NULL && count > 0) return rsl__fail_memory(w->error);
  for (uint32_t i = 0; i < count; i++) {
    w->text_starts[i] = (uint32_t)at;
    at += rsl__names_length(&w->texts, i) + 1;
    if (at >= UINT32_MAX) return rsl__fail(w->error, RSL_ERR_LIMIT, "the texts of the cube have more than 4 GB");
  }
  return RSL_OK;
}

/* Its place + 1; 0 for none. */
static uint32_t place_of(const writer *w, const char *text) {
  return text == NULL ? 0 : w->text_starts[rsl__names_find(&w->texts, text, strlen(text))] + 1;
}

/* ---- Before the columns ---------------------------------------------------------------------------------- */

static void fill_head(writer *w) {
  const rsl_cube *cube = w->cube;
  rsl__snapshot_head head;
  memset(&head, 0, sizeof head);
  memcpy(head.magic, RSL__SNAPSHOT_MAGIC, sizeof head.magic);
  head.version = RSL__SNAPSHOT_VERSION;
  head.byte_order = RSL__SNAPSHOT_ORDER;
  head.layout = rsl__snapshot_layout();
  rsl__snapshot_plan(cube->plan, head.plan);
  head.row_count = cube->row_count;
  head.skipped_count = cube->skipped_count;
  head.later_count = cube->later_count;
  head.column_count = cube->column_count;
  head.unit_count = cube->unit_count;
  head.file_count = rsl__names_count(&cube->store.files);
  head.extra_count = cube->store.extras.count;
  head.side_count = cube->store.sides.count;
  head.last_day = cube->last_day;
  uint64_t data = 0;
  for (uint32_t i = 0; i < cube->column_count; i++) {
    head.block_count += cube->columns[i].block_count;
    head.spoken_count += cube->columns[i].spoken_count;
    data += rsl__snapshot_column_size(&cube->columns[i], cube->unit_count);
  }
  for (uint32_t i = 0; i < rsl__names_count(&w->texts); i++) head.text_size += rsl__names_length(&w->texts, i) + 1;
  put(w, &head, sizeof head);
  put_columns(w);
  put_blocks(w);
  put_store(w);
  if (w->head.failed) return;
  head.head_size = w->head.length;
  head.file_size = head.head_size + data;
  memcpy(w->head.bytes, &head, sizeof head);
  rsl__seal_sum sum = rsl__seal_sum_new();
  rsl__seal_sum_add(&sum, w->head.bytes, w->head.length);
  rsl__seal_sum_end(&sum, head.sum);
  memcpy(w->head.bytes, &head, sizeof head);
}

static void put(writer *w, const void *bytes, size_t size) {
  rsl__text_buffer_append(&w->head, bytes, size);
  pad(w);
}

static void pad(writer *w) {
  static const char zeros[RSL__SEAL_ALIGN] = "";
  rsl__text_buffer_append(&w->head, zeros, (size_t)(rsl__snapshot_aligned(w->head.length) - w->head.length));
}

static void put_columns(writer *w) {
  const rsl_cube *cube = w->cube;
  for (uint32_t i = 0; i < cube->column_count; i++) {
    const rsl__column *column = &cube->columns[i];
    rsl__snapshot_column record;
    memset(&record, 0, sizeof record);
    sum_column(cube, column, record.sum);
    record.row_count = column->count;
    record.largest = column->largest;
    record.spoken_count = column->spoken_count;
    record.block_count = (uint32_t)column->block_count;
    record.scale = column->scale;
    record.has_starts = column->starts != NULL;
    record.has_negative = column->has_negative;
    memcpy(record.spans, column->spans, sizeof record.spans);
    rsl__text_buffer_append(&w->head, (const char *)&record, sizeof record);
  }
  pad(w);
}

static void put_blocks(writer *w) {
  const rsl_cube *cube = w->cube;
  for (uint32_t i = 0; i < cube->column_count; i++) {
    for (size_t b = 0; b < cube->columns[i].block_count; b++) {
      const rsl__block *block = &cube->columns[i].blocks[b];
      const rsl__snapshot_block record = { block->least,     block->greatest, block->word_count, block->lane_count,
                                           block->row_count, block->stride,   block->width };
      rsl__text_buffer_append(&w->head, (const char *)&record, sizeof record);
    }
  }
  pad(w);
  for (uint32_t i = 0; i < cube->column_count; i++) {
    const rsl__column *column = &cube->columns[i];
    rsl__text_buffer_append(&w->head, (const char *)column->spoken, column->spoken_count * sizeof *column->spoken);
  }
  pad(w);
}

static void put_store(writer *w) {
  const rsl__store *store = &w->cube->store;
  for (uint32_t i = 0; i < store->extras.count; i++) {
    const rsl__extra *extra = rsl__pool_at(&store->extras, i);
    const rsl__snapshot_extra record = { place_of(w, extra->source),
                                         place_of(w, extra->note),
                                         extra->line,
                                         extra->revision,
                                         extra->reported_at,
                                         extra->sides };
    rsl__text_buffer_append(&w->head, (const char *)&record, sizeof record);
  }
  pad(w);
  for (uint32_t i = 0; i < store->sides.count; i++) {
    rsl__sides sides; /* its padding too is to be the same each time */
    memset(&sides, 0, sizeof sides);
    copy_sides(rsl__pool_at(&store->sides, i), &sides);
    rsl__text_buffer_append(&w->head, (const char *)&sides, sizeof sides);
  }
  pad(w);
  for (uint32_t i = 0; i < rsl__names_count(&w->texts); i++)
    rsl__text_buffer_append(&w->head, rsl__names_text(&w->texts, i), rsl__names_length(&w->texts, i) + 1);
  pad(w);
}

static void copy_sides(const rsl__sides *from, rsl__sides *to) {
  to->numerator = from->numerator;
  to->denominator = from->denominator;
  to->upper = from->upper;
  to->numerator_scale = from->numerator_scale;
  to->denominator_scale = from->denominator_scale;
  to->upper_scale = from->upper_scale;
  to->has_numerator = from->has_numerator;
  to->has_denominator = from->has_denominator;
  to->qualifier = from->qualifier;
}

/* ---- Columns --------------------------------------------------------------------------------------------- */

static rsl_status write_all(writer *w) {
  const rsl_allocator *from = &w->head.allocator;
  w->piece = rsl__allocate(from, PIECE);
  if (w->piece == NULL) return rsl__fail_memory(w->error);
  rsl_status status = write_bytes(w, w->head.bytes, w->head.length);
  if (status == RSL_OK) status = write_columns(w);
  if (status == RSL_OK && w->held > 0) status = hand_over(w);
  rsl__release(from, w->piece, PIECE);
  return status;
}

static rsl_status write_columns(writer *w) {
  const rsl_cube *cube = w->cube;
  rsl_status status = RSL_OK;
  for (uint32_t i = 0; i < cube->column_count; i++) {
    const rsl__column *column = &cube->columns[i];
    rsl__snapshot_array arrays[RSL__SNAPSHOT_OF_COLUMN];
    rsl__snapshot_column_arrays(column, cube->unit_count, arrays);
    for (size_t k = 0; status == RSL_OK && k < RSL__SNAPSHOT_OF_COLUMN; k++) status = write_array(w, arrays[k]);
    for (size_t b = 0; b < column->block_count; b++) {
      rsl__snapshot_array parts[RSL__SNAPSHOT_OF_BLOCK];
      rsl__snapshot_block_arrays(&column->blocks[b], parts);
      for (size_t k = 0; status == RSL_OK && k < RSL__SNAPSHOT_OF_BLOCK; k++) status = write_array(w, parts[k]);
    }
  }
  return status;
}

static rsl_status write_array(writer *w, rsl__snapshot_array array) {
  static const char zeros[RSL__SEAL_ALIGN] = "";
  rsl_status status = write_bytes(w, array.bytes, (size_t)array.size);
  return status != RSL_OK ? status : write_bytes(w, zeros, (size_t)(rsl__snapshot_aligned(array.size) - array.size));
}

static rsl_status write_bytes(writer *w, const void *bytes, size_t size) {
  rsl_status status = RSL_OK;
  for (const unsigned char *at = bytes; status == RSL_OK && size > 0;) {
    size_t part = size < PIECE - w->held ? size : PIECE - w->held;
    memcpy(w->piece + w->held, at, part);
    w->held += part;
    at += part;
    size -= part;
    if (w->held == PIECE) status = hand_over(w);
  }
  return status;
}

static rsl_status hand_over(writer *w) {
  size_t size = w->held;
  w->held = 0;
  return w->sink.write(w->sink.context, w->piece, size, w->error);
}

static void sum_column(const rsl_cube *cube, const rsl__column *column, uint64_t out[2]) {
  rsl__seal_sum sum = rsl__seal_sum_new();
  rsl__snapshot_array arrays[RSL__SNAPSHOT_OF_COLUMN];
  rsl__snapshot_column_arrays(column, cube->unit_count, arrays);
  for (size_t k = 0; k < RSL__SNAPSHOT_OF_COLUMN; k++) rsl__seal_sum_add(&sum, arrays[k].bytes, (size_t)arrays[k].size);
  for (size_t b = 0; b < column->block_count; b++) {
    rsl__snapshot_array parts[RSL__SNAPSHOT_OF_BLOCK];
    rsl__snapshot_block_arrays(&column->blocks[b], parts);
    for (size_t k = 0; k < RSL__SNAPSHOT_OF_BLOCK; k++) rsl__seal_sum_add(&sum, parts[k].bytes, (size_t)parts[k].size);
  }
  rsl__seal_sum_end(&sum, out);
}
