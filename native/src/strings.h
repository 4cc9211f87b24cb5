// String tensors in both of TensorFlow's layouts: encoded (up to 2.3) and an array of TF_TString (from 2.4).
#ifndef TFN_STRINGS_H
#define TFN_STRINGS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include "block_pool.h"
#include "tfn.h"

enum {
  TFN_TSTRING_SIZE = 24,
  TFN_TSTRING_INLINE = 22, // longest string inside the 24 bytes
};

typedef enum tfn_tstring_kind { TFN_SMALL = 0, TFN_LARGE = 1, TFN_OFFSET = 2, TFN_VIEW = 3 } tfn_tstring_kind;

// Where the i-th string begins, in a table of int64 or int32 that need not be aligned.
static inline int64_t tfn_offset_at(const char *offsets, int wide, int64_t i) {
  int64_t offset;
  int32_t narrow;
  if (wide)
    memcpy(&offset, offsets + (size_t)i * sizeof offset, sizeof offset);
  else
    memcpy(&narrow, offsets + (size_t)i * sizeof narrow, sizeof narrow), offset = narrow;
  return offset;
}

// Where the i-th string of a feed begins.
static inline int64_t tfn_feed_offset(const tfn_feed *feed, int64_t i) {
  return tfn_offset_at(feed->offsets, feed->layout == TFN_STRINGS64, feed->first + i);
}

// What a long string becomes. A view is copied by TensorFlow as a pointer; a large one is copied deeply, and never
// freed while the tensor is not TensorFlow's own memory; an owned one is on the heap, for ops that write in place.
typedef enum tfn_long_strings { TFN_AS_VIEW, TFN_AS_LARGE, TFN_AS_OWNED } tfn_long_strings;

// Writes count * 24 bytes. *points_out: 1 if any of them points into the caller's payload. Returns 0 where memory is
// out (then nothing on the heap is left).
int tfn_tstrings_write(char *headers, const tfn_feed *feed, int64_t count, tfn_long_strings mode, int *points_out);
// Frees the strings on the heap (TFN_AS_OWNED).
void tfn_tstrings_free(char *headers, size_t count);

// The encoded layout: uint64 offsets behind the table, then length as varint and bytes.
size_t tfn_encoded_size(const tfn_feed *feed, int64_t count);
void tfn_encoded_write(char *out, size_t size, const tfn_feed *feed, int64_t count);

// Bytes of a fetched tensor's strings. TFN_BAD_OUTPUT for what cannot be read, or over 2^31 - 1 bytes.
tfn_status tfn_strings_measure(struct tfn_runtime *runtime, const char *data, size_t size, int64_t count, int32_t index,
                               uint64_t *total, tfn_error *error);
// Writes the strings of a tensor that was measured to `bytes` from `end` on, and their count + 1 offsets; returns the
// new end. What lies between that and `room` bytes may be overwritten.
uint64_t tfn_strings_write(struct tfn_runtime *runtime, const char *data, size_t size, int64_t count, char *bytes,
                           size_t room, int32_t *offsets, uint64_t end);
// Fills bytes and offsets of a fetched string tensor into one block. TFN_BAD_OUTPUT for over 2^31 - 1 bytes.
tfn_status tfn_strings_read(struct tfn_runtime *runtime, const char *data, size_t size, int64_t count, int32_t index,
                            tfn_block **block, tfn_fetch *fetch, tfn_error *error);

#endif
