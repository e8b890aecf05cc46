/* The tables of words that the build makes from po/ (see cmake/compile_po.c). */
#ifndef RSL_BASE_WORDS_H
#define RSL_BASE_WORDS_H

#include <stddef.h>

/* One word or sentence: as the source has it, in English, and as people read it. */
struct rsl__word {
  const char *original;
  const char *translated;
};

/* Sorted by `original` in the order of strcmp, without duplicates; untranslated ones are left out. */
extern const struct rsl__word rsl__words_vi[];
extern const size_t rsl__words_vi_count;

#endif
