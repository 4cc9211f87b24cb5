// Copies of texts, most of which are short: a call of memcpy for each would cost more than the bytes.
#ifndef TFN_SHORT_COPY_H
#define TFN_SHORT_COPY_H

#include <stddef.h>
#include <string.h>

enum { TFN_SHORT = 32 }; // bytes that are copied whole where both sides have them

// Copies `length` bytes. May read up to `readable` bytes and write up to `room`, neither less than `length`.
static inline void tfn_copy_short(char *to, size_t room, const char *from, size_t readable, size_t length) {
  typedef struct sixteen {
    char bytes[16];
  } sixteen;
  sixteen a, b, c, d;
  if (length <= TFN_SHORT && room >= TFN_SHORT && readable >= TFN_SHORT) {
    memcpy(&a, from, 16), memcpy(&b, from + 16, 16);
    memcpy(to, &a, 16), memcpy(to + 16, &b, 16);
  } else if (length > 64 || length < 16) {
    if (length)
      memcpy(to, from, length);
  } else {
    // Pieces that overlap in the middle: none reaches over the end.
    size_t second = length <= 32 ? 0 : 16;
    memcpy(&a, from, 16), memcpy(&b, from + second, 16);
    memcpy(&c, from + length - 16 - second, 16), memcpy(&d, from + length - 16, 16);
    memcpy(to, &a, 16), memcpy(to + second, &b, 16);
    memcpy(to + length - 16 - second, &c, 16), memcpy(to + length - 16, &d, 16);
  }
}

#endif
