#include "fuzz_bytes.h"

#include <string.h>

uint8_t fuzz_byte(fuzz_bytes *bytes) { return bytes->at == bytes->end ? 0 : *bytes->at++; }

int64_t fuzz_number(fuzz_bytes *bytes) {
  static const int64_t edges[] = {
      -1,
      INT64_MIN,
      INT64_MAX,
      INT64_MAX / 2,
      INT64_MAX / 8,
      INT64_C(1) << 31,
      INT32_MAX,
      INT64_C(1) << 32,
      INT64_C(1) << 40,
      INT64_C(1) << 60,
      INT64_C(1) << 61,
      INT64_C(1) << 62,
      INT64_MIN + 1,
      INT64_MAX - 7,
      -8,
      INT32_MIN,
  };
  uint8_t byte = fuzz_byte(bytes);
  if (byte < 128)
    return byte;
  if (byte < 240)
    return edges[byte % 16];
  uint64_t value = 0;
  for (int i = 0; i < 8; i++)
    value = value << 8 | fuzz_byte(bytes);
  return (int64_t)value;
}
