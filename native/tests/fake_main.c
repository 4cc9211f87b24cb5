// The shim against our own libtensorflow: what the real one does too rarely to test.
#include "fake_case.h"

int main(void) {
  fake_environment();
  fake_load();
  fake_runs();
  fake_handles();
  fake_string_tests();
  fake_far();
  fake_blocks();
  fake_sharing();
  fake_building();
  fake_memory();
  fake_threads();
  return test_summary("fake");
}
