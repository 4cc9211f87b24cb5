#include "bits.h"

#include <string.h>

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "eight booleans are handled as one little-endian word"
#endif

static const uint64_t ones = UINT64_C(0x0101010101010101);

static uint64_t expand_byte(uint8_t bits) {
  uint64_t own_bit_in_each = bits * ones & UINT64_C(0x8040201008040201);
  return (own_bit_in_each + UINT64_C(0x7F7F7F7F7F7F7F7F)) >> 7 & ones;
}

static uint8_t pack_word(uint64_t bytes) {
  bytes |= bytes >> 4;
  bytes |= bytes >> 2;
  bytes |= bytes >> 1;
  return (uint8_t)((bytes & ones) * UINT64_C(0x0102040810204080) >> 56);
}

void tfn_bits_expand(uint8_t *bytes, const uint8_t *bits, int64_t first, int64_t count) {
  const uint8_t *source = bits + first / 8;
  unsigned shift = (unsigned)(first % 8);
  int64_t done = 0;
  for (; count - done >= 8; done += 8, source++) {
    // With a shift, eight bits span two bytes, and both are within the range.
    unsigned both = shift ? (unsigned)source[0] | (unsigned)source[1] << 8 : source[0];
    uint64_t word = expand_byte((uint8_t)(both >> shift));
    memcpy(bytes + done, &word, sizeof word);
  }
  for (int64_t bit = first + done; done < count; bit++, done++)
    bytes[done] = bits[bit / 8] >> (bit % 8) & 1;
}

void tfn_bits_pack(uint8_t *bits, const uint8_t *bytes, int64_t count) {
  for (; count >= 8; count -= 8, bytes += 8) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    *bits++ = pack_word(word);
  }
  if (count) {
    uint64_t word = 0;
    memcpy(&word, bytes, (size_t)count);
    *bits = pack_word(word);
  }
}
