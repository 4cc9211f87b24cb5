#include <stdlib.h>
#include <string.h>

#include "real_case.h"

static int bit(const unsigned char *bits, int64_t i) { return bits[i / 8] >> (i % 8) & 1; }

static void run_bits(real_case *c, int64_t first, int64_t count) {
  size_t bytes = (size_t)((first + count + 7) / 8);
  unsigned char *bits = malloc(bytes ? bytes : 1); // exact: the sanitizer sees a byte too many
  for (size_t i = 0; i < bytes; i++)
    bits[i] = (unsigned char)(i * 151 + 77);
  c->feeds[0] = values(BOOL, bits, (int64_t)bytes, &count, 1);
  c->feeds[0].layout = TFN_BITS;
  c->feeds[0].first = first;
  CHECK_OK(case_run(c, 1, 0));
  CHECK(c->feeds[0].reason == (count ? TFN_COPY_BITS : TFN_BORROWED));
  const unsigned char *out = c->fetches[0].data;
  CHECK(c->fetches[0].count == count && c->fetches[0].data_bytes == (count + 7) / 8);
  for (int64_t i = 0; i < count; i++)
    CHECK(bit(out, i) == bit(bits, first + i));
  for (int64_t i = count; i < c->fetches[0].data_bytes * 8; i++)
    CHECK(bit(out, i) == 0);
  case_release(c);
  free(bits);
}

static void Bits_at_any_offset_go_in_and_come_out(void) {
  bytes graph = identity_graph(BOOL);
  real_case c;
  case_open(&c, &graph, (const char *[]){"x", NULL}, (const char *[]){"y", NULL}, 0);
  CHECK_GOING();
  for (int64_t first = 0; first < 18; first++)
    for (int64_t count = 0; count < 36; count++) {
      run_bits(&c, first, count);
      CHECK_GOING();
    }
  run_bits(&c, 3, 100003);
  CHECK_GOING();
  case_close(&c);
}

static void Any_byte_but_zero_comes_out_as_true(void) {
  bytes graph = identity_graph(BOOL);
  real_case c;
  case_open(&c, &graph, (const char *[]){"x", NULL}, (const char *[]){"y", NULL}, 0);
  CHECK_GOING();
  unsigned char *all = aligned(256);
  for (int i = 0; i < 256; i++)
    all[i] = (unsigned char)i;
  int64_t count = 256;
  c.feeds[0] = values(BOOL, all, 256, &count, 1);
  CHECK_OK(case_run(&c, 1, TFN_RUN_FORBID_COPY));
  for (int i = 0; i < 256; i++)
    CHECK(bit(c.fetches[0].data, i) == (i != 0));
  CHECK(!c.result.lease_held && !c.fetches[0].flags);
  case_close(&c);
  free(all);
}

void real_bools(void) {
  TEST(Bits_at_any_offset_go_in_and_come_out);
  TEST(Any_byte_but_zero_comes_out_as_true);
}
