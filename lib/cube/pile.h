/** @file
 *  @brief Internal: the figures of the measuring units one by one, for rules that no sum of them serves (R4).
 *
 *  Each figure stands in the pile once. What a unit's children handed upward is a chain of them, and chaining two chains
 *  costs one step, however long they are:
 *
 *        pile     a1 → a2 → a3 → b1 → b2
 *                 └─ A1 ─┘  A2   └─ B1 ─┘      a chain ends where its count does, so that those of the units below
 *                 └──── A ────┘                stay what they were
 */
#ifndef RSL_CUBE_PILE_H
#define RSL_CUBE_PILE_H

#include <resolution/base.h>

#include "base/int128.h"
#include "base/memory.h"

/** Figures of a pile, one after another. */
typedef struct rsl__chain {
  uint32_t first;
  uint32_t last;
  uint32_t count;
} rsl__chain;

/** A figure, or a pair of them. */
typedef struct rsl__piled {
  rsl__int128 a;
  rsl__int128 b;
  uint32_t next; /**< RSL_NONE: nothing yet */
} rsl__piled;

/** The same where they are no integers of one scale: means over time, quotients, formulas. */
typedef struct rsl__wide {
  rsl_number a;
  rsl_number b;
} rsl__wide;

/** All figures of a sheet. */
typedef struct rsl__pile {
  rsl_allocator allocator;
  rsl__piled *items;
  rsl__wide *wides; /**< beside them, where sums are numbers */
  size_t count;
  size_t capacity;
  size_t wide_capacity;
  bool no_memory; /**< it ran out while a chain grew: what was piled is not whole */
} rsl__pile;

/** NULL when memory runs out. */
rsl__pile *rsl__pile_new(const rsl_allocator *allocator);
void rsl__pile_free(rsl__pile *pile); /**< NULL: nothing happens */
/** Put a figure behind those of a chain. @param wide NULL: sums are no numbers. */
void rsl__pile_put(rsl__pile *pile, rsl__chain *chain, const rsl__piled *item, const rsl__wide *wide);
/** Put one chain behind another. */
void rsl__pile_join(rsl__pile *pile, rsl__chain *into, const rsl__chain *from);

#endif
