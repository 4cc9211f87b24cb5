#include "strings.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "short_copy.h"

static uint64_t word_at(const void *bytes) {
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
  return word;
}

// Word by word: an array copied as one would be written in halves and read back whole, which a processor waits for.
static void write_words(char *header, uint64_t first, uint64_t second, uint64_t third) {
  memcpy(header, &first, sizeof first);
  memcpy(header + 8, &second, sizeof second);
  memcpy(header + 16, &third, sizeof third);
}

// A small string's header is its length and up to 22 bytes; the ones behind them are 0.
static inline void write_small(char *header, const char *bytes, size_t length, size_t readable) {
  static const uint64_t kept[2 * 3] = {UINT64_MAX, UINT64_MAX, UINT64_MAX, 0, 0, 0};
  uint64_t first, second, third;
  if (readable >= TFN_TSTRING_SIZE) {
    const char *mask = (const char *)kept + TFN_TSTRING_SIZE - length;
    first = word_at(bytes) & word_at(mask);
    second = word_at(bytes + 8) & word_at(mask + 8);
    third = word_at(bytes + 16) & word_at(mask + 16);
  } else {
    char whole[TFN_TSTRING_SIZE] = {0};
    if (length)
      memcpy(whole, bytes, length);
    first = word_at(whole), second = word_at(whole + 8), third = word_at(whole + 16);
  }
  write_words(header, first << 8 | length << 2, second << 8 | first >> 56, third << 8 | second >> 56);
}

static void write_view(char *header, const char *bytes, size_t length) {
  write_words(header, length << 2 | TFN_VIEW, (uintptr_t)bytes, 0);
}

static void write_large(char *header, const char *bytes, size_t length) {
  write_words(header, length << 2 | TFN_LARGE, length, (uintptr_t)bytes);
}

static int write_owned(char *header, const char *bytes, size_t length) {
  char *copy = tfn_allocate(length + 1); // TensorFlow may grow or free it: the same malloc
  if (!copy)
    return 0;
  memcpy(copy, bytes, length);
  copy[length] = 0;
  write_large(header, copy, length);
  return 1;
}

// Inlined for each kind of offsets.
static inline __attribute__((always_inline)) int write_tstrings(char *headers, const tfn_feed *feed, int64_t count,
                                                                tfn_long_strings mode, int *points_out, int wide) {
  const char *data = feed->data, *offsets = feed->offsets;
  size_t all = (size_t)feed->data_bytes;
  int long_ones = 0;
  int64_t begin = tfn_offset_at(offsets, wide, feed->first);
  for (int64_t i = 0; i < count; i++) {
    int64_t end = tfn_offset_at(offsets, wide, feed->first + i + 1);
    const char *bytes = data ? data + begin : NULL;
    size_t length = (size_t)(end - begin);
    char *header = headers + i * TFN_TSTRING_SIZE;
    if (length <= TFN_TSTRING_INLINE) {
      write_small(header, bytes, length, data ? all - (size_t)begin : 0);
    } else if (mode == TFN_AS_OWNED) {
      if (!write_owned(header, bytes, length)) {
        tfn_tstrings_free(headers, (size_t)i);
        return 0;
      }
    } else {
      long_ones = 1;
      if (mode == TFN_AS_VIEW)
        write_view(header, bytes, length);
      else
        write_large(header, bytes, length);
    }
    begin = end;
  }
  *points_out = long_ones;
  return 1;
}

int tfn_tstrings_write(char *headers, const tfn_feed *feed, int64_t count, tfn_long_strings mode, int *points_out) {
  *points_out = 0;
  if (!count)
    return 1;
  return feed->layout == TFN_STRINGS64 ? write_tstrings(headers, feed, count, mode, points_out, 1)
                                       : write_tstrings(headers, feed, count, mode, points_out, 0);
}

void tfn_tstrings_free(char *headers, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint64_t words[3];
    memcpy(words, headers + i * TFN_TSTRING_SIZE, sizeof words);
    if ((words[0] & 3) == TFN_LARGE)
      tfn_free((void *)(uintptr_t)words[2]);
  }
}

static size_t varint_size(uint64_t value) {
  size_t size = 1;
  while (value >>= 7)
    size++;
  return size;
}

size_t tfn_encoded_size(const tfn_feed *feed, int64_t count) {
  size_t size = (size_t)count * sizeof(uint64_t);
  for (int64_t i = 0; i < count; i++) {
    size_t length = (size_t)(tfn_feed_offset(feed, i + 1) - tfn_feed_offset(feed, i));
    size += varint_size(length) + length;
  }
  return size;
}

void tfn_encoded_write(char *out, size_t size, const tfn_feed *feed, int64_t count) {
  char *body = out + (size_t)count * sizeof(uint64_t), *cursor = body, *end = out + size;
  int64_t begin = count ? tfn_feed_offset(feed, 0) : 0;
  for (int64_t i = 0; i < count; i++) {
    int64_t next = tfn_feed_offset(feed, i + 1);
    size_t length = (size_t)(next - begin);
    uint64_t offset = (uint64_t)(cursor - body);
    memcpy(out + (size_t)i * sizeof offset, &offset, sizeof offset);
    uint64_t left = length;
    for (; left >= 0x80; left >>= 7)
      *cursor++ = (char)(left | 0x80);
    *cursor++ = (char)left;
    if (length)
      tfn_copy_short(cursor, (size_t)(end - cursor), (const char *)feed->data + begin,
                     (size_t)(feed->data_bytes - begin), length);
    cursor += length;
    begin = next;
  }
}
