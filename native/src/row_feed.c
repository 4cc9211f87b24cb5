#include "row_feed.h"

#include <string.h>

#include "dtype.h"
#include "strings.h"

static const int64_t *sizes_of(const tfn_row_feed *cells, const tfn_feed *feed, int64_t row) {
  return cells->sizes ? cells->sizes + row * (feed->rank - 1) : feed->dims + 1;
}

static int64_t elements(const int64_t *sizes, int32_t rank) {
  int64_t count = 1;
  for (int32_t i = 0; i < rank; i++)
    count *= sizes[i];
  return count;
}

static tfn_status check_groups(const tfn_rows *rows, const tfn_feed *feed, int32_t index, tfn_error *error) {
  tfn_feed_shape all = {0, 0};
  if (rows->feeds[index].sizes || feed->rank < 1 || !feed->dims || feed->dims[0] != rows->starts[rows->count])
    return tfn_fail(error, TFN_BAD_FEED, index,
                    "feed %d: its cells differ in shape, or its first size is not the %lld rows", index,
                    (long long)rows->starts[rows->count]);
  tfn_status status = tfn_feed_check_dims(feed, feed->dims, feed->rank, index, &all.count, error);
  return status ? status : tfn_feed_check_values(feed, index, &all, error);
}

static tfn_feed *block_feed(const tfn_plan *plan, const tfn_rows *rows, int32_t index, int64_t block) {
  return &rows->blocks[block * plan->feed_count + index];
}

static tfn_status check_blocks(const tfn_plan *plan, tfn_rows *rows, int32_t index, tfn_error *error) {
  for (int64_t block = 0; block < rows->count; block++) {
    tfn_feed_shape all = {0, 0};
    tfn_status status = tfn_feed_check(plan, block_feed(plan, rows, index, block), index, &all, error);
    if (status) {
      rows->failed = block;
      return status;
    }
  }
  return TFN_OK;
}

tfn_status tfn_row_feed_check(const tfn_plan *plan, tfn_rows *rows, tfn_feed *feed, int32_t index, tfn_error *error) {
  tfn_row_feed *cells = &rows->feeds[index];
  cells->borrowed_rows = cells->borrowed_bytes = cells->copied_rows = cells->copied_bytes = 0;
  feed->reason = TFN_BORROWED;
  tfn_feed_shape all = {0, 0};
  if (cells->whole)
    return tfn_feed_check(plan, feed, index, &all, error);
  if (rows->blocks)
    return check_blocks(plan, rows, index, error);
  if (rows->starts)
    return check_groups(rows, feed, index, error);
  if (feed->rank < 1 || !feed->dims || feed->dims[0] != rows->count)
    return tfn_fail(error, TFN_BAD_FEED, index, "feed %d: its first size is not the %lld rows", index,
                    (long long)rows->count);
  int64_t each = 0;
  for (int64_t row = 0; row < rows->count; row++) {
    tfn_status status = cells->sizes || row == 0
                            ? tfn_feed_check_dims(feed, sizes_of(cells, feed, row), feed->rank - 1, index, &each, error)
                            : TFN_OK;
    if (status)
      return status;
    if (__builtin_add_overflow(all.count, each, &all.count))
      return tfn_fail(error, TFN_BAD_FEED, index, "feed %d: its cells have over 2^63 - 1 elements", index);
  }
  return tfn_feed_check_values(feed, index, &all, error);
}

static void measure(const tfn_feed *cell, tfn_feed_shape *shape) {
  shape->count = elements(cell->dims, cell->rank);
  shape->bytes = cell->dtype != TFN_STRING ? shape->count * tfn_dtype_size(cell->dtype)
                 : shape->count            ? tfn_feed_offset(cell, shape->count) - tfn_feed_offset(cell, 0)
                                           : 0;
}

// The feed of one row's cell, or of a group's: where its values lie among those of all rows.
static tfn_feed part_of(const tfn_feed *feed, const int64_t *dims, int32_t rank, int64_t at, tfn_feed_shape *shape) {
  tfn_feed cell = *feed;
  cell.rank = rank;
  cell.dims = dims;
  if (feed->layout != TFN_VALUES)
    cell.first = feed->first + at;
  else if (feed->data)
    cell.data = (const char *)feed->data + at * tfn_dtype_size(feed->dtype);
  measure(&cell, shape);
  return cell;
}

static tfn_feed next_part(const tfn_plan *plan, const tfn_rows *rows, const tfn_feed *feed, int32_t index, int64_t row,
                          tfn_row_walk *walk, tfn_feed_shape *shape) {
  if (rows->feeds[index].whole || rows->blocks) {
    tfn_feed own = rows->feeds[index].whole ? *feed : *block_feed(plan, rows, index, row);
    measure(&own, shape);
    return own;
  }
  if (!rows->starts)
    return part_of(feed, sizes_of(&rows->feeds[index], feed, row), feed->rank - 1, walk->at, shape);
  memcpy(walk->dims, feed->dims, (size_t)feed->rank * sizeof *walk->dims);
  walk->dims[0] = rows->starts[row + 1] - rows->starts[row];
  return part_of(feed, walk->dims, feed->rank, walk->at, shape);
}

tfn_feed tfn_row_feed_pass(const tfn_rows *rows, const tfn_feed *feed, int32_t index, tfn_row_walk *walk) {
  tfn_feed_shape shape;
  tfn_feed cell = part_of(feed, feed->dims + 1, feed->rank - 1, walk->at, &shape);
  rows->feeds[index].copied_rows++;
  rows->feeds[index].copied_bytes += shape.bytes;
  walk->at += shape.count;
  return cell;
}

tfn_status tfn_row_feed_make(const tfn_plan *plan, tfn_outputs *run, const tfn_rows *rows, tfn_feed *feed,
                             int32_t index, int64_t row, tfn_row_walk *walk, int32_t flags, tfn_error *error) {
  tfn_row_feed *cells = &rows->feeds[index];
  if (cells->whole && run->inputs[index])
    return TFN_OK;
  tfn_feed_shape shape;
  tfn_feed cell = next_part(plan, rows, feed, index, row, walk, &shape);
  cell.reason = tfn_feed_reason(plan, &cell, shape.count);
  if (cell.reason != TFN_BORROWED) {
    feed->reason = cell.reason;
    if (flags & TFN_RUN_FORBID_COPY)
      return tfn_fail(error, TFN_COPY_FORBIDDEN, index, "feed %d: the cell of row %lld would be copied", index,
                      (long long)row);
    cells->copied_rows++;
    cells->copied_bytes += shape.bytes;
  } else {
    cells->borrowed_rows++;
    cells->borrowed_bytes += shape.bytes;
  }
  walk->at += shape.count;
  run->inputs[index] = tfn_feed_make(plan, run, &cell, &shape, &walk->slot);
  return run->inputs[index] ? TFN_OK : tfn_fail_memory(error);
}
