// What a C programmer would write by hand against libtensorflow: the yardstick that benchmarks are measured by.
// No checks beyond what is needed to fail loudly, no counters, no pools: for each batch a tensor over the caller's
// memory, one run, a look at the result, and both tensors deleted. Where a column's values are no tensor's as they lie,
// a plain loop writes them into one, and the result into a column again.
#ifndef TENSORFRAMES_BENCH_REFERENCE_H
#define TENSORFRAMES_BENCH_REFERENCE_H

#include <stddef.h>
#include <stdint.h>

#define REF_API __attribute__((visibility("default")))

typedef struct ref_loop ref_loop;

typedef struct ref_model {
  const char *library;
  const char *saved_model; // a SavedModel's folder, its graph tagged serve; or NULL:
  const void *graph_def;
  size_t graph_def_bytes;
  const void *config; // a serialized ConfigProto, the same that the library under test is given
  size_t config_bytes;
  const char *placeholder; // operation names; output 0 of each
  const char *fetch;
} ref_model;

// How a column's values become a tensor's.
enum {
  REF_BORROWED, // as they lie
  REF_BITS,     // a bit each
  REF_FILLED,   // float64, 0 where there is none
  REF_TEXTS,    // the bytes between two offsets
  REF_CODED,    // a code each: which of the texts
};

typedef struct ref_batch {
  void *data; // of texts, their bytes
  size_t bytes;
  int64_t dims[4];
  int32_t rank;
  int32_t dtype;
  int32_t form;
  const uint8_t *valid; // REF_FILLED: a bit each
  const int32_t *offsets;
  const int32_t *codes; // REF_CODED
} ref_batch;

// Opens library, graph and session. NULL on failure, with TensorFlow's or our words in `message`.
REF_API ref_loop *ref_open(const ref_model *model, char *message, size_t capacity);
REF_API void ref_close(ref_loop *loop);

// Runs every batch once. 0, or TensorFlow's code. *checksum adds up the first byte of every result.
REF_API int32_t ref_run(ref_loop *loop, const ref_batch *batches, int32_t count, uint64_t *checksum);

// Adds up doubles in any order.
REF_API double ref_sum(const double *values, int64_t count);

#endif
