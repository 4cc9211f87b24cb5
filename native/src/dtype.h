// TensorFlow's dtype numbers, the same in every version.
#ifndef TFN_DTYPE_H
#define TFN_DTYPE_H

#include <stdint.h>

enum {
  TFN_STRING = 7,
  TFN_BOOL = 10,
  TFN_RESOURCE = 20,
  TFN_VARIANT = 21,
  TFN_REFERENCE = 100, // added to the number for a reference to a variable
};

// Bytes of one element; 0 for strings, resources, variants and numbers that the shim does not know.
static inline int64_t tfn_dtype_size(int32_t dtype) {
  static const int8_t sizes[24] = {
      0, 4, 8,  4, 1, 2, 1, 0, // -, float, double, int32, uint8, int16, int8, string
      8, 8, 1,  1, 1, 4, 2, 2, // complex64, int64, bool, qint8, quint8, qint32, bfloat16, qint16
      2, 2, 16, 2, 0, 0, 4, 8, // quint16, uint16, complex128, half, resource, variant, uint32, uint64
  };
  return dtype > 0 && dtype < 24 ? sizes[dtype] : 0;
}

static inline int tfn_dtype_is_opaque(int32_t dtype) {
  int32_t plain = dtype > TFN_REFERENCE ? dtype - TFN_REFERENCE : dtype;
  return plain == TFN_RESOURCE || plain == TFN_VARIANT;
}

#endif
