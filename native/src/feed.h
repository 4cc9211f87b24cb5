// From the caller's buffers to tensors: every check first, then one tensor a feed, borrowed where that is possible.
#ifndef TFN_FEED_H
#define TFN_FEED_H

#include "outputs.h"

typedef struct tfn_feed_shape {
  int64_t count; // elements
  int64_t bytes; // of the tensor for values and bits; of the payload for strings
} tfn_feed_shape;

// Checks one feed against everything that TensorFlow would crash on or believe; fills *shape and feed->reason.
tfn_status tfn_feed_check(const tfn_plan *plan, tfn_feed *feed, int32_t index, tfn_feed_shape *shape, tfn_error *error);

// Makes run->inputs of feeds that were checked, and counts them. On failure none is left.
tfn_status tfn_feeds_make(const tfn_plan *plan, tfn_outputs *run, const tfn_feed *feeds, tfn_error *error);

#endif
