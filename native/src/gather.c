#include "gather.h"

#include <string.h>

#include "bits.h"
#include "dtype.h"
#include "feed.h"
#include "strings.h"

enum { FIRST_GUESS = 64 << 20 }; // bytes that the first row's size may claim for all rows; beyond, room doubles

// Room for `more` bytes, moved to a larger block where needed. `guess`: the size that all rows are likely to take.
static void *append(tfn_runtime *runtime, tfn_growing *to, size_t more, size_t guess) {
  size_t needed = to->used + more;
  if (!to->block || needed > to->room) {
    size_t likely = to->block ? to->room * 2 : guess < FIRST_GUESS ? guess : FIRST_GUESS;
    size_t room = needed > likely ? needed : likely;
    tfn_block *larger = tfn_block_take(runtime, room);
    if (!larger)
      return NULL;
    if (to->used)
      memcpy(tfn_block_data(larger), tfn_block_data(to->block), to->used);
    tfn_block_put(to->block);
    to->block = larger;
    to->room = room;
  }
  void *end = (char *)tfn_block_data(to->block) + to->used;
  to->used = needed;
  return end;
}

static size_t for_all(size_t bytes, int64_t rows) {
  size_t all;
  return __builtin_mul_overflow(bytes, (size_t)rows, &all) ? SIZE_MAX : all;
}

static tfn_status too_large(int32_t index, tfn_error *error) {
  return tfn_fail(error, TFN_BAD_OUTPUT, index,
                  "the rows of fetch %d exceed 2^31 - 1 bytes together; use smaller blocks of rows", index);
}

// From the first row that differs on, every row's sizes are written down.
static tfn_status begin_sizes(tfn_runtime *runtime, tfn_gather *gather, int64_t row, int64_t rows, tfn_error *error) {
  size_t width = gather->first.used;
  for (int64_t i = 0; i < row; i++) {
    void *sizes = append(runtime, &gather->sizes, width, for_all(width, rows));
    if (!sizes)
      return tfn_fail_memory(error);
    memcpy(sizes, tfn_block_data(gather->first.block), width);
  }
  return TFN_OK;
}

static tfn_status append_sizes(tfn_runtime *runtime, tfn_gather *gather, const int64_t *dims, int64_t row, int64_t rows,
                               int64_t *count, tfn_error *error) {
  size_t width = (size_t)gather->rank * sizeof(int64_t);
  int64_t *first = gather->first.block ? tfn_block_data(gather->first.block) : NULL;
  if (!first && !(first = append(runtime, &gather->first, width, width)))
    return tfn_fail_memory(error);
  int differs = 0;
  *count = 1;
  for (int32_t d = 0; d < gather->rank; d++) {
    if (row == 0)
      first[d] = dims[d];
    differs |= dims[d] != first[d];
    *count *= dims[d];
  }
  if (differs && !gather->sizes.block) {
    tfn_status status = begin_sizes(runtime, gather, row, rows, error);
    if (status)
      return status;
  }
  if (!gather->rank || (!differs && !gather->sizes.block))
    return TFN_OK;
  int64_t *sizes = append(runtime, &gather->sizes, width, for_all(width, rows));
  if (!sizes)
    return tfn_fail_memory(error);
  memcpy(sizes, dims, width);
  return TFN_OK;
}

// Room for the bytes and offsets of so many strings; the last offset of a row is the first of the next.
static tfn_status string_room(tfn_runtime *runtime, tfn_gather *gather, int64_t count, uint64_t total, int32_t index,
                              int64_t rows, int32_t **offsets, tfn_error *error) {
  if (gather->values.used + total > INT32_MAX ||
      (size_t)(gather->count + count + 1) * sizeof(int32_t) > (size_t)INT32_MAX)
    return too_large(index, error);
  size_t table = (size_t)count * sizeof(int32_t);
  if (!gather->offsets.block && !append(runtime, &gather->offsets, sizeof(int32_t), for_all(table, rows) / 2 + 4))
    return tfn_fail_memory(error);
  char *end = append(runtime, &gather->offsets, table, 0);
  if (!end || !append(runtime, &gather->values, (size_t)total, for_all((size_t)total, rows)))
    return tfn_fail_memory(error);
  *offsets = (int32_t *)(void *)(end - sizeof(int32_t));
  return TFN_OK;
}

static tfn_status append_strings(tfn_runtime *runtime, tfn_gather *gather, const char *data, size_t size, int64_t count,
                                 int32_t index, int64_t rows, tfn_error *error) {
  uint64_t total = 0;
  size_t end = gather->values.used;
  int32_t *offsets;
  tfn_status status = tfn_strings_measure(runtime, data, size, count, index, &total, error);
  if (!status)
    status = string_room(runtime, gather, count, total, index, rows, &offsets, error);
  if (!status)
    tfn_strings_write(runtime, data, size, count, tfn_block_data(gather->values.block), end + (size_t)total, offsets,
                      end);
  return status;
}

static tfn_status append_fed_strings(tfn_runtime *runtime, tfn_gather *gather, const tfn_feed *cell, int64_t count,
                                     int32_t index, int64_t rows, tfn_error *error) {
  int64_t begin = count ? tfn_feed_offset(cell, 0) : 0;
  uint64_t total = count ? (uint64_t)(tfn_feed_offset(cell, count) - begin) : 0;
  size_t end = gather->values.used;
  int32_t *offsets;
  tfn_status status = string_room(runtime, gather, count, total, index, rows, &offsets, error);
  if (status)
    return status;
  offsets[0] = (int32_t)end;
  for (int64_t i = 1; i <= count; i++)
    offsets[i] = (int32_t)((int64_t)end + tfn_feed_offset(cell, i) - begin);
  if (total)
    memcpy((char *)tfn_block_data(gather->values.block) + end, (const char *)cell->data + begin, total);
  return TFN_OK;
}

// Room for so many values, booleans a byte each.
static tfn_status value_room(tfn_runtime *runtime, tfn_gather *gather, int64_t count, int32_t index, int64_t rows,
                             void **to, size_t *bytes, tfn_error *error) {
  int64_t width = tfn_dtype_size(gather->dtype);
  if (!width)
    return tfn_fail(error, TFN_BAD_OUTPUT, index, "fetch %d has dtype number %d, which cannot be handed over", index,
                    gather->dtype);
  if (count > (INT32_MAX - (int64_t)gather->values.used) / width)
    return too_large(index, error);
  *bytes = (size_t)(count * width);
  *to = append(runtime, &gather->values, *bytes, for_all(*bytes, rows));
  return *to ? TFN_OK : tfn_fail_memory(error);
}

static tfn_status append_values(tfn_runtime *runtime, tfn_gather *gather, const TF_Tensor *tensor, int64_t count,
                                int32_t index, int64_t rows, tfn_error *error) {
  void *to;
  size_t bytes;
  tfn_status status = value_room(runtime, gather, count, index, rows, &to, &bytes, error);
  if (!status && bytes)
    memcpy(to, runtime->tf.TensorData(tensor), bytes);
  return status;
}

static tfn_status append_fed_values(tfn_runtime *runtime, tfn_gather *gather, const tfn_feed *cell, int64_t count,
                                    int32_t index, int64_t rows, tfn_error *error) {
  void *to;
  size_t bytes;
  tfn_status status = value_room(runtime, gather, count, index, rows, &to, &bytes, error);
  if (status || !bytes)
    return status;
  if (cell->layout == TFN_BITS)
    tfn_bits_expand(to, cell->data, cell->first, count);
  else
    memcpy(to, cell->data, bytes);
  return TFN_OK;
}

// The first cell says what all are.
static tfn_status begin_cell(tfn_gather *gather, int32_t index, int64_t row, int32_t rank, int32_t dtype,
                             tfn_error *error) {
  if (row == 0) {
    gather->rank = rank;
    gather->dtype = dtype;
  }
  if (rank != gather->rank)
    return tfn_fail(error, TFN_BAD_OUTPUT, index, "its cell has rank %d, the first row's has rank %d", rank,
                    gather->rank);
  if (dtype != gather->dtype)
    return tfn_fail(error, TFN_BAD_OUTPUT, index, "its cell has dtype number %d, the first row's %d", dtype,
                    gather->dtype);
  return TFN_OK;
}

tfn_status tfn_gather_feed(tfn_outputs *run, tfn_gather *gather, int32_t index, const tfn_feed *cell, int64_t row,
                           int64_t rows, tfn_error *error) {
  tfn_runtime *runtime = run->runtime;
  int64_t count = 0;
  tfn_status status = begin_cell(gather, index, row, cell->rank, cell->dtype, error);
  if (!status)
    status = append_sizes(runtime, gather, cell->dims, row, rows, &count, error);
  if (!status)
    status = cell->dtype == TFN_STRING ? append_fed_strings(runtime, gather, cell, count, index, rows, error)
                                       : append_fed_values(runtime, gather, cell, count, index, rows, error);
  gather->count += count;
  return status;
}

tfn_status tfn_gather_row(tfn_outputs *run, tfn_gather *gather, int32_t index, int64_t row, int64_t rows,
                          tfn_error *error) {
  tfn_runtime *runtime = run->runtime;
  const tfn_symbols *tf = &runtime->tf;
  const TF_Tensor *tensor = run->tensors[index];
  int32_t rank = tf->NumDims(tensor);
  tfn_status status = begin_cell(gather, index, row, rank, (int32_t)tf->TensorType(tensor), error);
  if (status)
    return status;
  int64_t count = 0, dims[TFN_MAX_RANK];
  for (int32_t d = 0; d < rank; d++)
    dims[d] = tf->Dim(tensor, d);
  status = append_sizes(runtime, gather, dims, row, rows, &count, error);
  if (!status)
    status = gather->dtype == TFN_STRING ? append_strings(runtime, gather, tf->TensorData(tensor),
                                                          tf->TensorByteSize(tensor), count, index, rows, error)
                                         : append_values(runtime, gather, tensor, count, index, rows, error);
  gather->count += count;
  return status;
}

// Writes a fetch's sizes: the rows, then the cell's, -1 where they differ.
static void describe_sizes(const tfn_gather *gather, int64_t rows, int64_t *dims) {
  const int64_t *first = tfn_block_data(gather->first.block);
  *dims++ = rows;
  for (int32_t d = 0; d < gather->rank; d++)
    dims[d] = first[d];
  if (!gather->sizes.block)
    return;
  const int64_t *sizes = tfn_block_data(gather->sizes.block);
  for (int64_t row = 0; row < rows; row++)
    for (int32_t d = 0; d < gather->rank; d++)
      if (*sizes++ != first[d])
        dims[d] = -1;
}

static tfn_status pack_bits(tfn_runtime *runtime, tfn_gather *gather, tfn_fetch *fetch, tfn_error *error) {
  fetch->data_bytes = gather->count / 8 + (gather->count % 8 != 0);
  tfn_block *bits = tfn_block_take(runtime, (size_t)fetch->data_bytes);
  if (!bits)
    return tfn_fail_memory(error);
  if (gather->count)
    tfn_bits_pack(tfn_block_data(bits), tfn_block_data(gather->values.block), gather->count);
  tfn_block_put(gather->values.block);
  gather->values.block = bits;
  return TFN_OK;
}

static void keep(tfn_outputs *run, tfn_growing *buffer) {
  if (buffer->block)
    tfn_run_keep(run, buffer->block);
  buffer->block = NULL;
}

tfn_status tfn_gather_finish(tfn_outputs *run, tfn_gather *gathers, const tfn_rows *rows, tfn_fetch *fetches,
                             tfn_error *error) {
  int64_t ranks = 0;
  for (int32_t i = 0; i < run->fetch_count; i++)
    ranks += gathers[i].rank + 1;
  int64_t *dims = tfn_run_dims(run, ranks);
  if (!dims)
    return tfn_fail_memory(error);
  for (int32_t i = 0; i < run->fetch_count; i++) {
    tfn_gather *gather = &gathers[i];
    tfn_fetch *fetch = &fetches[i];
    *fetch = (tfn_fetch){.count = gather->count, .rank = gather->rank + 1, .dtype = gather->dtype, .dims = dims};
    describe_sizes(gather, rows->count, dims);
    dims += fetch->rank;
    fetch->data_bytes = (int64_t)gather->values.used;
    tfn_status status = gather->dtype == TFN_BOOL ? pack_bits(run->runtime, gather, fetch, error) : TFN_OK;
    if (status)
      return status;
    fetch->data = fetch->data_bytes ? tfn_block_data(gather->values.block) : tfn_nowhere();
    fetch->offsets = gather->offsets.block ? tfn_block_data(gather->offsets.block) : NULL;
    rows->fetches[i].sizes = gather->sizes.block ? tfn_block_data(gather->sizes.block) : NULL;
    run->blocks[i] = gather->values.block;
    gather->values.block = NULL;
    keep(run, &gather->offsets);
    keep(run, &gather->sizes);
  }
  return TFN_OK;
}

void tfn_gather_drop(tfn_gather *gather) {
  tfn_block_put(gather->values.block);
  tfn_block_put(gather->offsets.block);
  tfn_block_put(gather->first.block);
  tfn_block_put(gather->sizes.block);
}
