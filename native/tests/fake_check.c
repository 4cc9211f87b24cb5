#include "fake_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void die(const char *why) {
  fprintf(stderr, "TensorFlow would have died: %s\n", why);
  abort();
}

static int64_t width_of(int dtype) {
  switch (dtype) {
  case 4: // uint8, int8, bool, qint8, quint8
  case 6:
  case 10:
  case 11:
  case 12:
    return 1;
  case 5: // int16, bfloat16, qint16, quint16, uint16, half
  case 14:
  case 15:
  case 16:
  case 17:
  case 19:
    return 2;
  case 1: // float, int32, qint32, uint32
  case 3:
  case 13:
  case 22:
    return 4;
  case 2: // double, complex64, int64, uint64
  case 8:
  case 9:
  case 23:
    return 8;
  case 18: // complex128
    return 16;
  case 7:
    return 0;
  default:
    die("unexpected dtype");
  }
}

static int64_t elements_of(const int64_t *dims, int rank) {
  if (rank < 0 || rank > 254)
    die("rank");
  int64_t count = 1;
  for (int i = 0; i < rank; i++) {
    if (dims[i] < 0)
      die("negative dimension");
    if (__builtin_mul_overflow(count, dims[i], &count))
      die("product of dimensions");
  }
  return count;
}

void fake_check_new(int dtype, const int64_t *dims, int rank, const void *data, size_t length, int has_deallocator) {
  int64_t width = width_of(dtype), count = elements_of(dims, rank), bytes;
  if (!has_deallocator)
    die("no deallocator");
  if (dtype != 7 && (__builtin_mul_overflow(count, width, &bytes) || length != (size_t)bytes))
    die("length is not that of the shape");
  if (length && !data)
    die("data is NULL");
}

// Past any optimizer: the sanitizer is to see every byte.
static _Thread_local volatile unsigned sink;

static void read_bytes(const char *bytes, uint64_t length) {
  unsigned sum = 0;
  for (uint64_t i = 0; i < length; i++)
    sum += (unsigned char)bytes[i];
  sink = sum;
}

#ifdef FAKE_OLD_STRINGS
static void read_strings(const char *data, size_t size, int64_t count) {
  if ((uint64_t)count > size / 8)
    die("offset table");
  const char *body = data + count * 8, *end = data + size;
  for (int64_t i = 0; i < count; i++) {
    uint64_t offset, length = 0;
    memcpy(&offset, data + i * 8, sizeof offset);
    if (offset >= (uint64_t)(end - body))
      die("offset of a string");
    const char *at = body + offset;
    unsigned char byte;
    int shift = 0;
    do {
      if (at == end || shift > 63)
        die("length of a string");
      byte = (unsigned char)*at++;
      length |= (uint64_t)(byte & 0x7F) << shift;
      shift += 7;
    } while (byte & 0x80);
    if (length > (uint64_t)(end - at))
      die("a string past the end");
    read_bytes(at, length);
  }
}
#else
static void read_strings(const char *data, size_t size, int64_t count) {
  if (size != (size_t)count * 24)
    die("array of strings");
  for (int64_t i = 0; i < count; i++) {
    uint64_t words[3];
    memcpy(words, data + i * 24, sizeof words);
    switch (words[0] & 3) {
    case 0:
      if ((words[0] & 0xFF) >> 2 > 22)
        die("a short string that is long");
      read_bytes(data + i * 24 + 1, (words[0] & 0xFF) >> 2);
      break;
    case 1:
      if (words[1] < words[0] >> 2)
        die("capacity of a string");
      read_bytes((const char *)(uintptr_t)words[2], words[0] >> 2);
      break;
    case 3:
      read_bytes((const char *)(uintptr_t)words[1], words[0] >> 2);
      break;
    default:
      die("an offset string, which the shim does not make");
    }
  }
}
#endif

void fake_read_all(int dtype, const int64_t *dims, int rank, const void *data, size_t length) {
  int64_t count = elements_of(dims, rank);
  if (dtype == 7)
    read_strings(data, length, count);
  else
    read_bytes(data, (uint64_t)(count * width_of(dtype)));
}
