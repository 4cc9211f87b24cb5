#include "tfn.h"

int32_t tfn_abi_version(void) { return TFN_ABI_VERSION; }
