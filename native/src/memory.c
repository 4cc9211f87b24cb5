#include "memory.h"

#include <stdlib.h>
#include <string.h>

#ifdef TFN_TEST_HOOKS
#include <stdatomic.h>

static atomic_long countdown, made;

void tfn_test_fail_allocation(long n) { atomic_store(&countdown, n); }

long tfn_test_allocations(void) { return atomic_exchange(&made, 0); }

static int fails(void) {
  atomic_fetch_add(&made, 1);
  long left = atomic_load(&countdown);
  while (left > 0)
    if (atomic_compare_exchange_weak(&countdown, &left, left - 1))
      return left == 1;
  return 0;
}
#else
static int fails(void) { return 0; }
#endif

void *tfn_allocate(size_t size) { return fails() ? NULL : malloc(size ? size : 1); }

void *tfn_allocate_zeroed(size_t size) {
  void *memory = tfn_allocate(size);
  return memory ? memset(memory, 0, size) : NULL;
}

void *tfn_allocate_aligned(size_t size) {
  void *memory = NULL;
  return fails() || posix_memalign(&memory, 64, size) ? NULL : memory;
}

void tfn_free(void *memory) { free(memory); }

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TFN_ASAN 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(TFN_ASAN)
#include <sanitizer/asan_interface.h>
void tfn_guard(void *memory, size_t size) { ASAN_POISON_MEMORY_REGION(memory, size); }
void tfn_unguard(void *memory, size_t size) { ASAN_UNPOISON_MEMORY_REGION(memory, size); }
#else
void tfn_guard(void *memory, size_t size) { (void)memory, (void)size; }
void tfn_unguard(void *memory, size_t size) { (void)memory, (void)size; }
#endif
