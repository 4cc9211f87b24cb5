// 64-aligned blocks for copied feeds and decoded outputs, kept for reuse: a fresh large block costs page faults.
#ifndef TFN_BLOCK_POOL_H
#define TFN_BLOCK_POOL_H

#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include "counters.h"

struct tfn_runtime;
struct tfn_outputs;

// Sits in the 64 bytes before the payload.
typedef struct tfn_block {
  struct tfn_runtime *runtime; // held while the block is in use
  struct tfn_outputs *lease;   // a pin to let go with the block, or NULL
  struct tfn_block *next;      // in the idle list, or among what a run keeps
  size_t capacity;             // payload bytes
  int size_class;              // -1: never pooled
  int owns_strings;            // payload holds strings on the heap, to be freed with it
  size_t string_count;
  atomic_int holders; // the taker; more while a loop over rows and a tensor share it
} tfn_block;

enum {
  TFN_BLOCK_HEADER = 64,
#ifdef TFN_TEST_HOOKS
  TFN_BLOCK_CLASSES = 44, // up to 512 KiB: tests see larger ones come and go
#else
  TFN_BLOCK_CLASSES = 96, // 4 a doubling from 256 B to 4 GiB
#endif
};

typedef struct tfn_block_pool {
  pthread_mutex_t lock;
  tfn_block *idle[TFN_BLOCK_CLASSES];
  int64_t idle_bytes;
} tfn_block_pool;

_Static_assert(sizeof(tfn_block) <= TFN_BLOCK_HEADER, "a block's header fits before its payload");

static inline void *tfn_block_data(tfn_block *block) { return (char *)block + TFN_BLOCK_HEADER; }

// NULL where memory is out. The block holds the runtime until it is put back, on any thread.
tfn_block *tfn_block_take(struct tfn_runtime *runtime, size_t size);
void tfn_block_put(tfn_block *block);
// The block of the last row, held once more, if nobody else holds it and it is large enough; else a new one takes its
// place. *slot is the loop's own hold, put back by it. NULL where memory is out.
tfn_block *tfn_block_reuse(struct tfn_runtime *runtime, tfn_block **slot, size_t size);
// Frees the idle blocks.
void tfn_block_pool_trim(struct tfn_runtime *runtime);

#endif
