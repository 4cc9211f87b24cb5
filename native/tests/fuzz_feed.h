// Bytes to one feed, in memory of exactly the size that the feed claims: the sanitizer sees a byte too many.
#ifndef TFN_FUZZ_FEED_H
#define TFN_FUZZ_FEED_H

#include "fuzz_bytes.h"
#include "tfn.h"

typedef struct fuzz_memory {
  void *block;
  char *bytes; // somewhere in the block, up to its end
  size_t size;
} fuzz_memory;

typedef struct fuzz_feed {
  tfn_feed feed;
  int honest; // nothing is wrong with it: it must be accepted
  int64_t dims[255];
  int64_t count;
  fuzz_memory data, offsets; // what the feed points at
  fuzz_memory text, bounds;  // the same once more, to compare with after those are gone
} fuzz_feed;

// Most feeds are as the managed side makes them; a few lie, and some are what nobody makes.
void fuzz_feed_make(fuzz_feed *feed, fuzz_bytes *bytes);
// The memory that the shim may read; afterwards only the comparison is left.
void fuzz_feed_let_go(fuzz_feed *feed);
void fuzz_feed_free(fuzz_feed *feed);
// Ends the process unless the fetch holds what was fed.
void fuzz_feed_compare(const fuzz_feed *feed, const tfn_fetch *fetch);

#endif
