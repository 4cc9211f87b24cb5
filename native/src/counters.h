// Exact counters, spread over a few cache lines so that parallel runs do not fight for one.
#ifndef TFN_COUNTERS_H
#define TFN_COUNTERS_H

#include <stdatomic.h>
#include <stdint.h>
#include "tfn.h"

typedef enum tfn_counter {
  TFN_LIVE_BYTES,
  TFN_LIVE_TENSORS,
  TFN_LIVE_GRAPHS,
  TFN_LIVE_SESSIONS,
  TFN_LIVE_PLANS,
  TFN_LIVE_OUTPUTS,
  TFN_LIVE_LEASES,
  TFN_POOLED_BYTES,
  TFN_RUNS,
  TFN_BORROWED_TENSORS,
  TFN_BORROWED_BYTES,
  TFN_COPIED_TENSORS,
  TFN_COPIED_BYTES,
  TFN_ALIASED_OUTPUTS,
  TFN_COUNTER_COUNT
} tfn_counter;

enum { TFN_COUNTER_SHARDS = 8 };

typedef struct tfn_counter_shard {
  _Alignas(64) atomic_llong values[TFN_COUNTER_COUNT];
} tfn_counter_shard;

typedef struct tfn_counter_set {
  tfn_counter_shard shards[TFN_COUNTER_SHARDS];
} tfn_counter_set;

void tfn_count(tfn_counter_set *set, tfn_counter counter, int64_t change);
int64_t tfn_counted(const tfn_counter_set *set, tfn_counter counter);
void tfn_counters_read(const tfn_counter_set *set, tfn_counters *out);
// A small number of the calling thread's own, for spreading; not unique.
unsigned tfn_thread_number(void);

#endif
