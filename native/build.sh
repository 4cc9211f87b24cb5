#!/bin/sh
# Builds native/obj/CONFIGURATION/libtfn.so and libtfn.a for native.proj, which shows what is said here as one error. One build at a
# time, whoever asks: two IDEs may.
set -u
configuration=${1:-Release}
cd "$(dirname "$0")/.." || exit 1
root=$(pwd -P) folder=native/obj/$configuration

fail() {
  echo "$*"
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

compiler=${CC:-}
have cmake || fail "CMake is needed to build the native shim, and is not on PATH. Fix: apt install cmake gcc make"
have "${compiler%% *}" || have cc || have gcc || have clang ||
  fail "a C compiler is needed to build the native shim, and none is on PATH. Fix: apt install gcc make"
have make || have ninja || fail "make is needed to build the native shim, and is not on PATH. Fix: apt install make"

mkdir -p "$folder" || fail "$root/$folder cannot be made"
if have flock; then
  exec 9>"$folder.lock"
  flock 9
fi

# A copied or moved checkout brings a cache that names its old place.
grep -qsxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt" || rm -rf "$folder/CMakeCache.txt" "$folder/CMakeFiles"
set --
have make || set -- -G Ninja

if cmake -S . -B "$folder" -DCMAKE_BUILD_TYPE="$configuration" "$@" >"$folder/build.log" 2>&1 &&
  cmake --build "$folder" --target tfn tfn_static --parallel 2 >>"$folder/build.log" 2>&1; then
  touch "$folder/libtfn.so" # newer than every input, so that MSBuild has nothing to do next time
else
  fail "the native shim was not built (all of it in $root/$folder/build.log):
$(grep -iE 'error|not found' "$folder/build.log" | grep -vE '^g?make' | head -20)"
fi
