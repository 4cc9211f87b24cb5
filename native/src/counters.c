#include "counters.h"

static atomic_uint threads;
static _Thread_local unsigned own; // 0: not numbered yet

unsigned tfn_thread_number(void) {
  if (!own)
    own = atomic_fetch_add_explicit(&threads, 1, memory_order_relaxed) + 1;
  return own;
}

void tfn_count(tfn_counter_set *set, tfn_counter counter, int64_t change) {
  if (change)
    atomic_fetch_add_explicit(&set->shards[tfn_thread_number() % TFN_COUNTER_SHARDS].values[counter], change,
                              memory_order_relaxed);
}

int64_t tfn_counted(const tfn_counter_set *set, tfn_counter counter) {
  int64_t sum = 0;
  for (int i = 0; i < TFN_COUNTER_SHARDS; i++)
    sum += atomic_load_explicit(&set->shards[i].values[counter], memory_order_relaxed);
  return sum;
}

void tfn_counters_read(const tfn_counter_set *set, tfn_counters *out) {
  out->live_bytes = tfn_counted(set, TFN_LIVE_BYTES);
  out->live_tensors = tfn_counted(set, TFN_LIVE_TENSORS);
  out->live_graphs = tfn_counted(set, TFN_LIVE_GRAPHS);
  out->live_sessions = tfn_counted(set, TFN_LIVE_SESSIONS);
  out->live_plans = tfn_counted(set, TFN_LIVE_PLANS);
  out->live_outputs = tfn_counted(set, TFN_LIVE_OUTPUTS);
  out->live_leases = tfn_counted(set, TFN_LIVE_LEASES);
  out->pooled_bytes = tfn_counted(set, TFN_POOLED_BYTES);
  out->runs = tfn_counted(set, TFN_RUNS);
  out->borrowed_tensors = tfn_counted(set, TFN_BORROWED_TENSORS);
  out->borrowed_bytes = tfn_counted(set, TFN_BORROWED_BYTES);
  out->copied_tensors = tfn_counted(set, TFN_COPIED_TENSORS);
  out->copied_bytes = tfn_counted(set, TFN_COPIED_BYTES);
  out->aliased_outputs = tfn_counted(set, TFN_ALIASED_OUTPUTS);
}
