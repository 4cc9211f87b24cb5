// Offsets that no 32 bits hold, in memory that is only there where it is touched.
#include <string.h>
#include <sys/mman.h>

#include "fake_case.h"

static const int64_t five_gib = INT64_C(5) << 30, far = (INT64_C(4) << 30) + 77;

static char *map(void) {
  void *memory =
      mmap(NULL, (size_t)five_gib, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return memory == MAP_FAILED ? NULL : memory;
}

static void run_far(const char *library, tfn_feed *feed, const char *expected, int64_t bytes) {
  fake_case c;
  fake_open(&c, library, 1, 0);
  CHECK_GOING();
  tfn_fetch fetch;
  tfn_run_result result;
  CHECK_OK(tfn_plan_run(c.plan, feed, &fetch, 1, 0, &result, &error));
  CHECK(fetch.data_bytes == bytes && !memcmp(fetch.data, expected, (size_t)bytes));
  tfn_outputs_release(result.outputs);
  fake_close(&c);
}

static void Strings_past_4_GiB_are_fed(void) {
  static const char text[41] = "0123456789012345678901234567890123456789";
  char *memory = map();
  CHECK(memory);
  memcpy(memory + far, text, 40);
  const int64_t offsets[] = {far, far + 3, far + 40}, count = 2;
  tfn_feed feed = {.data = memory,
                   .data_bytes = five_gib,
                   .offsets = offsets,
                   .offsets_bytes = sizeof offsets,
                   .dims = &count,
                   .rank = 1,
                   .dtype = STRING,
                   .layout = TFN_STRINGS64};
  run_far(FAKE_TENSORFLOW, &feed, text, 40);
  CHECK_GOING();
  run_far(FAKE_OLD_STRINGS, &feed, text, 40);
  munmap(memory, (size_t)five_gib);
}

static void Bits_past_4_GiB_are_fed(void) {
  char *memory = map();
  CHECK(memory);
  memory[far] = (char)0xA0;
  memory[far + 1] = 0x05;
  const int64_t count = 11;
  tfn_feed feed = {.data = memory,
                   .data_bytes = far + 2,
                   .first = far * 8 + 5,
                   .dims = &count,
                   .rank = 1,
                   .dtype = BOOL,
                   .layout = TFN_BITS};
  run_far(FAKE_TENSORFLOW, &feed, "\x2D\x00", 2);
  munmap(memory, (size_t)five_gib);
}

void fake_far(void) {
  TEST(Strings_past_4_GiB_are_fed);
  TEST(Bits_past_4_GiB_are_fed);
}
