#include "strings.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

int64_t tfn_feed_offset(const tfn_feed *feed, int64_t i) {
  const char *offsets = feed->offsets;
  size_t at = (size_t)(feed->first + i);
  if (feed->layout == TFN_STRINGS32) {
    int32_t offset;
    memcpy(&offset, offsets + at * sizeof offset, sizeof offset);
    return offset;
  }
  int64_t offset;
  memcpy(&offset, offsets + at * sizeof offset, sizeof offset);
  return offset;
}

static void write_small(char *header, const char *bytes, size_t length) {
  memset(header, 0, TFN_TSTRING_SIZE);
  header[0] = (char)(length << 2);
  if (length)
    memcpy(header + 1, bytes, length);
}

static void write_view(char *header, const char *bytes, size_t length) {
  uint64_t words[3] = {length << 2 | TFN_VIEW, (uintptr_t)bytes, 0};
  memcpy(header, words, sizeof words);
}

static void write_large(char *header, const char *bytes, size_t length) {
  uint64_t words[3] = {length << 2 | TFN_LARGE, length, (uintptr_t)bytes};
  memcpy(header, words, sizeof words);
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

int tfn_tstrings_write(char *headers, const tfn_feed *feed, int64_t count, tfn_long_strings mode, int *points_out) {
  *points_out = 0;
  int64_t begin = count ? tfn_feed_offset(feed, 0) : 0;
  for (int64_t i = 0; i < count; i++) {
    int64_t end = tfn_feed_offset(feed, i + 1);
    const char *bytes = feed->data ? (const char *)feed->data + begin : NULL;
    size_t length = (size_t)(end - begin);
    char *header = headers + i * TFN_TSTRING_SIZE;
    if (length <= TFN_TSTRING_INLINE) {
      write_small(header, bytes, length);
    } else if (mode == TFN_AS_OWNED) {
      if (!write_owned(header, bytes, length)) {
        tfn_tstrings_free(headers, (size_t)i);
        return 0;
      }
    } else {
      *points_out = 1;
      (mode == TFN_AS_VIEW ? write_view : write_large)(header, bytes, length);
    }
    begin = end;
  }
  return 1;
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

void tfn_encoded_write(char *out, const tfn_feed *feed, int64_t count) {
  char *body = out + (size_t)count * sizeof(uint64_t), *cursor = body;
  for (int64_t i = 0; i < count; i++) {
    int64_t begin = tfn_feed_offset(feed, i);
    size_t length = (size_t)(tfn_feed_offset(feed, i + 1) - begin);
    uint64_t offset = (uint64_t)(cursor - body);
    memcpy(out + (size_t)i * sizeof offset, &offset, sizeof offset);
    uint64_t left = length;
    for (; left >= 0x80; left >>= 7)
      *cursor++ = (char)(left | 0x80);
    *cursor++ = (char)left;
    if (length)
      memcpy(cursor, (const char *)feed->data + begin, length);
    cursor += length;
  }
}
