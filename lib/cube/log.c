#include "cube/log.h"

#include <string.h>

enum { FIRST_PAGE = 256, LARGEST_PAGE = 32 * 1024 };

static bool is_plain(const rsl__row *row);
static uint8_t *put_number(uint8_t *at, unsigned kind, uint32_t number);
static bool enter_page(rsl__log_reader *reader);
static const uint8_t *read_plain(rsl__log_state *state, const uint8_t *at, rsl__row *row);
static const uint8_t *take_varint(const uint8_t *at, uint32_t *out);
static uint32_t take_number(const uint8_t *at);

bool rsl__log_reserve(rsl__log *log, const rsl_allocator *allocator) {
  if (log->last != NULL && log->last->size - log->last->used >= RSL__LOG_MOST) return true;
  /* A quarter more at a time, so that what stands empty stays small beside what is there. */
  size_t size = log->bytes / 4;
  if (size < FIRST_PAGE) size = FIRST_PAGE;
  if (size > LARGEST_PAGE) size = LARGEST_PAGE;
  rsl__log_page *page = rsl__allocate(allocator, sizeof *page + size);
  if (page == NULL) return false;
  page->next = NULL;
  page->used = 0;
  page->size = (uint32_t)size;
  if (log->last != NULL) log->last->next = page;
  if (log->first == NULL) log->first = page;
  log->last = page;
  log->bytes += size;
  return true;
}

void rsl__log_add(rsl__log *log, const rsl__row *row, uint32_t piece) {
  rsl__log_page *page = log->last;
  uint8_t *at = page->bytes + page->used;
  log->before = log->now;
  log->before.used = page->used;
  if (log->now.piece != piece) at = put_number(at, RSL__LOG_PIECE, piece);
  log->now.piece = piece;
  bool plain = is_plain(row);
  if (plain && log->now.file != row->file) {
    at = put_number(at, RSL__LOG_FILE, row->file);
    log->now.file = row->file;
  }
  if (!plain) {
    *at++ = RSL__LOG_ROW;
    memcpy(at, row, sizeof *row);
    at += sizeof *row;
    log->count++;
  }
  page->used = (uint32_t)(at - page->bytes);
  if (plain) rsl__log_add_plain(log, row->place, row->when, row->value, row->scale, row->origin);
}

void rsl__log_take_back(rsl__log *log) {
  log->now = log->before;
  log->last->used = log->before.used;
  log->count--;
}

void rsl__log_free(rsl__log *log, const rsl_allocator *allocator) {
  while (log->first != NULL) {
    rsl__log_page *page = log->first;
    log->first = page->next;
    rsl__release(allocator, page, sizeof *page + page->size);
  }
  *log = (rsl__log){ .count = 0 };
}

rsl__log_reader rsl__log_read(rsl__log *log, const rsl_allocator *allocator) {
  return (rsl__log_reader){ .log = log, .allocator = allocator };
}

uint32_t rsl__log_next_piece(rsl__log_reader *reader) {
  if (!enter_page(reader)) return UINT32_MAX;
  const uint8_t *at = reader->log->first->bytes + reader->at;
  if (*at == RSL__LOG_PIECE) {
    reader->state.piece = take_number(at + 1);
    reader->at += 5;
  }
  return reader->state.piece;
}

size_t rsl__log_read_piece(rsl__log_reader *reader, rsl__row *rows) {
  size_t count = 0;
  while (enter_page(reader)) {
    const rsl__log_page *page = reader->log->first;
    const uint8_t *at = page->bytes + reader->at;
    const uint8_t *end = page->bytes + page->used;
    while (at < end && *at != RSL__LOG_PIECE) {
      if ((*at & RSL__LOG_WHEN) != RSL__LOG_OTHER) {
        at = read_plain(&reader->state, at, &rows[count++]);
      } else if (*at == RSL__LOG_FILE) {
        reader->state.file = take_number(at + 1) & 0xFFFFu;
        at += 5;
      } else {
        memcpy(&rows[count++], at + 1, sizeof *rows);
        at += 1 + sizeof *rows;
      }
    }
    reader->at = (uint32_t)(at - page->bytes);
    if (at < end) break;
  }
  return count;
}

static bool is_plain(const rsl__row *row) {
  return row->flags == RSL__ROW_VALUE && row->status == RSL__STATUS_A;
}

static uint8_t *put_number(uint8_t *at, unsigned kind, uint32_t number) {
  *at++ = (uint8_t)kind;
  for (int i = 0; i < 4; i++) *at++ = (uint8_t)(number >> 8 * i);
  return at;
}

/* Stand at something; pages that were read are given back. */
static bool enter_page(rsl__log_reader *reader) {
  rsl__log *log = reader->log;
  while (log->first != NULL && reader->at == log->first->used) {
    rsl__log_page *page = log->first;
    log->first = page->next;
    rsl__release(reader->allocator, page, sizeof *page + page->size);
    reader->at = 0;
  }
  return log->first != NULL;
}

static const uint8_t *read_plain(rsl__log_state *state, const uint8_t *at, rsl__row *row) {
  unsigned told = *at++;
  uint32_t difference = 0;
  if ((told & RSL__LOG_PLACE) != 0) {
    at = take_varint(at, &difference);
    state->place += difference;
  }
  if ((told & RSL__LOG_WHEN) == RSL__LOG_WHEN_DAYS) {
    state->when += *at++ * 8u;
  } else if ((told & RSL__LOG_WHEN) == RSL__LOG_WHEN_FULL) {
    state->when = (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16;
    at += 3;
  }
  state->line++;
  if ((told & RSL__LOG_LINE) != 0) {
    at = take_varint(at, &difference);
    state->line += difference;
  }
  if ((told & RSL__LOG_SCALE) != 0) state->scale = *at++;
  unsigned bytes = (told >> RSL__LOG_VALUE_SHIFT) + 1;
  /* Behind the last row of a page there is room for eight bytes: rsl__log_reserve() leaves more. */
  uint64_t zigzag = rsl__load_word(at) & UINT64_MAX >> (64 - 8 * bytes);
  uint64_t value = zigzag >> 1 ^ (0 - (zigzag & 1));
  *row = (rsl__row){ .place = state->place, .origin = state->line };
  memcpy(&row->value, &value, sizeof value);
  row->when = state->when & 0xFFFFFFu;
  row->scale = state->scale & 31u;
  row->file = state->file;
  row->flags = RSL__ROW_VALUE;
  return at + bytes;
}

static const uint8_t *take_varint(const uint8_t *at, uint32_t *out) {
  uint32_t zigzag = 0;
  for (unsigned shift = 0;; shift += 7) {
    uint8_t byte = *at++;
    zigzag |= (uint32_t)(byte & 0x7F) << shift;
    if (byte < 0x80) break;
  }
  *out = zigzag >> 1 ^ (0u - (zigzag & 1));
  return at;
}

static uint32_t take_number(const uint8_t *at) {
  uint32_t number = 0;
  for (int i = 0; i < 4; i++) number |= (uint32_t)at[i] << 8 * i;
  return number;
}
