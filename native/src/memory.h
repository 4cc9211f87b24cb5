// Every allocation of the shim goes through here, so that tests can make the n-th one fail.
#ifndef TFN_MEMORY_H
#define TFN_MEMORY_H

#include <stddef.h>

void *tfn_allocate(size_t size);
void *tfn_allocate_zeroed(size_t size);
// 64-aligned; freed by tfn_free like the others.
void *tfn_allocate_aligned(size_t size);
void tfn_free(void *memory);
// Under ASan, bytes that nobody may touch although they are allocated; else nothing.
void tfn_guard(void *memory, size_t size);
void tfn_unguard(void *memory, size_t size);

#ifdef TFN_TEST_HOOKS
// The n-th allocation from now on (1 is the next) fails, once; 0 turns it off.
__attribute__((visibility("default"))) void tfn_test_fail_allocation(long n);
// Allocations made since the last call.
__attribute__((visibility("default"))) long tfn_test_allocations(void);
#endif

#endif
