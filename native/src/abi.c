// What the managed side's structs rely on; LayoutTests holds the same numbers.
#include "tfn.h"

_Static_assert(sizeof(tfn_error) == 4096 && offsetof(tfn_error, message) == 8, "tfn_error");
_Static_assert(sizeof(tfn_runtime_info) == 64 && offsetof(tfn_runtime_info, version) == 8, "tfn_runtime_info");
_Static_assert(sizeof(tfn_counters) == 120 && offsetof(tfn_counters, pending_leases) == 112, "tfn_counters");
_Static_assert(sizeof(tfn_bytes) == 16 && offsetof(tfn_bytes, length) == 8, "tfn_bytes");
_Static_assert(sizeof(tfn_port) == 16 && offsetof(tfn_port, index) == 8, "tfn_port");
_Static_assert(sizeof(tfn_attr) == 24 && offsetof(tfn_attr, length) == 16, "tfn_attr");
_Static_assert(sizeof(tfn_node) == 64 && offsetof(tfn_node, input_count) == 48, "tfn_node");
_Static_assert(sizeof(tfn_feed) == 64 && offsetof(tfn_feed, dims) == 40 && offsetof(tfn_feed, reason) == 60,
               "tfn_feed");
_Static_assert(sizeof(tfn_fetch) == 56 && offsetof(tfn_fetch, count) == 32 && offsetof(tfn_fetch, flags) == 48,
               "tfn_fetch");
_Static_assert(sizeof(tfn_run_result) == 16 && offsetof(tfn_run_result, pending_leases) == 12, "tfn_run_result");
_Static_assert(sizeof(tfn_row_feed) == 48 && offsetof(tfn_row_feed, whole) == 40, "tfn_row_feed");
_Static_assert(sizeof(tfn_row_fetch) == 8, "tfn_row_fetch");
_Static_assert(sizeof(tfn_rows) == 56 && offsetof(tfn_rows, failed) == 48, "tfn_rows");

int32_t tfn_abi_version(void) { return TFN_ABI_VERSION; }
