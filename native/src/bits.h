// Between Arrow's booleans (one bit each, least significant first) and TensorFlow's (one byte each).
#ifndef TFN_BITS_H
#define TFN_BITS_H

#include <stdint.h>

// Bits first .. first + count become bytes of 0 and 1. Reads no byte of `bits` outside those bits.
void tfn_bits_expand(uint8_t *bytes, const uint8_t *bits, int64_t first, int64_t count);
// Any byte other than 0 is true. Writes ceil(count / 8) bytes; the bits after the last are 0.
void tfn_bits_pack(uint8_t *bits, const uint8_t *bytes, int64_t count);

#endif
