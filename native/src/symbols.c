#include "symbols.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

typedef struct missing {
  char names[2048];
  size_t length;
} missing;

static void resolve(void *library, const char *name, void *member, missing *missing) {
  void *symbol = dlsym(library, name);
  if (symbol) {
    memcpy(member, &symbol, sizeof symbol); // ISO C has no cast from an object to a function pointer
    return;
  }
  int written = snprintf(missing->names + missing->length, sizeof missing->names - missing->length, "%s%s",
                         missing->length ? ", " : "", name);
  if (written > 0 && missing->length + (size_t)written < sizeof missing->names)
    missing->length += (size_t)written;
}

tfn_status tfn_symbols_load(tfn_symbols *symbols, void *library, const char *path, tfn_error *error) {
  missing missing = {{0}, 0};
#define TFN_RESOLVE(type, name, parameters) resolve(library, "TF_" #name, &symbols->name, &missing);
  TFN_REQUIRED_SYMBOLS(TFN_RESOLVE)
#undef TFN_RESOLVE
  symbols->StringEncode = dlsym(library, "TF_StringEncode");
  if (missing.length)
    return tfn_fail(error, TFN_LIBRARY, -1, "%s is not a usable libtensorflow: it lacks %s", path, missing.names);
  return TFN_OK;
}
