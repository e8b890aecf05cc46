/** @file
 *  @brief Composite scores: normalise, weight, put together, and how much of the result is the weights' doing.
 */
#ifndef RESOLUTION_PROGRESS_COMPOSITE_H
#define RESOLUTION_PROGRESS_COMPOSITE_H

#include <resolution/progress.h>
#include <resolution/progress_methods.h> /* RSL_UNKNOWN */

#ifdef __cplusplus
extern "C" {
#endif

/** @defgroup composite Composite scores
 *  @ingroup progress
 *
 *  The steps of the Handbook on Constructing Composite Indicators (OECD and JRC, 2008) [named from memory of the publication]
 *  that are arithmetic, as the R package COINr 1.1.14 runs them [formulas read there, checked against its published runs:
 *  tests/data/published/methods/coinr.json]. A composite hides what it is made of: show it with its parts, and with
 *  rsl_composite_sensitivity().
 *
 *  Figures are doubles; RSL_UNKNOWN, a nan, is absent. What is absent is dropped and the weights of the rest count for all,
 *  unless a rule asks for more. Every result has the same bytes on every machine. */
/** @{ */

/** How figures of many units are brought to one scale. */
typedef enum rsl_normalisation {
  RSL_NORMALISE_MIN_MAX = 0,               /**< the least becomes `low`, the greatest `high` */
  RSL_NORMALISE_SCALED = 1,                /**< 100 (x − low) / (high − low), not cut */
  RSL_NORMALISE_Z_SCORE = 2,               /**< to the mean and the sample standard deviation of the rule */
  RSL_NORMALISE_RANK = 3,                  /**< 1 for the least; equal ones share the lowest rank */
  RSL_NORMALISE_BORDA = 4,                 /**< rank − 1 */
  RSL_NORMALISE_PERCENTILE_RANK = 5,       /**< (rank − 1) / (n − 1) */
  RSL_NORMALISE_DISTANCE_TO_MAX = 6,       /**< 1 − (max − x) / (max − min) */
  RSL_NORMALISE_DISTANCE_TO_REFERENCE = 7, /**< 1 − (reference − x) / (reference − min) */
  RSL_NORMALISE_DISTANCE_TO_TARGET = 8, /**< (x − min) / (target − min); less is better: (max − x) / (max − target) */
  RSL_NORMALISE_FRACTION_OF_MAX = 9, /**< x / max; only where more is better */
  RSL_NORMALISE_GOALPOSTS = 10,      /**< scale × (x − low) / (high − low), cut to 0 and scale */
  RSL_NORMALISATION_END
} rsl_normalisation;

/** A method and its parameters. */
typedef struct rsl_normalise_rule {
  size_t size;              /**< sizeof of this struct: set by the _INIT macro */
  rsl_normalisation method; /**< default MIN_MAX */
  rsl_direction direction;  /**< DECREASE: less is better, and what is least comes out best. Default INCREASE */
  double low;               /**< MIN_MAX, SCALED, GOALPOSTS. Default 0 */
  double high;              /**< MIN_MAX, SCALED, GOALPOSTS. Default 100 */
  double mean;              /**< Z_SCORE. Default 0 */
  double deviation;         /**< Z_SCORE: above 0. Default 1 */
  double target;            /**< DISTANCE_TO_TARGET: if it lies on the bad side of all figures, results are below 0 */
  size_t reference;         /**< DISTANCE_TO_REFERENCE: index of the unit. Default 0 */
  bool cap;                 /**< DISTANCE_TO_REFERENCE, DISTANCE_TO_TARGET: nothing is above 1. Default false */
  double scale;             /**< GOALPOSTS. Default 1 */
  bool open;                /**< GOALPOSTS: do not cut. Default false */
} rsl_normalise_rule;

/** Min-max onto 0 to 100, more is better. */
#define RSL_NORMALISE_RULE_INIT \
  { \
    sizeof(rsl_normalise_rule), RSL_NORMALISE_MIN_MAX, RSL_DIRECTION_INCREASE, 0.0, 100.0, 0.0, 1.0, RSL_UNKNOWN, 0, \
        false, 1.0, false \
  }

/** Bring the figures of units to one scale.
 *  @param[in] values one a unit. @param[out] out as many; may be `values`. An absent figure stays absent.
 *  @param[out] reason NULL allowed. Why all are absent: NO_MEASUREMENT; NO_SPREAD, what to measure by is 0 or absent: all
 *  figures are the same, the target is the least of them, the reference has no figure.
 *  @retval RSL_ERR_ARGUMENT a parameter that the method needs is no finite number, or makes no sense. */
RSL_API RSL_MUST_CHECK rsl_status rsl_normalise(const rsl_normalise_rule *rule, const double *values, size_t count,
                                                const rsl_allocator *allocator, double *out, rsl_reason *reason,
                                                rsl_error *error);

/** Places in a table: 1 for the greatest; equal ones share the best place, and what comes after counts them all (1, 2, 2, 4).
 *  An absent score has place 0.
 *  @param[out] ranks one a unit. */
RSL_API RSL_MUST_CHECK rsl_status rsl_rank(const double *scores, size_t count, const rsl_allocator *allocator,
                                           size_t *ranks, rsl_error *error);

/** How much a bad part can be made up for by a good one: arithmetic wholly, the others the less the lower the power. */
typedef enum rsl_aggregation {
  RSL_AGGREGATE_ARITHMETIC = 0,
  RSL_AGGREGATE_GEOMETRIC = 1, /**< figures above 0 */
  RSL_AGGREGATE_HARMONIC = 2,  /**< no figure 0 */
  RSL_AGGREGATE_POWER = 3,     /**< the generalised mean (Σ w x^p / Σ w)^(1/p) */
  RSL_AGGREGATION_END
} rsl_aggregation;

/** A mean and what it asks for. */
typedef struct rsl_aggregate_rule {
  size_t size;            /**< sizeof of this struct: set by the _INIT macro */
  rsl_aggregation method; /**< default ARITHMETIC */
  double power;           /**< POWER: not 0; below 0 figures must be above 0. Default 2 */
  double min_available;   /**< the least share of parts that have a figure, weights apart, from 0 to 1. Default 0 */
  bool
      keep_absent; /**< one absent part makes the whole absent, as COINr's `a_genmean` does where it means to drop it (a
                               fault there: its sum of weights is of all parts). Default false */
} rsl_aggregate_rule;

/** The weighted arithmetic mean of what is there. */
#define RSL_AGGREGATE_RULE_INIT \
  { sizeof(rsl_aggregate_rule), RSL_AGGREGATE_ARITHMETIC, 2.0, 0.0, false }

/** The weighted mean of parts.
 *  @param[in] weights one a part, not negative; NULL: all alike. They need not add up to anything.
 *  @param[out] out absent with a reason. @param[out] reason NULL allowed. NO_MEASUREMENT: nothing that weighs is there;
 *  BELOW_MIN_COVERAGE: less than `min_available`; ZERO_BASE, SIGN_CHANGE: the mean takes no such figure, where COINr stops.
 *  @retval RSL_ERR_ARGUMENT a weight is negative or no number, a figure infinite, the power 0 or no number. */
RSL_API RSL_MUST_CHECK rsl_status rsl_aggregate(const rsl_aggregate_rule *rule, const double *values,
                                                const double *weights, size_t count, double *out, rsl_reason *reason,
                                                rsl_error *error);

/** Copeland's score of each unit: of the others, how many it outranks less how many outrank it. One outranks another where the
 *  indicators in which it is better weigh more than those in which it is worse. As COINr's `a_copeland`; with absent figures
 *  COINr's depends on the order of the units, and this counts only indicators that both have.
 *  @param[in] values unit by unit, `indicators` of them each: more is better. @param[out] out one a unit.
 *  @retval RSL_ERR_ARGUMENT a weight is negative or no number. */
RSL_API RSL_MUST_CHECK rsl_status rsl_copeland(const double *values, const double *weights, size_t units,
                                               size_t indicators, double *out, rsl_error *error);

/** An indicator, or what is put together from those whose parent it is. */
typedef struct rsl_composite_node {
  size_t parent;                  /**< an index smaller than its own; of nodes[0], the whole, nothing */
  double weight;                  /**< within its parent, not negative */
  const rsl_aggregate_rule *rule; /**< of what is put together; NULL: RSL_AGGREGATE_RULE_INIT */
} rsl_composite_node;

/** The tree of a composite, any number of levels. */
typedef struct rsl_composite {
  size_t size;                     /**< sizeof of this struct: set by the _INIT macro */
  const rsl_composite_node *nodes; /**< nodes[0] is the whole */
  size_t count;                    /**< how many there are */
} rsl_composite;

/** No nodes. */
#define RSL_COMPOSITE_INIT \
  { sizeof(rsl_composite), 0, 0 }

/** Put scores together, from the indicators up to the whole.
 *  @param[in,out] scores unit by unit, one a node: those of indicators are given, the others filled.
 *  @retval RSL_ERR_ARGUMENT the nodes are no tree, or a rule or weight makes no sense.
 *  @retval RSL_ERR_DATA a mean does not take a figure that is there, as a geometric one of 0: the unit and the node are named.
 *  Scores of units before it are filled. */
RSL_API RSL_MUST_CHECK rsl_status rsl_composite_scores(const rsl_composite *composite, size_t units,
                                                       const rsl_allocator *allocator, double *scores,
                                                       rsl_error *error);

/** What one weight does. */
typedef struct rsl_weight_effect {
  size_t node;        /**< whose weight was changed */
  double weight;      /**< what it was changed to */
  double score_move;  /**< the largest move of a unit's score, with its sign */
  size_t score_unit;  /**< whose */
  size_t rank_move;   /**< the most places that a unit moved */
  size_t rank_unit;   /**< which */
  size_t ranks_moved; /**< how many units have another place */
} rsl_weight_effect;

/** Between what a unit's score and place lie, whichever weight is changed. */
typedef struct rsl_score_range {
  double score;      /**< with the weights as they are */
  double low;        /**< the least with one weight changed */
  double high;       /**< the greatest with one weight changed */
  size_t rank;       /**< its place; 0 without a score */
  size_t best_rank;  /**< the best with one weight changed */
  size_t worst_rank; /**< the worst with one weight changed */
} rsl_score_range;

/** The usual share. */
#define RSL_SENSITIVITY_SHARE 0.25

/** Change each weight in turn by a share of itself, down and up, and see how scores and places move: what of a ranking is the
 *  figures' doing, and what the weights'.
 *  @param[in] scores as of rsl_composite_scores(); those of what is put together are not looked at.
 *  @param[in] share above 0, at most 1: RSL_SENSITIVITY_SHARE.
 *  @param[out] effects 2 × (count − 1): of nodes[1] less, of nodes[1] more, of nodes[2] less …
 *  @param[out] ranges one a unit.
 *  @retval RSL_ERR_ARGUMENT and RSL_ERR_DATA as rsl_composite_scores(). */
RSL_API RSL_MUST_CHECK rsl_status rsl_composite_sensitivity(const rsl_composite *composite, const double *scores,
                                                            size_t units, double share, const rsl_allocator *allocator,
                                                            rsl_weight_effect *effects, rsl_score_range *ranges,
                                                            rsl_error *error);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
