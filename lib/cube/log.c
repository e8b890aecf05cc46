#include "cube/log.h"

#include <string.h>

enum { FIRST_PAGE = 256, LARGEST_PAGE = 32 * 1024 };

static bool is_plain(const rsl__row *row);
static void end_page(rsl__log *log);
static uint8_t *put_varint(uint8_t *at, uint32_t difference);
static uint8_t *put_number(uint8_t *at, unsigned kind, uint32_t number);
static bool enter_page(rsl__log_reader *reader);
static const uint8_t *read_plain(rsl__log_state *state, rsl__row *kind, const uint8_t *at, rsl__row *row);
static const uint8_t *read_told(rsl__log_state *state, const uint8_t *at);
static const uint8_t *take_varint(const uint8_t *at, uint32_t *out);
static uint32_t take_number(const uint8_t *at);

bool rsl__log_reserve(rsl__log *log, const rsl_allocator *allocator) {
  if (log->now.at < log->limit) return true;
  /* A quarter more at a time, so that what stands empty stays small beside what is there. */
  size_t size = log->bytes / 4;
  if (size < FIRST_PAGE) size = FIRST_PAGE;
  if (size > LARGEST_PAGE) size = LARGEST_PAGE;
  rsl__log_page *page = rsl__allocate(allocator, sizeof *page + size);
  if (page == NULL) return false;
  page->next = NULL;
  page->size = (uint32_t)size;
  end_page(log);
  if (log->last != NULL) log->last->next = page;
  if (log->first == NULL) log->first = page;
  log->last = page;
  log->now.at = page->bytes;
  log->limit = page->bytes + size - RSL__LOG_MOST + 1;
  log->bytes += size;
  return true;
}

static void end_page(rsl__log *log) {
  if (log->last != NULL) log->last->used = (uint32_t)(log->now.at - log->last->bytes);
}

void rsl__log_add(rsl__log *log, const rsl__row *row, uint32_t piece) {
  rsl__log_state *now = &log->now;
  log->before = *now;
  if (now->piece != piece) now->at = put_number(now->at, RSL__LOG_PIECE, piece);
  now->piece = piece;
  if (!is_plain(row)) {
    *now->at++ = RSL__LOG_ROW;
    memcpy(now->at, row, sizeof *row);
    now->at += sizeof *row;
    log->count++;
    return;
  }
  if (now->file != row->file) now->at = put_number(now->at, RSL__LOG_FILE, row->file);
  now->file = row->file;
  rsl__log_add_plain(log, row->place, row->when, row->value, row->scale, row->origin);
}

void rsl__log_tell(rsl__log *log, uint32_t place, uint32_t when, uint64_t value, unsigned scale, uint32_t line) {
  rsl__log_state *now = &log->now;
  uint8_t *head = now->at;
  uint8_t *at = head + 1;
  unsigned told = 0;
  if (place != now->place) {
    told |= RSL__LOG_PLACE;
    at = put_varint(at, place - now->place);
  }
  if (when != now->when) {
    uint32_t days = (when - now->when) / RSL__LOG_STEP;
    if (days * RSL__LOG_STEP == when - now->when && days <= UINT8_MAX) {
      told |= RSL__LOG_WHEN_DAYS;
      *at++ = (uint8_t)days;
    } else {
      told |= RSL__LOG_WHEN_FULL;
      for (int i = 0; i < 3; i++) *at++ = (uint8_t)(when >> 8 * i);
    }
  }
  if (line != now->line + 1) {
    told |= RSL__LOG_LINE;
    at = put_varint(at, line - now->line - 1);
  }
  if (scale != now->scale) {
    told |= RSL__LOG_SCALE;
    *at++ = (uint8_t)scale;
  }
  unsigned bytes = (71 - (unsigned)rsl__leading_zeros(value | 1)) / 8;
  rsl__store_word(at, value);
  *head = (uint8_t)(told | (bytes - 1) << RSL__LOG_VALUE_SHIFT);
  now->place = place;
  now->when = when;
  now->line = line;
  now->scale = (uint8_t)scale;
  now->at = at + bytes;
}

static uint8_t *put_varint(uint8_t *at, uint32_t difference) {
  uint32_t zigzag = difference << 1 ^ (0u - (difference >> 31));
  for (; zigzag >= 0x80; zigzag >>= 7) *at++ = (uint8_t)(zigzag | 0x80);
  *at++ = (uint8_t)zigzag;
  return at;
}

void rsl__log_take_back(rsl__log *log) {
  log->now = log->before;
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
  end_page(log);
  return (rsl__log_reader){ .log = log, .allocator = allocator, .kind = { .flags = RSL__ROW_VALUE } };
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
  rsl__log_state state = reader->state;
  rsl__row *to = rows;
  while (enter_page(reader)) {
    const rsl__log_page *page = reader->log->first;
    const uint8_t *at = page->bytes + reader->at;
    const uint8_t *end = page->bytes + page->used;
    while (at < end && *at != RSL__LOG_PIECE) {
      if ((*at & RSL__LOG_WHEN) != RSL__LOG_OTHER) {
        at = read_plain(&state, &reader->kind, at, to++);
      } else if (*at == RSL__LOG_FILE) {
        reader->kind.file = take_number(at + 1) & 0xFFFFu;
        at += 5;
      } else {
        memcpy(to++, at + 1, sizeof *to);
        at += 1 + sizeof *to;
      }
    }
    reader->at = (uint32_t)(at - page->bytes);
    if (at < end) break;
  }
  reader->state = state;
  return (size_t)(to - rows);
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

static inline const uint8_t *read_plain(rsl__log_state *state, rsl__row *kind, const uint8_t *at, rsl__row *row) {
  unsigned told = *at;
  state->line++;
  if ((told & RSL__LOG_TOLD) == RSL__LOG_WHEN_DAYS) {
    state->when += at[1] * (uint32_t)RSL__LOG_STEP;
    at += 2;
  } else {
    at = read_told(state, at);
    kind->scale = state->scale & 31u;
  }
  unsigned bytes = (told >> RSL__LOG_VALUE_SHIFT) + 1;
  /* Behind the last row of a page there is room for eight bytes: rsl__log_reserve() leaves more. */
  uint64_t zigzag = rsl__load_word(at) & UINT64_MAX >> (64 - 8 * bytes);
  uint64_t value = zigzag >> 1 ^ (0 - (zigzag & 1));
  *row = *kind;
  row->place = state->place;
  row->origin = state->line;
  row->when = state->when & 0xFFFFFFu;
  memcpy(&row->value, &value, sizeof value);
  return at + bytes;
}

/* What is told of a row before its value. */
static const uint8_t *read_told(rsl__log_state *state, const uint8_t *at) {
  unsigned told = *at++;
  uint32_t difference = 0;
  if ((told & RSL__LOG_PLACE) != 0) {
    at = take_varint(at, &difference);
    state->place += difference;
  }
  if ((told & RSL__LOG_WHEN) == RSL__LOG_WHEN_DAYS) {
    state->when += *at++ * (uint32_t)RSL__LOG_STEP;
  } else if ((told & RSL__LOG_WHEN) == RSL__LOG_WHEN_FULL) {
    state->when = (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16;
    at += 3;
  }
  if ((told & RSL__LOG_LINE) != 0) {
    at = take_varint(at, &difference);
    state->line += difference;
  }
  if ((told & RSL__LOG_SCALE) != 0) state->scale = *at++;
  return at;
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
