// One feed of a loop over rows, groups of rows or blocks: checked once for all, then one tensor each.
#ifndef TFN_ROW_FEED_H
#define TFN_ROW_FEED_H

#include "feed.h"

typedef struct tfn_row_walk {
  tfn_block *slot;            // copies of one row after another
  int64_t at;                 // elements of the rows before
  int64_t dims[TFN_MAX_RANK]; // of a group's tensor
} tfn_row_walk;

// Checks cells, memory and sizes of all rows; of blocks, rows->failed names the one at fault.
tfn_status tfn_row_feed_check(const tfn_plan *plan, tfn_rows *rows, tfn_feed *feed, int32_t index, tfn_error *error);

// The cell of a group that is one row, as a feed of its own; counts as copied, which it will be. Groups in order.
tfn_feed tfn_row_feed_pass(const tfn_rows *rows, const tfn_feed *feed, int32_t index, tfn_row_walk *walk);

// Makes run->inputs[index] of row, group or block number `row`, in order; a whole feed's stays from the first one on.
tfn_status tfn_row_feed_make(const tfn_plan *plan, tfn_outputs *run, const tfn_rows *rows, tfn_feed *feed,
                             int32_t index, int64_t row, tfn_row_walk *walk, int32_t flags, tfn_error *error);

#endif
