#include "outputs.h"

#include <string.h>

#include "bits.h"
#include "dtype.h"
#include "feed.h"
#include "memory.h"
#include "strings.h"

enum { INLINE_DIMS = 6 }; // sizes a fetch that need no further allocation

tfn_outputs *tfn_run_new(const tfn_plan *plan, uint64_t token) {
  size_t feeds = (size_t)plan->feed_count, fetches = (size_t)plan->fetch_count;
  size_t size = sizeof(tfn_outputs) + feeds * (sizeof(TF_Tensor *) + sizeof(tfn_feed_shape)) +
                fetches * (sizeof(TF_Tensor *) + sizeof(tfn_block *) + INLINE_DIMS * sizeof(int64_t));
  tfn_outputs *run = tfn_allocate_zeroed(size);
  if (!run)
    return NULL;
  run->runtime = plan->runtime;
  atomic_init(&run->references, 2);
  atomic_init(&run->lease.pins, 1);
  run->lease.token = token;
  run->fetch_count = plan->fetch_count;
  run->shapes = (tfn_feed_shape *)(run + 1);
  run->dims = (int64_t *)(run->shapes + feeds);
  run->dims_capacity = (int64_t)fetches * INLINE_DIMS;
  run->inputs = (TF_Tensor **)(run->dims + run->dims_capacity);
  run->tensors = run->inputs + feeds;
  run->blocks = (tfn_block **)(run->tensors + fetches);
  tfn_runtime_retain(run->runtime);
  tfn_count(&run->runtime->counters, TFN_LIVE_LEASES, 1);
  return run;
}

void tfn_run_release(tfn_outputs *run) {
  if (atomic_fetch_sub_explicit(&run->references, 1, memory_order_acq_rel) != 1)
    return;
  tfn_runtime *runtime = run->runtime;
  tfn_free(run->more_dims);
  tfn_free(run);
  tfn_runtime_release(runtime);
}

static void drop_tensor(tfn_outputs *run, int32_t i) {
  if (run->tensors[i])
    run->runtime->tf.DeleteTensor(run->tensors[i]);
  run->tensors[i] = NULL;
}

void tfn_outputs_drop(tfn_outputs *run) {
  for (int32_t i = 0; i < run->fetch_count; i++) {
    drop_tensor(run, i);
    tfn_block_put(run->blocks[i]);
    run->blocks[i] = NULL;
  }
  while (run->kept) {
    tfn_block *next = run->kept->next;
    tfn_block_put(run->kept);
    run->kept = next;
  }
}

void tfn_run_keep(tfn_outputs *run, tfn_block *block) {
  block->next = run->kept;
  run->kept = block;
}

int64_t *tfn_run_dims(tfn_outputs *run, int64_t ranks) {
  return ranks <= run->dims_capacity ? run->dims : (run->more_dims = tfn_allocate((size_t)ranks * sizeof(int64_t)));
}

static tfn_status read_dims(tfn_outputs *run, tfn_fetch *fetches, tfn_error *error) {
  const tfn_symbols *tf = &run->runtime->tf;
  int64_t ranks = 0;
  for (int32_t i = 0; i < run->fetch_count; i++)
    ranks += fetches[i].rank = tf->NumDims(run->tensors[i]);
  int64_t *dims = tfn_run_dims(run, ranks);
  if (!dims)
    return tfn_fail_memory(error);
  for (int32_t i = 0; i < run->fetch_count; i++) {
    fetches[i].dims = dims;
    fetches[i].count = 1;
    for (int32_t d = 0; d < fetches[i].rank; d++)
      fetches[i].count *= *dims++ = tf->Dim(run->tensors[i], d);
  }
  return TFN_OK;
}

static tfn_status pack_bits(tfn_outputs *run, int32_t i, tfn_fetch *fetch, tfn_error *error) {
  fetch->data_bytes = fetch->count / 8 + (fetch->count % 8 != 0);
  tfn_block *block = run->blocks[i] = tfn_block_take(run->runtime, (size_t)fetch->data_bytes);
  if (!block)
    return tfn_fail_memory(error);
  if (fetch->count)
    tfn_bits_pack(tfn_block_data(block), run->runtime->tf.TensorData(run->tensors[i]), fetch->count);
  fetch->data = tfn_block_data(block);
  drop_tensor(run, i);
  return TFN_OK;
}

static tfn_status copy_out(tfn_outputs *run, int32_t i, tfn_fetch *fetch, tfn_error *error) {
  tfn_block *block = run->blocks[i] = tfn_block_take(run->runtime, (size_t)fetch->data_bytes);
  if (!block)
    return tfn_fail_memory(error);
  if (fetch->data_bytes)
    memcpy(tfn_block_data(block), run->runtime->tf.TensorData(run->tensors[i]), (size_t)fetch->data_bytes);
  fetch->data = tfn_block_data(block);
  drop_tensor(run, i);
  return TFN_OK;
}

static void hand_over(tfn_outputs *run, int32_t i, tfn_fetch *fetch) {
  const tfn_symbols *tf = &run->runtime->tf;
  // TensorFlow gives a tensor up only where nobody else shares its memory: not a feed, a constant, another fetch.
  TF_Tensor *alone = tf->TensorMaybeMove(run->tensors[i]);
  if (alone)
    run->tensors[i] = alone;
  else if (fetch->data_bytes)
    fetch->flags |= TFN_ALIASED;
  void *data = tf->TensorData(run->tensors[i]);
  fetch->data = fetch->data_bytes && data ? data : tfn_nowhere();
}

static tfn_status read_one(tfn_outputs *run, int32_t i, int copy, tfn_fetch *fetch, tfn_error *error) {
  const tfn_symbols *tf = &run->runtime->tf;
  fetch->dtype = tf->TensorType(run->tensors[i]);
  if (fetch->dtype == TFN_STRING) {
    tfn_status status =
        tfn_strings_read(run->runtime, tf->TensorData(run->tensors[i]), tf->TensorByteSize(run->tensors[i]),
                         fetch->count, i, &run->blocks[i], fetch, error);
    drop_tensor(run, i);
    return status;
  }
  int64_t width = tfn_dtype_size(fetch->dtype);
  if (!width)
    return tfn_fail(error, TFN_BAD_OUTPUT, i, "fetch %d has dtype number %d, which cannot be handed over", i,
                    fetch->dtype);
  if (fetch->count > INT32_MAX / width * (fetch->dtype == TFN_BOOL ? 8 : 1))
    return tfn_fail(error, TFN_BAD_OUTPUT, i,
                    "fetch %d has %lld elements of %lld bytes, over 2^31 - 1 bytes; use smaller blocks of rows", i,
                    (long long)fetch->count, (long long)width);
  if (fetch->dtype == TFN_BOOL)
    return pack_bits(run, i, fetch, error);
  fetch->data_bytes = fetch->count * width;
  if (copy)
    return copy_out(run, i, fetch, error);
  hand_over(run, i, fetch);
  return TFN_OK;
}

void tfn_outputs_count(tfn_outputs *run, const tfn_fetch *fetches) {
  tfn_counter_set *counters = &run->runtime->counters;
  int64_t aliased = 0;
  for (int32_t i = 0; i < run->fetch_count; i++) {
    aliased += fetches[i].flags & TFN_ALIASED;
    if (run->tensors[i]) {
      run->tensor_count++;
      run->tensor_bytes += fetches[i].data_bytes;
    }
  }
  tfn_count(counters, TFN_ALIASED_OUTPUTS, aliased);
  tfn_count(counters, TFN_LIVE_BYTES, run->tensor_bytes);
  tfn_count(counters, TFN_LIVE_TENSORS, run->tensor_count);
  tfn_count(counters, TFN_LIVE_OUTPUTS, 1);
}

tfn_status tfn_outputs_read(tfn_outputs *run, int copy, tfn_fetch *fetches, tfn_error *error) {
  if (run->fetch_count)
    memset(fetches, 0, (size_t)run->fetch_count * sizeof *fetches);
  tfn_status status = read_dims(run, fetches, error);
  for (int32_t i = 0; i < run->fetch_count && !status; i++)
    status = read_one(run, i, copy, &fetches[i], error);
  if (status)
    tfn_outputs_drop(run);
  else
    tfn_outputs_count(run, fetches);
  return status;
}

void tfn_outputs_release(tfn_outputs *outputs) {
  if (!outputs)
    return;
  tfn_counter_set *counters = &outputs->runtime->counters;
  tfn_count(counters, TFN_LIVE_BYTES, -outputs->tensor_bytes);
  tfn_count(counters, TFN_LIVE_TENSORS, -outputs->tensor_count);
  tfn_count(counters, TFN_LIVE_OUTPUTS, -1);
  tfn_outputs_drop(outputs);
  if (outputs->holds_pin)
    tfn_lease_unpin(outputs);
  tfn_run_release(outputs);
}
