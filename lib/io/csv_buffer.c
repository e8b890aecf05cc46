#include <string.h>

#include "base/memory.h"
#include "io/csv_internal.h"

static bool make_room(rsl__csv *csv);

/* Read on, keeping what is not read yet. False when that fails. */
bool rsl__csv_refill(rsl__csv *csv) {
  if (!make_room(csv)) {
    rsl__csv_fail_memory(csv);
    return false;
  }
  rsl_error error = RSL_ERROR_INIT;
  return rsl__csv_read_source(csv, &error);
}

static bool make_room(rsl__csv *csv) {
  size_t kept = csv->end - csv->start;
  if (csv->start > 0) {
    memmove(csv->buffer, csv->buffer + csv->start, kept);
    csv->start = 0;
    csv->end = kept;
  }
  if (kept < csv->capacity) return true;
  /* Two bytes more than the longest row: its end, and one that proves it too long. */
  size_t most = csv->max_line + 2;
  size_t wanted = csv->capacity > most / 2 ? most : csv->capacity * 2;
  if (wanted <= csv->capacity) wanted = csv->capacity + RSL__CSV_CHUNK;
  char *larger = rsl__resize_array(&csv->allocator, csv->buffer, csv->capacity + 1, wanted + 1, 1);
  if (larger == NULL) return false;
  csv->buffer = larger;
  csv->capacity = wanted;
  return true;
}

bool rsl__csv_read_source(rsl__csv *csv, rsl_error *error) {
  bool fine = rsl__csv_read_into(csv, csv->buffer, csv->capacity, &csv->end, error);
  csv->buffer[csv->end] = '\0';
  return fine;
}

/* To the end: sources that give a few bytes at a time must not have a long row scanned anew for each of them. */
bool rsl__csv_read_into(rsl__csv *csv, char *room, size_t size, size_t *length, rsl_error *error) {
  rsl_error own = RSL_ERROR_INIT;
  while (*length < size && !csv->source_ended) {
    size_t got = 0;
    rsl_status status = csv->source.read(csv->source.context, room + *length, size - *length, &got, &own);
    if (status != RSL_OK) {
      const char *why = own.text[0] != '\0' ? own.text : "the input could not be read";
      rsl__csv_fail(csv, status, "unreadable", SIZE_MAX, "%s", why);
      (void)rsl__fail_at(error, status, rsl__csv_name(csv), 0, 0, NULL, "%s", csv->fault.text);
      return false;
    }
    csv->source_ended = got == 0;
    *length += got;
  }
  return true;
}
