// What a real libtensorflow dies of, or reads wild memory for: the fake ends the process there, so a test or the fuzzer
// sees whatever the shim lets through.
#ifndef FAKE_CHECK_H
#define FAKE_CHECK_H

#include <stddef.h>
#include <stdint.h>

// TF_NewTensor's arguments.
void fake_check_new(int dtype, const int64_t *dims, int rank, const void *data, size_t length, int has_deallocator);
// Reads each byte that a kernel may read of a fed tensor.
void fake_read_all(int dtype, const int64_t *dims, int rank, const void *data, size_t length);

#endif
