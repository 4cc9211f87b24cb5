// A libtensorflow of our own: graphs are names, a run hands the feeds back, knobs make it late or broken.
#ifndef FAKE_TENSORFLOW_H
#define FAKE_TENSORFLOW_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

typedef struct fake_knobs {
  atomic_int copies;        // outputs are fresh memory; else the feed's own
  atomic_int keeps;         // a run keeps its feeds until fake_let_go
  atomic_int fails;         // the code that a run fails with
  atomic_int refuses;       // TF_NewTensor gives NULL, after its deallocator ran
  atomic_int output_dtype;  // of all outputs; 0: the feed's
  atomic_llong output_rows; // the size of a rank 1 output over no real memory; 0: the feed's shape
  atomic_int output_rank;   // outputs of this many sizes of 1; 0: the feed's shape
  const char *message;      // of a failing run
  atomic_int live;          // tensors, graphs, sessions, statuses, options not deleted
} fake_knobs;

// Exported as fake_get.
typedef fake_knobs *fake_get_knobs(void);
// Lets go what runs have kept; on whatever thread it is called.
typedef void fake_let_go(void); // exported as let_go_kept

// Inside the fake library: zeroed memory that counts as live until it is destroyed.
void *fake_make(size_t size);
void fake_destroy(void *memory);

#endif
