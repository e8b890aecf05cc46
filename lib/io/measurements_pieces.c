#include "base/memory.h"
#include "base/parallel.h"
#include "cube/builder.h"
#include "io/measurements_csv.h"
#include "io/measurements_piece.h"

enum { PIECES_A_THREAD = 3 };

/* What the threads share, inside the monitor. Pieces stand in a ring: those that were taken and not told of yet. */
typedef struct crew {
  rsl__csv_reading *reading;
  const rsl_allocator *memory;
  rsl__monitor *monitor;
  rsl__piece_reader *hands;
  unsigned hand_count;
  rsl__piece_reader teller; /* only its CSV is used: to read bad rows again and tell of them */
  rsl__csv_piece *ring;
  size_t ring_size;
  size_t taken;
  size_t told;
  bool ended; /* no more pieces are to be taken */
  bool open;  /* all rows up to that of a piece that is open are told */
  rsl_status status;
} crew;

static rsl_status start(crew *all, unsigned threads);
static void stop(crew *all);
static rsl_status work(void *context, size_t hand, rsl_error *error);
static rsl__csv_piece *take(crew *all, rsl__piece_reader *hand);
static bool refill(crew *all, rsl__csv_piece *piece);
static void tell_done(crew *all);
static void tell_piece(crew *all, rsl__csv_piece *piece);
static rsl_status put_back(crew *all);
static rsl__csv_piece *piece_at(const crew *all, size_t number);

rsl_status rsl__measurements_read_pieces(rsl__csv_reading *reading, unsigned threads) {
  rsl_cube_builder *builder = reading->rows->builder;
  crew all = { .reading = reading, .memory = &reading->rows->allocator };
  rsl_status status = rsl__builder_name_file(builder, rsl__csv_name(reading->csv), reading->rows->error);
  if (status != RSL_OK) return status;
  status = start(&all, rsl__thread_count(threads));
  if (status == RSL_OK) status = rsl__parallel(all.hand_count, all.hand_count, work, &all, reading->rows->error);
  if (status == RSL_OK) status = all.status;
  if (status == RSL_OK) status = put_back(&all);
  stop(&all);
  /* What is added from now on comes after all of it. */
  if (all.hand_count > 1) builder->piece = builder->next_piece++;
  return status == RSL_ERR_MEMORY ? rsl__fail_memory(reading->rows->error) : status;
}

static rsl_status start(crew *all, unsigned threads) {
  rsl_cube_builder *builder = all->reading->rows->builder;
  all->ring_size = threads == 1 ? 1 : (size_t)threads * PIECES_A_THREAD;
  all->monitor = rsl__monitor_new(all->memory);
  all->ring = rsl__allocate_zeroed_array(all->memory, all->ring_size, sizeof *all->ring);
  all->hands = rsl__allocate_zeroed_array(all->memory, threads, sizeof *all->hands);
  if (all->monitor == NULL || all->ring == NULL || all->hands == NULL) return RSL_ERR_MEMORY;
  if (threads > 1 && !rsl__builder_branch(builder, threads)) return RSL_ERR_MEMORY;
  rsl_status status = RSL_OK;
  while (status == RSL_OK && all->hand_count < threads) {
    rsl_cube_builder *own = threads == 1 ? builder : builder->branches[all->hand_count];
    status = rsl__piece_reader_open(&all->hands[all->hand_count++], all->reading->rows, own, all->reading->csv,
                                    &all->reading->header);
  }
  all->teller.csv = rsl__csv_open_pieces(all->reading->csv);
  return status == RSL_OK && all->teller.csv == NULL ? RSL_ERR_MEMORY : status;
}

static void stop(crew *all) {
  for (unsigned i = 0; i < all->hand_count; i++) rsl__piece_reader_close(&all->hands[i]);
  for (size_t i = 0; all->ring != NULL && i < all->ring_size; i++) {
    rsl__csv_piece *piece = &all->ring[i];
    rsl__release(all->memory, piece->text, RSL__CSV_PIECE + RSL__CSV_PADDING);
    rsl__release_array(all->memory, piece->bad, piece->bad_capacity, sizeof *piece->bad);
  }
  rsl__csv_close(all->teller.csv);
  rsl__release_array(all->memory, all->hands, rsl__thread_count(all->reading->rows->options->threads),
                     sizeof *all->hands);
  rsl__release_array(all->memory, all->ring, all->ring_size, sizeof *all->ring);
  rsl__monitor_free(all->memory, all->monitor);
}

/* Each takes a piece, reads it, and tells of all that can be told by then, since it comes after nothing unread. */
static rsl_status work(void *context, size_t hand, rsl_error *error) {
  crew *all = context;
  (void)error;
  rsl__monitor_enter(all->monitor);
  for (rsl__csv_piece *piece = NULL; (piece = take(all, &all->hands[hand])) != NULL;) {
    rsl__monitor_leave(all->monitor);
    rsl__piece_reader_read(&all->hands[hand], piece);
    rsl__monitor_enter(all->monitor);
    piece->done = true;
    tell_done(all);
    rsl__monitor_wake(all->monitor);
  }
  rsl__monitor_leave(all->monitor);
  return RSL_OK;
}

/* NULL: there are no more. */
static rsl__csv_piece *take(crew *all, rsl__piece_reader *hand) {
  while (!all->ended && all->taken - all->told == all->ring_size) rsl__monitor_wait(all->monitor);
  if (all->ended) return NULL;
  rsl__csv_piece *piece = piece_at(all, all->taken);
  if (!refill(all, piece)) {
    all->ended = true;
    return NULL;
  }
  rsl_cube_builder *trunk = all->reading->rows->builder;
  piece->number = all->hand_count > 1 ? trunk->next_piece++ : trunk->piece;
  hand->rows.builder->piece = piece->number;
  all->taken++;
  return piece;
}

static bool refill(crew *all, rsl__csv_piece *piece) {
  piece->done = false;
  if (piece->text == NULL) piece->text = rsl__allocate(all->memory, RSL__CSV_PIECE + RSL__CSV_PADDING);
  if (piece->text == NULL) {
    all->status = RSL_ERR_MEMORY;
    return false;
  }
  /* A failure of the source is told when all before it is: rsl__csv_reading_step() meets it again. */
  return rsl__csv_take_piece(all->reading->csv, piece->text, &piece->length, &piece->line) == RSL__CSV_CUT_PIECE;
}

static void tell_done(crew *all) {
  while (!all->open && all->status == RSL_OK && all->told < all->taken && piece_at(all, all->told)->done) {
    rsl__csv_piece *piece = piece_at(all, all->told);
    tell_piece(all, piece);
    all->open = piece->open;
    all->ended = all->ended || all->open || all->status != RSL_OK;
    if (!all->open) all->told++;
  }
}

static void tell_piece(crew *all, rsl__csv_piece *piece) {
  rsl__csv_reading *reading = all->reading;
  rsl__csv *whole = reading->csv;
  reading->csv = all->teller.csv;
  for (size_t i = 0; all->status == RSL_OK && i < piece->bad_count; i++) {
    bool more = false;
    rsl__csv_enter_piece(reading->csv, piece->text, piece->length, piece->bad[i].at, piece->bad[i].line);
    all->status = rsl__csv_reading_step(reading, &more);
  }
  reading->csv = whole;
  if (all->status != RSL_OK || piece->status == RSL_OK) return;
  const rsl_error *why = &piece->reason;
  all->status =
      rsl__fail_at(reading->rows->error, piece->status, why->file, why->line, why->column, NULL, "%s", why->text);
}

/* A piece whose last row is open was cut where it should not have been, and so may those behind it have been: from that
 * row on the file is read row by row. */
static rsl_status put_back(crew *all) {
  rsl_cube_builder *builder = all->reading->rows->builder;
  rsl__csv *csv = all->reading->csv;
  if (all->told == all->taken) return RSL_OK;
  while (--all->taken > all->told) {
    rsl__csv_piece *piece = piece_at(all, all->taken);
    if (!rsl__csv_put_back(csv, piece->text, piece->length, piece->line)) return RSL_ERR_MEMORY;
    if (!rsl__grow(&builder->allocator, &builder->undone, &builder->undone_capacity, builder->undone_count + 1,
                   sizeof *builder->undone))
      return RSL_ERR_MEMORY;
    builder->undone[builder->undone_count++] = piece->number;
    piece->by->row_count -= piece->rows;
    piece->by->later_count -= piece->later;
  }
  const rsl__csv_piece *piece = piece_at(all, all->told);
  return rsl__csv_put_back(csv, piece->text + piece->tail.at, piece->length - piece->tail.at, piece->tail.line)
             ? RSL_OK
             : RSL_ERR_MEMORY;
}

static rsl__csv_piece *piece_at(const crew *all, size_t number) {
  return &all->ring[number % all->ring_size];
}
