/** @file
 *  @brief Internal: the bits of a 64-bit word and of a double.
 */
#ifndef RSL_BASE_BITS_H
#define RSL_BASE_BITS_H

#include <stdint.h>
#include <string.h>

/** How many zeros stand above the highest one; 64 for 0. */
static inline int rsl__leading_zeros(uint64_t word) {
  if (word == 0) return 64;
#if defined(__GNUC__)
  return __builtin_clzll(word);
#else
  int zeros = 0;
  for (int step = 32; step > 0; step /= 2) {
    if (word >> (64 - step) != 0) continue;
    zeros += step;
    word <<= step;
  }
  return zeros;
#endif
}

/** How many zeros stand below the lowest one; 64 for 0. */
static inline unsigned rsl__trailing_zeros(uint64_t word) {
  if (word == 0) return 64;
#if defined(__GNUC__)
  return (unsigned)__builtin_ctzll(word);
#else
  return 63 - (unsigned)rsl__leading_zeros(word & (0 - word));
#endif
}

/** Eight bytes, the first the lowest: one load where the machine has that order. */
static inline uint64_t rsl__load_word(const void *bytes) {
  uint64_t word = 0;
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  memcpy(&word, bytes, sizeof word);
#else
  const unsigned char *at = bytes;
  for (int i = 0; i < 8; i++) word |= (uint64_t)at[i] << 8 * i;
#endif
  return word;
}

/** The same the other way. */
static inline void rsl__store_word(void *bytes, uint64_t word) {
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  memcpy(bytes, &word, sizeof word);
#else
  unsigned char *at = bytes;
  for (int i = 0; i < 8; i++) at[i] = (unsigned char)(word >> 8 * i);
#endif
}

/** Memory that is read soon. */
static inline void rsl__fetch_to_read(const void *address) {
#ifdef __GNUC__
  __builtin_prefetch(address);
#else
  (void)address;
#endif
}

/** Memory that is changed soon. */
static inline void rsl__fetch_to_change(const void *address) {
#ifdef __GNUC__
  __builtin_prefetch(address, 1);
#else
  (void)address;
#endif
}

/** How many ones it has. */
static inline unsigned rsl__ones(uint64_t word) {
  word -= word >> 1 & UINT64_C(0x5555555555555555);
  word = (word & UINT64_C(0x3333333333333333)) + (word >> 2 & UINT64_C(0x3333333333333333));
  word = (word + (word >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
  return (unsigned)(word * UINT64_C(0x0101010101010101) >> 56);
}

/** The pattern of a double, IEEE 754 binary64. */
static inline uint64_t rsl__double_bits(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

static inline double rsl__double_from_bits(uint64_t bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

/** 2^exponent as a normal double, exponent -1022 to 1023. */
static inline double rsl__power_of_two(int exponent) {
  return rsl__double_from_bits((uint64_t)(exponent + 1023) << 52);
}

#endif
