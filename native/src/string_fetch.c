// Fetched string tensors: both layouts become bytes and int32 offsets in one block.
#include <string.h>

#include "runtime.h"
#include "short_copy.h"
#include "strings.h"

typedef struct piece {
  const char *bytes;
  uint64_t length;
} piece;

// Any of the four kinds: a fetch may hold views that TensorFlow copied from a feed.
static inline piece tstring_at(const char *data, int64_t i) {
  const char *header = data + i * TFN_TSTRING_SIZE;
  uint64_t first, second, third;
  memcpy(&first, header, sizeof first);
  memcpy(&second, header + 8, sizeof second);
  memcpy(&third, header + 16, sizeof third);
  switch (first & 3) {
  case TFN_SMALL:
    return (piece){header + 1, (uint8_t)first >> 2};
  case TFN_LARGE:
    return (piece){(const char *)(uintptr_t)third, first >> 2};
  case TFN_OFFSET:
    return (piece){header + (uint32_t)(first >> 32), (uint32_t)first >> 2};
  default:
    return (piece){(const char *)(uintptr_t)second, first >> 2};
  }
}

// Returns {NULL, 1} where the encoding runs out of its own memory.
static piece encoded_at(const char *data, size_t size, int64_t count, int64_t i) {
  const piece broken = {NULL, 1};
  size_t table = (size_t)count * sizeof(uint64_t);
  uint64_t offset, length = 0;
  memcpy(&offset, data + (size_t)i * sizeof offset, sizeof offset);
  if (table > size || offset >= size - table)
    return broken;
  const char *cursor = data + table + offset, *end = data + size;
  for (unsigned shift = 0;; shift += 7) {
    if (cursor == end || shift > 63)
      return broken;
    unsigned char byte = (unsigned char)*cursor++;
    length |= (uint64_t)(byte & 0x7F) << shift;
    if (byte < 0x80)
      break;
  }
  return length > (uint64_t)(end - cursor) ? broken : (piece){cursor, length};
}

static inline __attribute__((always_inline)) piece piece_at(int tstrings, const char *data, size_t size, int64_t count,
                                                            int64_t i) {
  return tstrings ? tstring_at(data, i) : encoded_at(data, size, count, i);
}

// Inlined for each layout, as is write_all.
static inline __attribute__((always_inline)) tfn_status measure_all(int tstrings, const char *data, size_t size,
                                                                    int64_t count, int32_t index, uint64_t *total,
                                                                    tfn_error *error) {
  uint64_t sum = 0;
  for (int64_t i = 0; i < count; i++) {
    piece piece = piece_at(tstrings, data, size, count, i);
    if (!piece.bytes && piece.length)
      return tfn_fail(error, TFN_BAD_OUTPUT, index, "string %lld of the output is not readable", (long long)i);
    sum += piece.length;
    if (sum > INT32_MAX)
      return tfn_fail(error, TFN_BAD_OUTPUT, index,
                      "the strings of the output exceed 2^31 - 1 bytes; use smaller blocks of rows");
  }
  *total = sum;
  return TFN_OK;
}

static inline __attribute__((always_inline)) uint64_t write_all(int tstrings, const char *data, size_t size,
                                                                int64_t count, char *bytes, size_t room,
                                                                int32_t *offsets, uint64_t end) {
  for (int64_t i = 0; i < count; i++) {
    piece piece = piece_at(tstrings, data, size, count, i);
    offsets[i] = (int32_t)end;
    // The tensor's own bytes reach to its end; what a string points at ends with it.
    size_t readable =
        piece.bytes >= data && piece.bytes < data + size ? (size_t)(data + size - piece.bytes) : piece.length;
    tfn_copy_short(bytes + end, room - end, piece.bytes, readable, piece.length);
    end += piece.length;
  }
  offsets[count] = (int32_t)end;
  return end;
}

tfn_status tfn_strings_measure(tfn_runtime *runtime, const char *data, size_t size, int64_t count, int32_t index,
                               uint64_t *total, tfn_error *error) {
  size_t table = runtime->info.string_abi == TFN_STRINGS_TSTRING ? TFN_TSTRING_SIZE : sizeof(uint64_t);
  if (count >= (int64_t)(INT32_MAX / sizeof(int32_t)))
    return tfn_fail(error, TFN_BAD_OUTPUT, index,
                    "the offsets of %lld strings exceed 2^31 - 1 bytes; use smaller blocks of rows", (long long)count);
  if (count < 0 || (uint64_t)count > size / table)
    return tfn_fail(error, TFN_BAD_OUTPUT, index, "%lld strings do not fit the %zu bytes of their tensor",
                    (long long)count, size);
  *total = 0;
  return runtime->info.string_abi == TFN_STRINGS_TSTRING ? measure_all(1, data, size, count, index, total, error)
                                                         : measure_all(0, data, size, count, index, total, error);
}

uint64_t tfn_strings_write(tfn_runtime *runtime, const char *data, size_t size, int64_t count, char *bytes, size_t room,
                           int32_t *offsets, uint64_t end) {
  return runtime->info.string_abi == TFN_STRINGS_TSTRING ? write_all(1, data, size, count, bytes, room, offsets, end)
                                                         : write_all(0, data, size, count, bytes, room, offsets, end);
}

tfn_status tfn_strings_read(tfn_runtime *runtime, const char *data, size_t size, int64_t count, int32_t index,
                            tfn_block **block, tfn_fetch *fetch, tfn_error *error) {
  uint64_t total = 0;
  tfn_status status = tfn_strings_measure(runtime, data, size, count, index, &total, error);
  if (status)
    return status;
  size_t table = ((size_t)(count + 1) * sizeof(int32_t) + 63) & ~(size_t)63;
  *block = tfn_block_take(runtime, table + total + TFN_SHORT);
  if (!*block)
    return tfn_fail_memory(error);
  int32_t *offsets = tfn_block_data(*block);
  char *bytes = (char *)offsets + table;
  tfn_strings_write(runtime, data, size, count, bytes, (size_t)total + TFN_SHORT, offsets, 0);
  fetch->data = bytes;
  fetch->offsets = offsets;
  fetch->data_bytes = (int64_t)total;
  return TFN_OK;
}
