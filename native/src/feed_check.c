#include "feed.h"

#include "dtype.h"
#include "strings.h"

static tfn_status check_layout(const tfn_feed *feed, int32_t index, tfn_error *error) {
  int32_t dtype = feed->dtype;
  if (dtype != TFN_STRING && !tfn_dtype_size(dtype))
    return tfn_fail(error, TFN_BAD_FEED, index, "feed %d: dtype number %d cannot be fed", index, dtype);
  int fits = feed->layout == TFN_VALUES ? dtype != TFN_STRING
             : feed->layout == TFN_BITS ? dtype == TFN_BOOL
                                        : dtype == TFN_STRING;
  if (feed->layout < TFN_VALUES || feed->layout > TFN_STRINGS64 || !fits)
    return tfn_fail(error, TFN_BAD_FEED, index, "feed %d: layout %d does not hold dtype number %d", index, feed->layout,
                    dtype);
  return TFN_OK;
}

tfn_status tfn_feed_check_dims(const tfn_feed *feed, const int64_t *dims, int32_t rank, int32_t index, int64_t *count,
                               tfn_error *error) {
  if (rank < 0 || rank > TFN_MAX_RANK || (rank && !dims))
    return tfn_fail(error, TFN_BAD_FEED, index, "feed %d: a rank of %d (0 to 254 are possible), or no sizes", index,
                    feed->rank);
  *count = 1;
  // The product of the sizes that are not 0 must fit as well: TensorFlow multiplies in its own order.
  int64_t product = 1;
  for (int32_t i = 0; i < rank; i++) {
    int64_t size = dims[i];
    if (size < 0)
      return tfn_fail(error, TFN_BAD_FEED, index, "feed %d: dimension %d is %lld", index, i, (long long)size);
    if (__builtin_mul_overflow(product, size ? size : 1, &product))
      return tfn_fail(error, TFN_BAD_FEED, index, "feed %d: the product of its sizes is over 2^63 - 1", index);
    *count = size && *count ? product : 0;
  }
  return TFN_OK;
}

static tfn_status check_data(const tfn_feed *feed, int32_t index, int64_t needed, tfn_error *error) {
  if (feed->data_bytes < 0 || needed > feed->data_bytes)
    return tfn_fail(error, TFN_BAD_FEED, index, "feed %d: its shape needs %lld bytes, its buffer has %lld", index,
                    (long long)needed, (long long)feed->data_bytes);
  if (needed && !feed->data)
    return tfn_fail(error, TFN_BAD_FEED, index, "feed %d: %lld bytes at NULL", index, (long long)needed);
  return TFN_OK;
}

static tfn_status check_values(const tfn_feed *feed, int32_t index, tfn_feed_shape *shape, tfn_error *error) {
  if (feed->first != 0)
    return tfn_fail(error, TFN_BAD_FEED, index, "feed %d: values begin at %lld, not at 0", index,
                    (long long)feed->first);
  if (__builtin_mul_overflow(shape->count, tfn_dtype_size(feed->dtype), &shape->bytes))
    return tfn_fail(error, TFN_BAD_FEED, index, "feed %d: %lld elements are over 2^63 - 1 bytes", index,
                    (long long)shape->count);
  return check_data(feed, index, shape->bytes, error);
}

static tfn_status check_bits(const tfn_feed *feed, int32_t index, tfn_feed_shape *shape, tfn_error *error) {
  int64_t end;
  if (feed->first < 0 || __builtin_add_overflow(feed->first, shape->count, &end))
    return tfn_fail(error, TFN_BAD_FEED, index, "feed %d: %lld bits from bit %lld", index, (long long)shape->count,
                    (long long)feed->first);
  shape->bytes = shape->count;
  return check_data(feed, index, shape->count ? end / 8 + (end % 8 != 0) : 0, error);
}

static int rise(const tfn_feed *feed, int64_t count) {
  int wide = feed->layout == TFN_STRINGS64, falls = 0;
  const char *offsets = (const char *)feed->offsets + (size_t)feed->first * (wide ? sizeof(int64_t) : sizeof(int32_t));
  // No way out of the loops, so that they run in vectors.
  if (wide)
    for (int64_t i = 0; i < count; i++)
      falls |= tfn_offset_at(offsets, 1, i + 1) < tfn_offset_at(offsets, 1, i);
  else
    for (int64_t i = 0; i < count; i++)
      falls |= tfn_offset_at(offsets, 0, i + 1) < tfn_offset_at(offsets, 0, i);
  return !falls;
}

// Names the first offset that is out of place, one of which there is.
static tfn_status blame_offset(const tfn_feed *feed, int32_t index, int64_t count, tfn_error *error) {
  int64_t i = 0, previous = tfn_feed_offset(feed, 0), offset = previous;
  while (i < count && offset >= 0 && offset >= previous && offset <= feed->data_bytes) {
    previous = offset;
    offset = tfn_feed_offset(feed, ++i);
  }
  return tfn_fail(error, TFN_BAD_FEED, index, "feed %d: offset %lld is %lld, after %lld, with %lld bytes of strings",
                  index, (long long)i, (long long)offset, (long long)previous, (long long)feed->data_bytes);
}

static tfn_status check_strings(const tfn_feed *feed, int32_t index, tfn_feed_shape *shape, tfn_error *error) {
  shape->bytes = 0;
  if (feed->data_bytes < 0 || (feed->data_bytes && !feed->data))
    return tfn_fail(error, TFN_BAD_FEED, index, "feed %d: %lld bytes at %p", index, (long long)feed->data_bytes,
                    feed->data);
  int64_t last, table;
  if (feed->first < 0 || __builtin_add_overflow(feed->first, shape->count, &last) ||
      __builtin_mul_overflow(last, 8, &table) || __builtin_mul_overflow(shape->count, 32, &table))
    return tfn_fail(error, TFN_BAD_FEED, index, "feed %d: %lld strings from offset %lld", index,
                    (long long)shape->count, (long long)feed->first);
  if (!shape->count)
    return TFN_OK;
  if (!feed->offsets)
    return tfn_fail(error, TFN_BAD_FEED, index, "feed %d: strings without offsets", index);
  int64_t held = feed->offsets_bytes / (feed->layout == TFN_STRINGS32 ? 4 : 8);
  if (held <= last)
    return tfn_fail(error, TFN_BAD_FEED, index, "feed %d: %lld strings from offset %lld, with %lld offsets", index,
                    (long long)shape->count, (long long)feed->first, (long long)held);
  int64_t begin = tfn_feed_offset(feed, 0), end = tfn_feed_offset(feed, shape->count);
  if (begin < 0 || end > feed->data_bytes || !rise(feed, shape->count))
    return blame_offset(feed, index, shape->count, error);
  shape->bytes = end - begin;
  return TFN_OK;
}

int32_t tfn_feed_reason(const tfn_plan *plan, const tfn_feed *feed, int64_t count) {
  if (count == 0)
    return TFN_BORROWED; // no bytes: nothing to copy
  if (feed->layout == TFN_BITS)
    return TFN_COPY_BITS;
  if (feed->dtype == TFN_STRING && plan->runtime->info.string_abi == TFN_STRINGS_ENCODED)
    return TFN_COPY_STRING_ABI;
  if (plan->flags & TFN_PLAN_COPY_FEEDS)
    return TFN_COPY_MUTATED;
  if (feed->dtype != TFN_STRING && (uintptr_t)feed->data % (uintptr_t)plan->runtime->info.borrow_alignment)
    return TFN_COPY_MISALIGNED;
  return TFN_BORROWED;
}

tfn_status tfn_feed_check_values(const tfn_feed *feed, int32_t index, tfn_feed_shape *shape, tfn_error *error) {
  tfn_status status = check_layout(feed, index, error);
  if (status)
    return status;
  return feed->layout == TFN_VALUES ? check_values(feed, index, shape, error)
         : feed->layout == TFN_BITS ? check_bits(feed, index, shape, error)
                                    : check_strings(feed, index, shape, error);
}

tfn_status tfn_feed_check(const tfn_plan *plan, tfn_feed *feed, int32_t index, tfn_feed_shape *shape,
                          tfn_error *error) {
  feed->reason = TFN_BORROWED;
  tfn_status status = tfn_feed_check_dims(feed, feed->dims, feed->rank, index, &shape->count, error);
  if (!status)
    status = tfn_feed_check_values(feed, index, shape, error);
  if (!status)
    feed->reason = tfn_feed_reason(plan, feed, shape->count);
  return status;
}
