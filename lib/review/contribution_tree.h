/** @file
 *  @brief Internal: the rows of a contribution, in the order that they are read in.
 */
#ifndef RSL_REVIEW_CONTRIBUTION_TREE_H
#define RSL_REVIEW_CONTRIBUTION_TREE_H

#include "review/contribution.h"

struct rsl_contribution {
  rsl_allocator allocator;
  rsl_review *review;           /**< of the target, and of others for the same indicator and day */
  const rsl_review_row *target; /**< its row there */
  rsl_contribution_state state;
  rsl_contribution_row *rows;
  size_t count;
  size_t capacity;
};

/** A unit and all below it, in the structure's order. */
typedef struct rsl__contribution_tree {
  const rsl_structure *structure;
  uint32_t root;           /**< position of the target's unit */
  uint32_t count;          /**< how many units */
  rsl__contributor *parts; /**< one a unit */
  rsl__whole whole;
  const rsl_contribution_options *options;
} rsl__contribution_tree;

/** Fill the rows: preorder, under each unit the largest part of the gap first. */
RSL_MUST_CHECK rsl_status rsl__contribution_tree_list(const rsl__contribution_tree *tree, rsl_contribution *out,
                                                      rsl_error *error);

#endif
