#include "feed.h"

#include <string.h>

#include "bits.h"
#include "dtype.h"
#include "strings.h"

// TensorFlow's last reference to borrowed memory went, on any thread.
static void let_go_borrowed(void *data, size_t length, void *argument) {
  (void)data, (void)length;
  tfn_outputs *run = argument;
  tfn_count(&run->runtime->counters, TFN_LIVE_TENSORS, -1);
  tfn_lease_unpin(run);
}

static void let_go_block(void *data, size_t length, void *argument) {
  (void)length;
  tfn_block *block = argument;
  tfn_outputs *lease = block->lease;
  if (block->owns_strings)
    tfn_tstrings_free(data, block->string_count);
  tfn_count(&block->runtime->counters, TFN_LIVE_TENSORS, -1);
  tfn_block_put(block);
  if (lease)
    tfn_lease_unpin(lease);
}

// Whatever comes of it, the deallocator has run or will: on NULL, TensorFlow has called it already.
static TF_Tensor *new_tensor(tfn_outputs *run, const tfn_feed *feed, void *data, size_t bytes, tf_deallocator *let_go,
                             void *argument) {
  tfn_runtime *runtime = run->runtime;
  tfn_count(&runtime->counters, TFN_LIVE_TENSORS, 1);
  return runtime->tf.NewTensor(feed->dtype, feed->dims, feed->rank, data, bytes, let_go, argument);
}

static TF_Tensor *borrow(tfn_outputs *run, const tfn_feed *feed, const tfn_feed_shape *shape) {
  void *data = shape->bytes ? (void *)(uintptr_t)feed->data : tfn_nowhere();
  tfn_lease_pin(run);
  return new_tensor(run, feed, data, (size_t)shape->bytes, let_go_borrowed, run);
}

static tfn_block *take(tfn_outputs *run, tfn_block **slot, size_t size) {
  return slot ? tfn_block_reuse(run->runtime, slot, size) : tfn_block_take(run->runtime, size);
}

static TF_Tensor *copy_values(tfn_outputs *run, const tfn_feed *feed, const tfn_feed_shape *shape, tfn_block **slot) {
  tfn_block *block = take(run, slot, (size_t)shape->bytes);
  if (!block)
    return NULL;
  if (feed->layout == TFN_BITS)
    tfn_bits_expand(tfn_block_data(block), feed->data, feed->first, shape->count);
  else
    memcpy(tfn_block_data(block), feed->data, (size_t)shape->bytes);
  return new_tensor(run, feed, tfn_block_data(block), (size_t)shape->bytes, let_go_block, block);
}

static TF_Tensor *encode_strings(tfn_outputs *run, const tfn_feed *feed, const tfn_feed_shape *shape,
                                 tfn_block **slot) {
  size_t size = tfn_encoded_size(feed, shape->count);
  tfn_block *block = take(run, slot, size);
  if (!block)
    return NULL;
  tfn_encoded_write(tfn_block_data(block), size, feed, shape->count);
  return new_tensor(run, feed, tfn_block_data(block), size, let_go_block, block);
}

static TF_Tensor *point_at_strings(const tfn_plan *plan, tfn_outputs *run, const tfn_feed *feed,
                                   const tfn_feed_shape *shape, tfn_block **slot) {
  size_t size = (size_t)shape->count * TFN_TSTRING_SIZE;
  tfn_long_strings mode = plan->flags & TFN_PLAN_COPY_FEEDS ? TFN_AS_OWNED
                          : plan->flags & TFN_PLAN_STATEFUL ? TFN_AS_LARGE
                                                            : TFN_AS_VIEW;
  tfn_block *block = take(run, slot, size);
  int points_out = 0;
  if (!block || !tfn_tstrings_write(tfn_block_data(block), feed, shape->count, mode, &points_out)) {
    tfn_block_put(block);
    return NULL;
  }
  block->owns_strings = mode == TFN_AS_OWNED;
  block->string_count = (size_t)shape->count;
  if (points_out) {
    block->lease = run;
    tfn_lease_pin(run);
    // Ops copy views as pointers, so any output may hold some.
    if (mode == TFN_AS_VIEW && !run->holds_pin && !slot) {
      run->holds_pin = 1;
      tfn_lease_pin(run);
    }
  }
  return new_tensor(run, feed, tfn_block_data(block), size, let_go_block, block);
}

TF_Tensor *tfn_feed_make(const tfn_plan *plan, tfn_outputs *run, const tfn_feed *feed, const tfn_feed_shape *shape,
                         tfn_block **slot) {
  if (shape->count == 0)
    return borrow(run, feed, shape);
  if (feed->dtype == TFN_STRING)
    return feed->reason == TFN_COPY_STRING_ABI ? encode_strings(run, feed, shape, slot)
                                               : point_at_strings(plan, run, feed, shape, slot);
  return feed->reason == TFN_BORROWED ? borrow(run, feed, shape) : copy_values(run, feed, shape, slot);
}

tfn_status tfn_feeds_make(const tfn_plan *plan, tfn_outputs *run, const tfn_feed *feeds, tfn_error *error) {
  int64_t count[2] = {0}, bytes[2] = {0}; // borrowed, copied
  for (int32_t i = 0; i < plan->feed_count; i++) {
    run->inputs[i] = tfn_feed_make(plan, run, &feeds[i], &run->shapes[i], NULL);
    if (!run->inputs[i]) {
      while (i-- > 0)
        run->runtime->tf.DeleteTensor(run->inputs[i]);
      return tfn_fail_memory(error);
    }
    int copied = feeds[i].reason != TFN_BORROWED;
    count[copied]++;
    bytes[copied] += run->shapes[i].bytes;
  }
  tfn_counter_set *counters = &run->runtime->counters;
  tfn_count(counters, TFN_BORROWED_TENSORS, count[0]);
  tfn_count(counters, TFN_BORROWED_BYTES, bytes[0]);
  tfn_count(counters, TFN_COPIED_TENSORS, count[1]);
  tfn_count(counters, TFN_COPIED_BYTES, bytes[1]);
  return TFN_OK;
}
