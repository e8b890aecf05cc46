/** @file
 *  @brief Internal: a block of series on its way through block.c, and by a published method through block_method.c.
 */
#ifndef RSL_PROGRESS_BLOCK_RUN_H
#define RSL_PROGRESS_BLOCK_RUN_H

#include "progress/block.h"
#include "progress/trend.h"

enum { RSL__RUN_PERIODS = RSL_SERIES_BLOCK_PERIODS_MAX, RSL__RUN_LANES = RSL__TREND_LANES };

/** A period that many series have, and what is made of it. */
typedef struct rsl__run_end {
  rsl_period period;
  rsl_date last_day;
  double year;
  int64_t month;
} rsl__run_end;

/** ESCAP's line to a year, of each series of a group. */
typedef struct rsl__run_line {
  double year;  /**< a nan: none yet */
  size_t at;    /**< its place; `counted`: nowhere */
  size_t split; /**< how many times lie before it */
  double weights[RSL__RUN_PERIODS];
  bool drawn; /**< for this group */
  double logits[RSL__RUN_LANES];
} rsl__run_line;

/** What ESCAP's index asks of a group: logits, and the lines through them. */
typedef struct rsl__run_escap {
  bool in_lanes; /**< the method is ESCAP's, and needs no more than the two lines */
  double logits[RSL__RUN_PERIODS * RSL__RUN_LANES];
  rsl__run_line base;
  rsl__run_line target;
} rsl__run_escap;

/** All that the series share. */
typedef struct rsl__run {
  const rsl_series_block *block;
  const rsl_series_rule *rule;
  const rsl_block_standings *out;
  const rsl__trend_set *set;
  rsl__way_rule cuts;
  size_t stride;
  size_t counted;  /**< periods that end by the day */
  bool quick;      /**< doubles may do */
  rsl__run_end by; /**< of the series before */
  rsl_period baseline;
  size_t baseline_at; /**< its place; `counted`: nowhere */
  double base_year;   /**< that a method counted the series before from */
  size_t base_at;     /**< place of the first time that is not earlier */
  double times[RSL__RUN_PERIODS];
  int64_t months[RSL__RUN_PERIODS];
  double quantiles[RSL__RUN_PERIODS + 1]; /**< of Student's distribution, by points; nan: not asked yet */
  double figures[RSL__RUN_PERIODS * RSL__RUN_LANES];
  rsl__trends trends;
  bool fitted;         /**< are they those of the group? */
  bool has_limits;     /**< that projections are held to */
  rsl_outlook outlook; /**< of the series before, but for its level */
  rsl__run_escap escap;
} rsl__run;

/** One of them. */
typedef struct rsl__run_series {
  size_t index;
  size_t lane;
  size_t first; /**< place of the first figure; `counted`: there is none */
  size_t last;
  size_t base; /**< place of the baseline; `counted`: there is none */
  double target;
  bool has_target;
  rsl_direction direction;
} rsl__run_series;

/** A figure, or a gap: a nan or an infinity. The sum makes 0 of -0. */
static inline double rsl__run_figure(const rsl__run *run, const rsl__run_series *one, size_t place) {
  return run->figures[place * RSL__RUN_LANES + one->lane] + 0.0;
}

static inline bool rsl__run_has(const rsl__run *run, const rsl__run_series *one, size_t place) {
  double value = rsl__run_figure(run, one, place);
  return value - value == 0;
}

/** A series of which nothing says which way is better. */
static inline void rsl__run_undirected(const rsl__run *run, const rsl__run_series *one, rsl__found *out) {
  bool is_way = one->has_target && one->base < run->counted;
  out->reason = rsl__undirected(one->first < run->counted, is_way, &out->rating);
}

double rsl__run_double(rsl_decimal value);

/** Before the first group, and after the figures of each are laid out. */
void rsl__run_method_start(rsl__run *run);
void rsl__run_method_group(rsl__run *run);
/** Rate a series by the rule's method. */
RSL_MUST_CHECK rsl_status rsl__run_method_rate(rsl__run *run, const rsl__run_series *one, rsl__found *out,
                                               rsl_error *error);

#endif
