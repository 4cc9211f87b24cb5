#!/usr/bin/env bash
# The shim's C tests, built afresh where something changed: plain, under ASan with UBSan, under TSan, and a minute of
# fuzzing. Last line: "N passed, N failed, N skipped". What a missing tool or library prevents is skipped by name.
#   TFN_TEST_LIBRARIES  real libraries to test on, ':' between them; else those of the user's cache and, if it is
#                       a file, the one that TENSORFRAMES_LIBTENSORFLOW names
#   TFN_FUZZ_SECONDS    60 by default; 0 replays the seeds only
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
builds=native/obj seconds=${TFN_FUZZ_SECONDS:-60}
passed=0 failed=0 skipped=0

skip() { echo "skipped: $1: $2"; skipped=$((skipped + 1)); }

# suite NAME COMMAND…: adds up its "SUITE: N passed, …" lines. One that dies, or whose sanitizer ends it, has failed.
suite() {
  local name=$1 rc=0 lines sum log=$builds/tests.log
  shift
  printf '\n-- %s\n' "$name"
  "$@" 2>&1 | tee "$log" || rc=$?
  lines=$(grep -E '^[a-z_]+: [0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$' "$log")
  sum=$(awk '{p += $2; f += $4; s += $6} END {print p + 0, f + 0, s + 0}' <<<"$lines")
  read -r p f s <<<"$sum"
  [ "$rc" = 0 ] || [ "$f" != 0 ] || { f=1; echo "FAILED: $name ended with $rc"; }
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

# compiler FLAGS…: the first compiler at hand that makes programs with them.
compiler() {
  local candidate
  for candidate in clang "${CC:-cc}" gcc; do
    echo 'int main(void) { return 0; }' | "$candidate" "$@" -x c -o "$builds/tried" - 2>/dev/null && echo "$candidate" && return
  done
  return 1
}

# build PRESET COMPILER TARGET…: afresh where the cache is another compiler's, or that of a checkout elsewhere; CMake would
# drop the sanitizer's flags with the one, and give up at the other.
build() {
  local preset=$1 with=$2 origin
  shift 2
  origin="$with $PWD"
  [ "$(cat "$builds/$preset/origin" 2>/dev/null)" = "$origin" ] || rm -rf "${builds:?}/$preset"
  mkdir -p "$builds/$preset" && echo "$origin" >"$builds/$preset/origin"
  { cmake --preset "$preset" -DCMAKE_C_COMPILER="$with" && cmake --build "$builds/$preset" --parallel 2 --target "$@"; } \
    >"$builds/build.log" 2>&1 && return
  cat "$builds/build.log"
  echo "FAILED: build of $preset"
  failed=$((failed + 1))
  return 1
}

# The real libraries: those named, else those that the C# side keeps in the user's cache.
find_libraries() {
  local cache=$HOME/.cache version file found
  case ${XDG_CACHE_HOME:-} in /*) cache=$XDG_CACHE_HOME ;; esac
  for version in 1.15.0 2.21.0; do
    found=
    for file in "$cache/tensorframes-net/tensorflow-$version/lib/"{libtensorflow.so,libtensorflow_cc.so.2}; do
      [ -z "$found" ] && [ -e "$file" ] && found=$file
    done
    if [ -n "$found" ]; then
      libraries=${libraries:+$libraries:}$found
    else
      skip "real libtensorflow $version" "not in $cache/tensorframes-net; 'dotnet test' puts there what it can get"
    fi
  done
}

add_own_library() {
  local own=${TENSORFRAMES_LIBTENSORFLOW:-}
  [ -f "$own" ] || return 0
  case ":$libraries:" in *":$own:"*) ;; *) libraries=${libraries:+$libraries:}$own ;; esac
}

real() { TFN_TEST_LIBRARIES=$libraries "$builds/asan/native/tests/real_test" "$@"; }

fuzz() {
  local seeds=$builds/fuzz/seeds found=$builds/fuzz/found line count=0 rc=0
  mkdir -p "$seeds" "$found"
  while read -r line; do
    case $line in '' | '#'*) continue ;; esac
    # shellcheck disable=SC2059
    printf "$(sed 's/ //g; s/../\\x&/g' <<<"${line#*:}")" >"$seeds/${line%%:*}"
    count=$((count + 1))
  done <native/tests/fuzz_seeds.txt
  "$builds/fuzz/native/tests/fuzz_feeds" "$seeds"/* >"$builds/fuzz/replay.log" 2>&1 || rc=$?
  [ "$rc" = 0 ] || { tail -40 "$builds/fuzz/replay.log"; echo "fuzz_seeds: 0 passed, 1 failed, 0 skipped"; return "$rc"; }
  echo "fuzz_seeds: $count passed, 0 failed, 0 skipped"
  [ "$seconds" != 0 ] || return 0
  "$builds/fuzz/native/tests/fuzz_feeds" "$found" "$seeds" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
    -max_len=512 -artifact_prefix="$builds/fuzz/" -print_final_stats=1 >"$builds/fuzz/fuzz.log" 2>&1 || rc=$?
  [ "$rc" = 0 ] || { tail -60 "$builds/fuzz/fuzz.log"; echo "fuzz: 0 passed, 1 failed, 0 skipped"; return "$rc"; }
  grep -E 'stat::number_of_executed_units|DONE' "$builds/fuzz/fuzz.log"
  echo "fuzz: 1 passed, 0 failed, 0 skipped"
}

mkdir -p "$builds"
export UBSAN_OPTIONS=print_stacktrace=1 LSAN_OPTIONS=max_leaks=10:print_suppressions=0 TSAN_OPTIONS=halt_on_error=0:second_deadlock_stack=1
for tool in cmake nm; do
  command -v "$tool" >/dev/null || { echo "$tool is needed: apt install cmake gcc"; echo "0 passed, 1 failed, 0 skipped"; exit 1; }
done

libraries=${TFN_TEST_LIBRARIES:-}
[ -n "$libraries" ] || { find_libraries && add_own_library; }

if build default "${CC:-cc}" tfn fake_test; then
  suite 'exports' native/tests/check-exports.sh "$builds/default/libtfn.so" native/include/tfn.h
  suite 'ownership table' native/tests/check-table.sh native/README.md native/include/tfn.h
  suite 'fake, plain' "$builds/default/native/tests/fake_test"
fi

if ! with=$(compiler -fsanitize=address,undefined); then
  skip 'fake and real, ASan and UBSan' 'no compiler here has -fsanitize=address,undefined (apt install clang)'
elif build asan "$with" fake_test real_test; then
  suite "fake, ASan and UBSan ($with)" "$builds/asan/native/tests/fake_test"
  if [ -n "$libraries" ]; then
    suite "real, ASan and UBSan ($with)" real
    suite 'real, opened in the other order' real --reversed
  fi
fi

if ! with=$(compiler -fsanitize=thread); then
  skip 'fake, TSan' 'no compiler here has -fsanitize=thread (apt install clang)'
elif build tsan "$with" fake_test; then
  suite "fake, TSan ($with)" "$builds/tsan/native/tests/fake_test"
fi

if ! echo 'int LLVMFuzzerTestOneInput(void) { return 0; }' |
  clang -fsanitize=fuzzer,address,undefined -x c -o "$builds/tried" - 2>/dev/null; then
  skip 'fuzzing' 'no clang with libFuzzer (apt install clang libclang-rt-14-dev)'
elif build fuzz clang fuzz_feeds; then
  suite "fuzzing for $seconds s" fuzz
fi

printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" = 0 ]
