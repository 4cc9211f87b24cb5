// A lease names the caller's pins on the feeds of one run. It is part of the run's record (tfn_outputs) and counts:
// one pin for the run itself, one for each borrowed tensor, one for live outputs when strings were fed as views.
#ifndef TFN_LEASE_H
#define TFN_LEASE_H

#include <stdatomic.h>
#include <stdint.h>

struct tfn_outputs;
struct tfn_runtime;

typedef struct tfn_lease {
  atomic_long pins;
  uint64_t token;
  struct tfn_outputs *next; // in the list of those let go
} tfn_lease;

void tfn_lease_pin(struct tfn_outputs *run);
// May queue the token: the run's record must not be touched afterwards unless another reference is held.
void tfn_lease_unpin(struct tfn_outputs *run);
// The run's own pin goes. Returns 1 if others remain: then the token comes back by draining; else it never does.
int tfn_lease_settle(struct tfn_outputs *run);
// The runtime's handle is being closed: tokens not drained are dropped, now and later.
void tfn_leases_abandon(struct tfn_runtime *runtime);

#endif
