#include "fuzz_feed.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STRING = 7, BOOL = 10, MOST_BYTES = 1 << 16 };

static const int32_t dtypes[][2] = {{1, 4},  {2, 8},  {3, 4},   {4, 1},  {5, 2},  {6, 1},  {8, 8},
                                    {9, 8},  {10, 1}, {11, 1},  {12, 1}, {13, 4}, {14, 2}, {15, 2},
                                    {16, 2}, {17, 2}, {18, 16}, {19, 2}, {22, 4}, {23, 8}};

static fuzz_memory make_memory(size_t size, unsigned shift) {
  fuzz_memory memory = {NULL, NULL, size};
  if (posix_memalign(&memory.block, 64, shift + size + (shift + size == 0)))
    abort();
  memory.bytes = (char *)memory.block + shift;
  return memory;
}

static fuzz_memory copy_memory(fuzz_memory from) {
  fuzz_memory copy = make_memory(from.size, 0);
  if (from.size)
    memcpy(copy.bytes, from.bytes, from.size);
  return copy;
}

static void fill(fuzz_memory memory, uint8_t seed) {
  for (size_t i = 0; i < memory.size; i++)
    memory.bytes[i] = (char)(seed + i * 7 + i / 256);
}

// Sizes, most of them small. Sets count to what they come to, or -1 where that is no shape.
static void make_dims(fuzz_feed *f, fuzz_bytes *bytes) {
  static const int32_t ranks[] = {254, 255, -1, INT_MAX, INT_MIN, 5, 6, 100};
  uint8_t rank = fuzz_byte(bytes);
  f->feed.rank = rank < 240 ? rank % 4 : ranks[rank % 8];
  f->feed.dims = f->dims;
  for (int i = 0; i < 255; i++)
    f->dims[i] = 1;
  int used = f->feed.rank < 0 ? 0 : f->feed.rank > 8 ? 8 : f->feed.rank;
  for (int i = 0; i < used; i++) {
    uint8_t byte = fuzz_byte(bytes);
    f->dims[i] = byte < 224 ? byte % 12 : fuzz_number(bytes);
  }
  __int128 product = 1, count = 1;
  f->count = f->feed.rank < 0 || f->feed.rank > 254 ? -1 : 1;
  for (int i = 0; i < used && f->count >= 0; i++) {
    product *= f->dims[i] ? f->dims[i] : 1;
    count *= f->dims[i];
    if (f->dims[i] < 0 || product > INT64_MAX)
      f->count = -1;
  }
  if (f->count >= 0)
    f->count = (int64_t)count;
  f->honest &= f->count >= 0;
}

// The buffer of a feed that needs `needed` bytes (-1: cannot be told), and what it claims.
static void make_data(fuzz_feed *f, fuzz_bytes *bytes, __int128 needed) {
  uint8_t mode = fuzz_byte(bytes), shift = fuzz_byte(bytes);
  int known = needed >= 0 && needed <= MOST_BYTES;
  size_t size = known ? (size_t)needed : 64;
  f->honest &= known;
  if (mode >= 160 && mode < 200)
    size += mode & 15;
  if (mode >= 200 && mode < 220 && size) {
    size -= size < (mode & 7) + 1u ? size : (mode & 7) + 1u;
    f->honest = 0;
  }
  f->data = make_memory(size, shift < 128 ? 0 : shift & 63);
  fill(f->data, shift);
  f->feed.data = f->data.bytes;
  f->feed.data_bytes = (int64_t)size;
  if (mode >= 220 && mode < 230) {
    f->feed.data = mode < 225 ? NULL : f->feed.data;
    f->feed.data_bytes = mode == 220 ? 0 : mode == 221 ? f->feed.data_bytes : fuzz_number(bytes);
    if (mode >= 225 && f->feed.data_bytes > (int64_t)size)
      f->feed.data_bytes = -1;
    f->honest = 0;
  }
}

static void make_values(fuzz_feed *f, fuzz_bytes *bytes) {
  const int32_t *dtype = dtypes[fuzz_byte(bytes) % (sizeof dtypes / sizeof *dtypes)];
  f->feed.dtype = dtype[0];
  f->feed.layout = TFN_VALUES;
  make_dims(f, bytes);
  make_data(f, bytes, f->count < 0 ? -1 : (__int128)f->count * dtype[1]);
  uint8_t first = fuzz_byte(bytes);
  f->feed.first = first < 250 ? 0 : fuzz_number(bytes);
  f->honest &= f->feed.first == 0;
}

static void make_bits(fuzz_feed *f, fuzz_bytes *bytes) {
  f->feed.dtype = BOOL;
  f->feed.layout = TFN_BITS;
  make_dims(f, bytes);
  f->feed.first = fuzz_number(bytes);
  int64_t end;
  int fits = f->feed.first >= 0 && f->count >= 0 && !__builtin_add_overflow(f->feed.first, f->count, &end);
  make_data(f, bytes, fits ? end / 8 + (end % 8 != 0) : -1);
  f->honest &= fits;
}

// Writes rising offsets and returns where the text ends.
static int64_t make_offsets(fuzz_feed *f, fuzz_bytes *bytes, int64_t entries, int width) {
  f->offsets = make_memory((size_t)(entries * width), 0);
  int64_t end = fuzz_byte(bytes) % 8;
  for (int64_t i = 0; i < entries; i++) {
    memcpy(f->offsets.bytes + i * width, &end, (size_t)width);
    uint8_t step = i + 1 < entries ? fuzz_byte(bytes) : 0;
    end += step < 200 ? step % 40 : (step - 200) * 20;
  }
  return end;
}

static void cut_offsets(fuzz_feed *f, size_t by) {
  fuzz_memory whole = f->offsets;
  f->offsets = make_memory(whole.size < by ? 0 : whole.size - by, 0);
  memcpy(f->offsets.bytes, whole.bytes, f->offsets.size);
  free(whole.block);
  f->feed.offsets = f->offsets.bytes;
  f->feed.offsets_bytes = (int64_t)f->offsets.size;
}

static void lie_about_offsets(fuzz_feed *f, fuzz_bytes *bytes, int64_t entries, int width) {
  uint8_t mode = fuzz_byte(bytes);
  if (mode < 200)
    return;
  f->honest = 0;
  if (mode < 230) {
    int64_t lie = fuzz_number(bytes), where = mode % entries;
    memcpy(f->offsets.bytes + where * width, &lie, (size_t)width);
  } else if (mode < 240) {
    f->feed.offsets = NULL;
  } else if (mode < 254) {
    cut_offsets(f, mode - 239);
  } else {
    f->feed.offsets_bytes = mode == 254 ? -1 : INT64_MIN;
  }
}

static void make_strings(fuzz_feed *f, fuzz_bytes *bytes, int width) {
  f->feed.dtype = STRING;
  f->feed.layout = width == 4 ? TFN_STRINGS32 : TFN_STRINGS64;
  make_dims(f, bytes);
  f->feed.first = fuzz_number(bytes);
  int fits = f->count >= 0 && f->count <= 4096 && f->feed.first >= 0 && f->feed.first < 4096;
  int64_t entries = fits ? f->feed.first + f->count + 1 : 3;
  f->honest &= fits;
  int64_t end = make_offsets(f, bytes, entries, width);
  f->feed.offsets = f->offsets.bytes;
  f->feed.offsets_bytes = (int64_t)f->offsets.size;
  make_data(f, bytes, end);
  lie_about_offsets(f, bytes, entries, width);
}

void fuzz_feed_make(fuzz_feed *f, fuzz_bytes *bytes) {
  memset(f, 0, sizeof *f);
  f->honest = 1;
  uint8_t kind = fuzz_byte(bytes);
  if (kind % 4 == 0)
    make_values(f, bytes);
  else if (kind % 4 == 1)
    make_bits(f, bytes);
  else
    make_strings(f, bytes, kind % 4 == 2 ? 4 : 8);
  if (kind >= 240) { // what nobody makes
    f->honest = 0;
    f->feed.dtype = (int32_t)fuzz_number(bytes);
    f->feed.layout = (int32_t)fuzz_number(bytes);
  }
  if (kind >= 250)
    f->feed.dims = NULL;
  f->text = copy_memory(f->data);
  f->bounds = copy_memory(f->offsets);
}

void fuzz_feed_let_go(fuzz_feed *f) {
  free(f->data.block);
  free(f->offsets.block);
  f->data.block = f->offsets.block = NULL;
}

void fuzz_feed_free(fuzz_feed *f) {
  fuzz_feed_let_go(f);
  free(f->text.block);
  free(f->bounds.block);
}

static void require(int condition, const char *what) {
  if (condition)
    return;
  fprintf(stderr, "not what was fed: %s\n", what);
  abort();
}

static int64_t bound(const fuzz_feed *f, int64_t i) {
  int width = f->feed.layout == TFN_STRINGS32 ? 4 : 8;
  int64_t value = 0; // little endian; offsets that were accepted are not negative
  memcpy(&value, f->bounds.bytes + (f->feed.first + i) * width, (size_t)width);
  return value;
}

static void compare_strings(const fuzz_feed *f, const tfn_fetch *fetch) {
  require(fetch->offsets && fetch->offsets[0] == 0 && fetch->offsets[f->count] == fetch->data_bytes, "bounds of text");
  for (int64_t i = 0; i < f->count; i++) {
    int64_t from = bound(f, i), length = bound(f, i + 1) - from;
    require(fetch->offsets[i + 1] - fetch->offsets[i] == length, "length of a string");
    require(!length || !memcmp((const char *)fetch->data + fetch->offsets[i], f->text.bytes + from, (size_t)length),
            "a string");
  }
}

static void compare_bits(const fuzz_feed *f, const tfn_fetch *fetch) {
  for (int64_t i = 0; i < f->count; i++) {
    int64_t at = f->feed.first + i;
    int in = f->text.bytes[at / 8] >> (at % 8) & 1, out = ((const char *)fetch->data)[i / 8] >> (i % 8) & 1;
    require(in == out, "a bit");
  }
}

static void compare_values(const fuzz_feed *f, const tfn_fetch *fetch) {
  if (f->feed.dtype == BOOL) {
    for (int64_t i = 0; i < f->count; i++)
      require((((const char *)fetch->data)[i / 8] >> (i % 8) & 1) == (f->text.bytes[i] != 0), "a bool");
    return;
  }
  require(!fetch->data_bytes || !memcmp(fetch->data, f->text.bytes, (size_t)fetch->data_bytes), "values");
}

void fuzz_feed_compare(const fuzz_feed *f, const tfn_fetch *fetch) {
  require(fetch->rank == f->feed.rank && fetch->dtype == f->feed.dtype && fetch->count == f->count, "shape");
  for (int i = 0; i < fetch->rank; i++)
    require(fetch->dims[i] == f->dims[i], "a dimension");
  require(fetch->data != NULL, "data");
  if (f->feed.dtype == STRING)
    compare_strings(f, fetch);
  else if (f->feed.layout == TFN_BITS)
    compare_bits(f, fetch);
  else
    compare_values(f, fetch);
}
