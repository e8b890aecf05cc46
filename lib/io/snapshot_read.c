#include <stddef.h>
#include <string.h>

#include <resolution/io.h>

#include "base/error.h"
#include "base/memory.h"
#include "io/snapshot.h"

/* A snapshot on its way in: a place in its bytes, from which arrays are taken in their order. */
typedef struct reader {
  const rsl_plan *plan;
  rsl__mapping *mapping;
  rsl__snapshot_head head;
  uint64_t at;
  uint64_t end; /* nothing is taken past it */
  rsl_cube *cube;
  const char *name;
  rsl_error *error;
} reader;

static rsl_status make_cube(const rsl_plan *plan, rsl__mapping *mapping, const char *name,
                            const rsl_allocator *allocator, rsl_cube **out, rsl_error *error);
static rsl_status read_source(const rsl_source *source, const rsl_allocator *allocator, rsl__mapping *out,
                              rsl_error *error);
static rsl_status check_head(reader *r);
static rsl_status check_origin(const reader *r);
static void *take(reader *r, uint64_t count, uint64_t item_size);
static bool seal(reader *r, rsl_cube *cube, rsl_status *status);
static rsl_status read_columns(reader *r, rsl_cube *cube);
static rsl_status read_column(reader *r, uint32_t index, const rsl__snapshot_column *record,
                              const rsl__snapshot_block *blocks);
static bool place_column(reader *r, uint32_t index, const rsl__snapshot_column *record);
static bool place_block(reader *r, rsl__block *block);
static bool are_spoken(const uint32_t *whens, uint64_t count);
static bool copy_spoken(const reader *r, rsl__column *column, const uint32_t *spoken, size_t count);
static rsl_status read_store(reader *r, const rsl__snapshot_extra *extras, const rsl__sides *sides, const char *texts);
static bool sides_are_sound(const rsl__sides *sides);
static rsl_status read_files(reader *r, const char *texts);
static rsl_status damaged(const reader *r);
static void release(void *context);

rsl_status rsl_snapshot_open(const rsl_plan *plan, const char *path, const rsl_allocator *allocator, rsl_cube **out,
                             rsl_error *error) {
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  *out = NULL;
  rsl__error_clear(error);
  rsl__mapping *mapping = rsl__allocate_zeroed(&memory, sizeof *mapping);
  if (mapping == NULL) return rsl__fail_memory(error);
  if (strcmp(path, "-") != 0 && rsl__mapping_open(path, mapping)) {
    mapping->allocator = memory;
    return make_cube(plan, mapping, path, allocator, out, error);
  }
  rsl__release(&memory, mapping, sizeof *mapping);
  rsl_file *file = NULL;
  rsl_source source;
  rsl_status status = rsl_file_open(path, allocator, &file, &source, error);
  if (status == RSL_OK) status = rsl_snapshot_read(plan, &source, allocator, out, error);
  rsl_file_close(file);
  return status;
}

rsl_status rsl_snapshot_read(const rsl_plan *plan, const rsl_source *source, const rsl_allocator *allocator,
                             rsl_cube **out, rsl_error *error) {
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  *out = NULL;
  rsl__error_clear(error);
  rsl__mapping *mapping = rsl__allocate_zeroed(&memory, sizeof *mapping);
  if (mapping == NULL) return rsl__fail_memory(error);
  mapping->allocator = memory;
  rsl_status status = read_source(source, &memory, mapping, error);
  const char *name = source->name == NULL ? "" : source->name;
  if (status == RSL_OK) return make_cube(plan, mapping, name, allocator, out, error);
  release(mapping);
  return status;
}

rsl_status rsl_snapshot_verify(const rsl_cube *cube, rsl_error *error) {
  rsl__error_clear(error);
  return rsl__seal_check(cube, NULL, 0, 0, error);
}

/* The mapping is the cube's from here on, or given back. */
static rsl_status make_cube(const rsl_plan *plan, rsl__mapping *mapping, const char *name,
                            const rsl_allocator *allocator, rsl_cube **out, rsl_error *error) {
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  reader r = { .plan = plan, .mapping = mapping, .name = name, .error = error };
  rsl_status status = plan == NULL || !rsl_plan_is_finished(plan)
                          ? rsl__fail(error, RSL_ERR_ARGUMENT, "the plan is not finished")
                          : check_head(&r);
  if (status == RSL_OK) status = check_origin(&r);
  if (status == RSL_OK) status = rsl__cube_new(plan, &memory, &r.cube);
  if (status == RSL_ERR_MEMORY) status = rsl__fail_memory(error);
  bool is_sealed = status == RSL_OK && r.cube != NULL && seal(&r, r.cube, &status);
  if (!is_sealed) release(mapping);
  if (is_sealed) status = read_columns(&r, r.cube);
  if (status != RSL_OK) {
    rsl_cube_free(r.cube);
    return status;
  }
  *out = r.cube;
  return RSL_OK;
}

static rsl_status read_source(const rsl_source *source, const rsl_allocator *allocator, rsl__mapping *out,
                              rsl_error *error) {
  enum { FIRST = 1 << 20 };
  size_t got = 0;
  rsl_error own = RSL_ERROR_INIT;
  void *bytes = NULL;
  do {
    if (out->size == out->capacity && !rsl__grow(allocator, &bytes, &out->capacity, out->size + FIRST, 1)) {
      return rsl__fail_memory(error);
    }
    out->bytes = bytes;
    rsl_status status = source->read(source->context, out->bytes + out->size, out->capacity - out->size, &got, &own);
    if (status != RSL_OK) {
      const char *why = own.text[0] != '\0' ? own.text : "the input could not be read";
      return rsl__fail_at(error, status, source->name, 0, 0, NULL, "%s", why);
    }
    out->size += got;
  } while (got > 0);
  return RSL_OK;
}

/* ---- Is it one, and whole, and ours ------------------------------------------------------------------------- */

static rsl_status check_head(reader *r) {
  const rsl__mapping *mapping = r->mapping;
  rsl__snapshot_head *head = &r->head;
  bool is_one = mapping->bytes != NULL && mapping->size >= sizeof *head;
  if (is_one) memcpy(head, mapping->bytes, sizeof *head);
  if (!is_one || memcmp(head->magic, RSL__SNAPSHOT_MAGIC, sizeof head->magic) != 0) {
    return rsl__fail_at(r->error, RSL_ERR_DATA, r->name, 0, 0, NULL,
                        "this is no snapshot of a cube, or only its start");
  }
  if (head->byte_order != RSL__SNAPSHOT_ORDER) {
    return rsl__fail_at(r->error, RSL_ERR_DATA, r->name, 0, 0, NULL,
                        "the snapshot was made on a machine of another byte order: make it anew here");
  }
  if (head->version != RSL__SNAPSHOT_VERSION) {
    return rsl__fail_at(r->error, RSL_ERR_NOT_SUPPORTED, r->name, 0, 0, NULL,
                        "the snapshot is of version %lu, this library reads version %d: make it anew",
                        (unsigned long)head->version, RSL__SNAPSHOT_VERSION);
  }
  if (head->file_size != mapping->size) {
    return rsl__fail_at(r->error, RSL_ERR_DATA, r->name, 0, 0, NULL,
                        "the snapshot has %llu bytes where it should have %llu: it was cut short, or added to",
                        (unsigned long long)mapping->size, (unsigned long long)head->file_size);
  }
  if (head->head_size < sizeof *head || head->head_size > head->file_size ||
      head->head_size != rsl__snapshot_aligned(head->head_size)) {
    return damaged(r);
  }
  uint64_t found[2];
  rsl__snapshot_head blank = *head;
  memset(blank.sum, 0, sizeof blank.sum);
  memcpy(mapping->bytes, &blank, sizeof blank);
  rsl__seal_sum sum = rsl__seal_sum_new();
  rsl__seal_sum_add(&sum, mapping->bytes, (size_t)head->head_size);
  rsl__seal_sum_end(&sum, found);
  return memcmp(found, head->sum, sizeof found) == 0 ? RSL_OK : damaged(r);
}

static rsl_status check_origin(const reader *r) {
  uint64_t plan[2];
  if (r->head.layout != rsl__snapshot_layout()) {
    return rsl__fail_at(r->error, RSL_ERR_DATA, r->name, 0, 0, NULL,
                        "the snapshot was made by another build of libresolution: make it anew with this one");
  }
  rsl__snapshot_plan(r->plan, plan);
  if (memcmp(plan, r->head.plan, sizeof plan) == 0 && r->head.column_count == rsl_plan_indicator_count(r->plan) &&
      r->head.unit_count == rsl_plan_unit_count(r->plan)) {
    return RSL_OK;
  }
  return rsl__fail_at(r->error, RSL_ERR_DATA, r->name, 0, 0, NULL,
                      "the snapshot is of another plan: its units or indicators are others; make it anew");
}

static rsl_status damaged(const reader *r) {
  return rsl__fail_at(r->error, RSL_ERR_DATA, r->name, 0, 0, NULL, "the snapshot is damaged: make it anew");
}

/* The next array; NULL where there is none of that size. */
static void *take(reader *r, uint64_t count, uint64_t item_size) {
  uint64_t left = r->end - r->at;
  unsigned char *bytes = r->mapping->bytes + r->at;
  if (count > left / item_size) return NULL;
  uint64_t size = rsl__snapshot_aligned(count * item_size);
  if (size > left) return NULL;
  r->at += size;
  return bytes;
}

/* ---- The cube -------------------------------------------------------------------------------------------- */

/* From here on the mapping is the cube's, where this succeeds. */
static bool seal(reader *r, rsl_cube *cube, rsl_status *status) {
  const rsl_allocator *from = &cube->store.allocator;
  *status = RSL_ERR_MEMORY;
  rsl__seal *made = rsl__allocate_zeroed(from, sizeof *made);
  cube->seal = made;
  if (made == NULL) {
    (void)rsl__fail_memory(r->error);
    return false;
  }
  made->monitor = rsl__monitor_new(from);
  made->columns = rsl__allocate_zeroed_array(from, cube->column_count, sizeof *made->columns);
  made->column_count = cube->column_count;
  made->name_size = strlen(r->name) + 1;
  made->name = rsl__allocate(from, made->name_size);
  if (made->monitor == NULL || made->columns == NULL || made->name == NULL) {
    (void)rsl__fail_memory(r->error);
    return false;
  }
  memcpy(made->name, r->name, made->name_size);
  made->release = release;
  made->context = r->mapping;
  *status = RSL_OK;
  return true;
}

static void release(void *context) {
  rsl__mapping *mapping = context;
  rsl_allocator from = mapping->allocator;
  rsl__mapping_close(mapping);
  rsl__release(&from, mapping, sizeof *mapping);
}

static rsl_status read_columns(reader *r, rsl_cube *cube) {
  const rsl__snapshot_head *head = &r->head;
  r->at = 0;
  r->end = head->head_size;
  (void)take(r, 1, sizeof *head);
  const rsl__snapshot_column *columns = take(r, head->column_count, sizeof *columns);
  const rsl__snapshot_block *blocks = take(r, head->block_count, sizeof *blocks);
  const uint32_t *spoken = take(r, head->spoken_count, sizeof *spoken);
  const rsl__snapshot_extra *extras = take(r, head->extra_count, sizeof *extras);
  const rsl__sides *sides = take(r, head->side_count, sizeof *sides);
  const char *texts = take(r, head->text_size, 1);
  if (columns == NULL || blocks == NULL || spoken == NULL || extras == NULL || sides == NULL || texts == NULL ||
      r->at != r->end) {
    return damaged(r);
  }
  bool has_day = head->last_day == RSL_DATE_NONE || (head->last_day >= RSL_DATE_MIN && head->last_day <= RSL_DATE_MAX);
  if (!has_day) return damaged(r);
  rsl_status status = read_store(r, extras, sides, texts);
  r->end = head->file_size;
  uint64_t block = 0;
  uint64_t said = 0;
  for (uint32_t i = 0; status == RSL_OK && i < head->column_count; i++) {
    if (columns[i].block_count > head->block_count - block || columns[i].spoken_count > head->spoken_count - said ||
        !are_spoken(spoken + said, columns[i].spoken_count)) {
      return damaged(r);
    }
    status = read_column(r, i, &columns[i], blocks + block);
    if (status == RSL_OK && !copy_spoken(r, &cube->columns[i], spoken + said, (size_t)columns[i].spoken_count)) {
      return rsl__fail_memory(r->error);
    }
    block += columns[i].block_count;
    said += columns[i].spoken_count;
  }
  if (status != RSL_OK) return status;
  cube->row_count = head->row_count;
  cube->skipped_count = head->skipped_count;
  cube->later_count = head->later_count;
  cube->last_day = head->last_day;
  rsl__cube_find_reach(cube);
  return r->at == r->end && block == head->block_count && said == head->spoken_count ? RSL_OK : damaged(r);
}

static rsl_status read_column(reader *r, uint32_t index, const rsl__snapshot_column *record,
                              const rsl__snapshot_block *blocks) {
  rsl__column *column = &r->cube->columns[index];
  if (record->scale > 18 || record->largest > INT64_MAX || record->has_starts > 1 || record->has_negative > 1)
    return damaged(r);
  for (int type = 0; type < RSL_PERIOD_TYPE_END; type++) {
    const rsl__span *span = &record->spans[type];
    bool is_empty = rsl__span_is_empty(span);
    if (!is_empty && (!rsl__when_is_one(span->first) || !rsl__when_is_one(span->last))) return damaged(r);
    column->spans[type] = *span;
  }
  column->scale = record->scale;
  column->largest = record->largest;
  column->has_negative = record->has_negative != 0;
  column->blocks = rsl__allocate_zeroed_array(&r->cube->store.allocator, record->block_count, sizeof *column->blocks);
  if (column->blocks == NULL && record->block_count > 0) return rsl__fail_memory(r->error);
  column->block_count = record->block_count;
  for (size_t i = 0; i < column->block_count; i++) {
    column->blocks[i] = (rsl__block){ .lane_count = blocks[i].lane_count,
                                      .row_count = blocks[i].row_count,
                                      .stride = blocks[i].stride,
                                      .width = blocks[i].width,
                                      .least = blocks[i].least,
                                      .greatest = blocks[i].greatest,
                                      .word_count = (size_t)blocks[i].word_count };
  }
  return place_column(r, index, record) ? RSL_OK : damaged(r);
}

static bool place_column(reader *r, uint32_t index, const rsl__snapshot_column *record) {
  rsl__column *column = &r->cube->columns[index];
  uint64_t begin = r->at;
  uint64_t starts = record->has_starts != 0 ? (uint64_t)r->cube->unit_count + 1 : 0;
  column->rows = take(r, record->row_count, sizeof *column->rows);
  column->starts = take(r, starts, sizeof *column->starts);
  if (column->rows == NULL || column->starts == NULL) return false;
  column->count = column->capacity = (size_t)record->row_count;
  if (starts == 0) column->starts = NULL;
  for (size_t i = 0; i < column->block_count; i++)
    if (!place_block(r, &column->blocks[i])) return false;
  rsl__sealed *sealed = &r->cube->seal->columns[index];
  sealed->bytes = r->mapping->bytes + begin;
  sealed->size = (size_t)(r->at - begin);
  memcpy(sealed->sum, record->sum, sizeof sealed->sum);
  return true;
}

static bool place_block(reader *r, rsl__block *block) {
  bool has_lanes = block->lane_count >= 1 && block->lane_count <= block->stride && block->stride <= RSL__LANES;
  bool has_width = block->width == 2 || block->width == 4 || block->width == 8;
  if (!has_lanes || !has_width || block->row_count > r->cube->unit_count) return false;
  block->whens = take(r, block->lane_count, sizeof *block->whens);
  block->places = take(r, block->row_count, sizeof *block->places);
  block->values = take(r, (uint64_t)block->row_count * block->stride, block->width);
  block->origins = take(r, block->row_count, sizeof *block->origins);
  block->words = take(r, block->word_count, sizeof *block->words);
  return block->whens != NULL && block->places != NULL && block->values != NULL && block->origins != NULL &&
         block->words != NULL;
}

static bool are_spoken(const uint32_t *whens, uint64_t count) {
  for (uint64_t i = 0; i < count; i++)
    if (!rsl__when_is_one(whens[i]) || (i > 0 && whens[i] <= whens[i - 1])) return false;
  return true;
}

static bool copy_spoken(const reader *r, rsl__column *column, const uint32_t *spoken, size_t count) {
  column->spoken = rsl__allocate_array(&r->cube->store.allocator, count, sizeof *spoken);
  if (column->spoken == NULL && count > 0) return false;
  column->spoken_count = count;
  if (count > 0) memcpy(column->spoken, spoken, count * sizeof *spoken);
  return true;
}

/* ---- Texts and what refers to them -------------------------------------------------------------------------- */

static rsl_status read_store(reader *r, const rsl__snapshot_extra *extras, const rsl__sides *sides, const char *texts) {
  const rsl__snapshot_head *head = &r->head;
  rsl__store *store = &r->cube->store;
  /* With the last text, all of them end. */
  if (head->text_size > 0 && texts[head->text_size - 1] != '\0') return damaged(r);
  rsl_status status = read_files(r, texts);
  for (uint32_t i = 0; status == RSL_OK && i < head->side_count; i++) {
    rsl__sides *kept = rsl__pool_add(&store->sides);
    if (kept == NULL) return rsl__fail_memory(r->error);
    if (!sides_are_sound(&sides[i])) return damaged(r);
    *kept = sides[i];
  }
  for (uint32_t i = 0; status == RSL_OK && i < head->extra_count; i++) {
    const rsl__snapshot_extra *extra = &extras[i];
    if (extra->source > head->text_size || extra->note > head->text_size || extra->sides > head->side_count) {
      return damaged(r);
    }
    rsl__extra *kept = rsl__pool_add(&store->extras);
    if (kept == NULL) return rsl__fail_memory(r->error);
    *kept = (rsl__extra){ .source = extra->source == 0 ? NULL : texts + extra->source - 1,
                          .note = extra->note == 0 ? NULL : texts + extra->note - 1,
                          .line = extra->line,
                          .revision = extra->revision,
                          .reported_at = extra->reported_at,
                          .sides = extra->sides };
  }
  return status;
}

static bool sides_are_sound(const rsl__sides *sides) {
  /* Whether a truth is one is asked of its byte: no other value may be read as one. */
  const unsigned char *bytes = (const unsigned char *)sides;
  return sides->numerator_scale <= 18 && sides->denominator_scale <= 18 && sides->upper_scale <= 18 &&
         sides->qualifier < RSL_QUALIFIER_END && bytes[offsetof(rsl__sides, has_numerator)] <= 1 &&
         bytes[offsetof(rsl__sides, has_denominator)] <= 1;
}

static rsl_status read_files(reader *r, const char *texts) {
  const char *at = texts;
  const char *end = texts + r->head.text_size;
  for (uint32_t i = 0; i < r->head.file_count; i++) {
    uint32_t id = 0;
    if (at >= end) return damaged(r);
    size_t length = strlen(at);
    rsl_status status = rsl__names_add(&r->cube->store.files, at, length, &id);
    if (status == RSL_ERR_MEMORY) return rsl__fail_memory(r->error);
    if (status != RSL_OK || id != i) return damaged(r);
    at += length + 1;
  }
  return RSL_OK;
}
