#include "block_pool.h"

#include "memory.h"
#include "runtime.h"

// Idle blocks beyond this go back to malloc.
#ifdef TFN_TEST_HOOKS
static const int64_t idle_limit = INT64_C(1) << 20;
#else
static const int64_t idle_limit = INT64_C(256) << 20;
#endif

static const size_t smallest = 256;

// Four classes a doubling: at most a quarter of a block is unused. Returns -1 where too large for a class.
static int class_of(size_t size, size_t *capacity) {
  size_t base = smallest;
  for (int i = 0; i < TFN_BLOCK_CLASSES; i += 4, base *= 2)
    if (size <= base * 2)
      for (int step = 0; step < 4; step++) {
        *capacity = base + base / 4 * (size_t)(step + 1);
        if (size <= *capacity)
          return i + step;
      }
  *capacity = (size + 63) & ~(size_t)63;
  return -1;
}

static tfn_block *pop(tfn_runtime *runtime, int size_class) {
  tfn_block_pool *pool = &runtime->pool;
  pthread_mutex_lock(&pool->lock);
  tfn_block *block = pool->idle[size_class];
  if (block) {
    pool->idle[size_class] = block->next;
    pool->idle_bytes -= (int64_t)block->capacity;
    tfn_count(&runtime->counters, TFN_POOLED_BYTES, -(int64_t)block->capacity);
  }
  pthread_mutex_unlock(&pool->lock);
  return block;
}

static int push(tfn_runtime *runtime, tfn_block *block) {
  tfn_block_pool *pool = &runtime->pool;
  pthread_mutex_lock(&pool->lock);
  int kept = pool->idle_bytes + (int64_t)block->capacity <= idle_limit;
  if (kept) {
    block->next = pool->idle[block->size_class];
    pool->idle[block->size_class] = block;
    pool->idle_bytes += (int64_t)block->capacity;
    tfn_count(&runtime->counters, TFN_POOLED_BYTES, (int64_t)block->capacity);
  }
  pthread_mutex_unlock(&pool->lock);
  return kept;
}

tfn_block *tfn_block_take(tfn_runtime *runtime, size_t size) {
  size_t capacity;
  if (size > SIZE_MAX / 4)
    return NULL;
  int size_class = class_of(size, &capacity);
  tfn_block *block = size_class < 0 ? NULL : pop(runtime, size_class);
  if (!block) {
    block = tfn_allocate_aligned(TFN_BLOCK_HEADER + capacity);
    if (!block)
      return NULL;
    block->capacity = capacity;
    block->size_class = size_class;
  }
  block->runtime = runtime;
  block->lease = NULL;
  block->next = NULL;
  block->owns_strings = 0;
  block->string_count = 0;
  atomic_store_explicit(&block->holders, 1, memory_order_relaxed);
  tfn_runtime_retain(runtime);
  tfn_count(&runtime->counters, TFN_LIVE_BYTES, (int64_t)capacity);
  tfn_guard((char *)tfn_block_data(block) + size, capacity - size);
  return block;
}

void tfn_block_put(tfn_block *block) {
  if (!block || atomic_fetch_sub_explicit(&block->holders, 1, memory_order_acq_rel) != 1)
    return;
  tfn_runtime *runtime = block->runtime;
  tfn_unguard(tfn_block_data(block), block->capacity);
  tfn_count(&runtime->counters, TFN_LIVE_BYTES, -(int64_t)block->capacity);
  if (block->size_class < 0 || !push(runtime, block))
    tfn_free(block);
  tfn_runtime_release(runtime);
}

tfn_block *tfn_block_reuse(tfn_runtime *runtime, tfn_block **slot, size_t size) {
  tfn_block *block = *slot;
  if (!block || block->capacity < size || atomic_load_explicit(&block->holders, memory_order_acquire) != 1) {
    tfn_block_put(block);
    block = *slot = tfn_block_take(runtime, size);
    if (!block)
      return NULL;
  } else {
    block->lease = NULL;
    block->owns_strings = 0;
    tfn_unguard(tfn_block_data(block), block->capacity);
    tfn_guard((char *)tfn_block_data(block) + size, block->capacity - size);
  }
  atomic_fetch_add_explicit(&block->holders, 1, memory_order_relaxed);
  return block;
}

void tfn_block_pool_trim(tfn_runtime *runtime) {
  for (int i = 0; i < TFN_BLOCK_CLASSES; i++)
    for (tfn_block *block; (block = pop(runtime, i));)
      tfn_free(block);
}
