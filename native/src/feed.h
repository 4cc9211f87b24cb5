// From the caller's buffers to tensors: every check first, then one tensor a feed, borrowed where that is possible.
#ifndef TFN_FEED_H
#define TFN_FEED_H

#include "outputs.h"

enum { TFN_MAX_RANK = 254 }; // of TensorFlow's tensors

typedef struct tfn_feed_shape {
  int64_t count; // elements
  int64_t bytes; // of the tensor for values and bits; of the payload for strings
} tfn_feed_shape;

// Checks one feed against everything that TensorFlow would crash on or believe; fills *shape and feed->reason.
tfn_status tfn_feed_check(const tfn_plan *plan, tfn_feed *feed, int32_t index, tfn_feed_shape *shape, tfn_error *error);

// The two halves of it: the sizes of one tensor, and the memory behind so many elements.
tfn_status tfn_feed_check_dims(const tfn_feed *feed, const int64_t *dims, int32_t rank, int32_t index, int64_t *count,
                               tfn_error *error);
tfn_status tfn_feed_check_values(const tfn_feed *feed, int32_t index, tfn_feed_shape *shape, tfn_error *error);
// Why a tensor of so many elements cannot be borrowed where it lies.
int32_t tfn_feed_reason(const tfn_plan *plan, const tfn_feed *feed, int64_t count);

// Makes one tensor of a feed that was checked. `slot`: the loop over rows' own block for copies, or NULL for one of its
// own; outputs of a loop are gathered, so that they never keep the payload of strings.
TF_Tensor *tfn_feed_make(const tfn_plan *plan, tfn_outputs *run, const tfn_feed *feed, const tfn_feed_shape *shape,
                         tfn_block **slot);

// Makes run->inputs of feeds that were checked, and counts them. On failure none is left.
tfn_status tfn_feeds_make(const tfn_plan *plan, tfn_outputs *run, const tfn_feed *feeds, tfn_error *error);

#endif
