// Columns whose values are no tensor's as they lie: the plain loops that one writes by hand.
#include "loop.h"

#include <stdlib.h>
#include <string.h>

static int64_t rows_of(const ref_batch *batch) { return batch->dims[0]; }

static int bit(const uint8_t *bits, int64_t i) { return bits[i / 8] >> (i % 8) & 1; }

static const char *text(const ref_batch *batch, int64_t row, size_t *length) {
  int32_t at = batch->form == REF_CODED ? batch->codes[row] : (int32_t)row;
  *length = (size_t)(batch->offsets[at + 1] - batch->offsets[at]);
  return (const char *)batch->data + batch->offsets[at];
}

static TF_Tensor *allocate(const ref_loop *loop, const ref_batch *batch, size_t bytes) {
  return loop->AllocateTensor(batch->dtype, batch->dims, batch->rank, bytes);
}

static TF_Tensor *bits_in(const ref_loop *loop, const ref_batch *batch) {
  TF_Tensor *tensor = allocate(loop, batch, (size_t)rows_of(batch));
  uint8_t *values = loop->TensorData(tensor);
  for (int64_t i = 0; i < rows_of(batch); i++)
    values[i] = (uint8_t)bit(batch->data, i);
  return tensor;
}

static TF_Tensor *filled_in(const ref_loop *loop, const ref_batch *batch) {
  TF_Tensor *tensor = allocate(loop, batch, (size_t)rows_of(batch) * sizeof(double));
  double *values = loop->TensorData(tensor);
  for (int64_t i = 0; i < rows_of(batch); i++)
    values[i] = bit(batch->valid, i) ? ((const double *)batch->data)[i] : 0.0;
  return tensor;
}

static TF_Tensor *encoded_in(const ref_loop *loop, const ref_batch *batch) {
  size_t table = (size_t)rows_of(batch) * sizeof(uint64_t), size = table, length;
  for (int64_t i = 0; i < rows_of(batch); i++) {
    text(batch, i, &length);
    size += loop->StringEncodedSize(length);
  }
  TF_Tensor *tensor = allocate(loop, batch, size);
  uint64_t *offsets = loop->TensorData(tensor);
  char *start = (char *)offsets + table, *end = (char *)offsets + size, *at = start;
  for (int64_t i = 0; i < rows_of(batch); i++) {
    const char *bytes = text(batch, i, &length);
    offsets[i] = (uint64_t)(at - start);
    at += loop->StringEncode(bytes, length, at, (size_t)(end - at), loop->status);
  }
  return tensor;
}

static TF_Tensor *texts_in(const ref_loop *loop, const ref_batch *batch) {
  if (loop->StringEncode)
    return encoded_in(loop, batch);
  TF_Tensor *tensor = allocate(loop, batch, (size_t)rows_of(batch) * sizeof(TF_TString));
  TF_TString *values = loop->TensorData(tensor);
  for (int64_t i = 0; i < rows_of(batch); i++) {
    size_t length;
    const char *bytes = text(batch, i, &length);
    loop->StringInit(&values[i]);
    loop->StringCopy(&values[i], bytes, length);
  }
  return tensor;
}

TF_Tensor *copied_in(const ref_loop *loop, const ref_batch *batch) {
  return batch->form == REF_BITS     ? bits_in(loop, batch)
         : batch->form == REF_FILLED ? filled_in(loop, batch)
                                     : texts_in(loop, batch);
}

void copied_delete(const ref_loop *loop, const ref_batch *batch, TF_Tensor *tensor) {
  if ((batch->form == REF_TEXTS || batch->form == REF_CODED) && loop->StringDealloc) {
    TF_TString *values = loop->TensorData(tensor);
    for (int64_t i = 0; i < rows_of(batch); i++)
      loop->StringDealloc(&values[i]);
  }
  loop->DeleteTensor(tensor);
}

static uint64_t bits_out(const ref_batch *batch, const uint8_t *values) {
  uint8_t *bits = calloc((size_t)rows_of(batch) / 8 + 1, 1);
  for (int64_t i = 0; i < rows_of(batch); i++)
    bits[i / 8] = (uint8_t)(bits[i / 8] | (values[i] != 0) << (i % 8));
  uint64_t first = bits[0];
  free(bits);
  return first;
}

static const char *result_text(const ref_loop *loop, const TF_Tensor *result, int64_t rows, int64_t row,
                               size_t *length) {
  if (!loop->StringDecode) {
    const TF_TString *value = (const TF_TString *)loop->TensorData(result) + row;
    *length = loop->StringGetSize(value);
    return loop->StringGetDataPointer(value);
  }
  const uint64_t *offsets = loop->TensorData(result);
  const char *start = (const char *)(offsets + rows), *bytes = "";
  size_t left = loop->TensorByteSize(result) - (size_t)rows * sizeof *offsets - (size_t)offsets[row];
  loop->StringDecode(start + offsets[row], left, &bytes, length, loop->status);
  return bytes;
}

static uint64_t texts_out(const ref_loop *loop, const ref_batch *batch, const TF_Tensor *result) {
  int64_t rows = rows_of(batch);
  int32_t *offsets = malloc(((size_t)rows + 1) * sizeof *offsets);
  size_t length;
  offsets[0] = 0;
  for (int64_t i = 0; i < rows; i++) {
    result_text(loop, result, rows, i, &length);
    offsets[i + 1] = offsets[i] + (int32_t)length;
  }
  char *bytes = malloc((size_t)offsets[rows] + 1);
  for (int64_t i = 0; i < rows; i++) {
    const char *value = result_text(loop, result, rows, i, &length);
    memcpy(bytes + offsets[i], value, length);
  }
  uint64_t first = *(const unsigned char *)bytes;
  free(bytes);
  free(offsets);
  return first;
}

uint64_t copied_out(const ref_loop *loop, const ref_batch *batch, const TF_Tensor *result) {
  return batch->form == REF_BITS ? bits_out(batch, loop->TensorData(result)) : texts_out(loop, batch, result);
}
