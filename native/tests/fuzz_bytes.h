// The fuzzer's bytes, taken one after another; zeros where they end.
#ifndef TFN_FUZZ_BYTES_H
#define TFN_FUZZ_BYTES_H

#include <stddef.h>
#include <stdint.h>

typedef struct fuzz_bytes {
  const uint8_t *at, *end;
} fuzz_bytes;

uint8_t fuzz_byte(fuzz_bytes *bytes);
// Half of the bytes stand for themselves, the others for a number at some edge.
int64_t fuzz_number(fuzz_bytes *bytes);

#endif
