// One feed of a loop over rows: checked once for all rows, then one tensor a row.
#ifndef TFN_ROW_FEED_H
#define TFN_ROW_FEED_H

#include "feed.h"

typedef struct tfn_row_walk {
  tfn_block *slot; // copies of one row after another
  int64_t at;      // elements of the rows before
} tfn_row_walk;

// Checks cells, memory and sizes of all rows.
tfn_status tfn_row_feed_check(const tfn_plan *plan, const tfn_rows *rows, tfn_feed *feed, int32_t index,
                              tfn_error *error);

// Makes run->inputs[index] of row number `row`, rows in order; a whole feed's stays from the first row on.
tfn_status tfn_row_feed_make(const tfn_plan *plan, tfn_outputs *run, const tfn_rows *rows, tfn_feed *feed,
                             int32_t index, int64_t row, tfn_row_walk *walk, int32_t flags, tfn_error *error);

#endif
