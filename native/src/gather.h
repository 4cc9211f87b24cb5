// Outputs of a loop over rows or groups: each fetch's cells, gathered one after another.
#ifndef TFN_GATHER_H
#define TFN_GATHER_H

#include "outputs.h"

typedef struct tfn_growing {
  tfn_block *block;
  size_t room, used;
} tfn_growing;

typedef struct tfn_gather {
  tfn_growing values;  // booleans as bytes until the end
  tfn_growing offsets; // strings only
  tfn_growing first;   // sizes of the first row's cell
  tfn_growing sizes;   // of all rows, once one differs
  int64_t count;       // elements
  int32_t rank, dtype;
} tfn_gather;

// Appends the tensor that row number `row` of `rows` gave for fetch `index`.
tfn_status tfn_gather_row(tfn_outputs *run, tfn_gather *gather, int32_t index, int64_t row, int64_t rows,
                          tfn_error *error);
// Appends the cell of a row that is passed on as it lies.
tfn_status tfn_gather_feed(tfn_outputs *run, tfn_gather *gather, int32_t index, const tfn_feed *cell, int64_t row,
                           int64_t rows, tfn_error *error);
// Hands all that was gathered to the run's outputs.
tfn_status tfn_gather_finish(tfn_outputs *run, tfn_gather *gathers, const tfn_rows *rows, tfn_fetch *fetches,
                             tfn_error *error);
void tfn_gather_drop(tfn_gather *gather);

#endif
