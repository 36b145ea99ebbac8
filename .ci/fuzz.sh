#!/usr/bin/env bash
# Feeds every target of fuzz/ with what the fuzzer thinks of, TONGCE_FUZZ_SECONDS each (600). What it finds stands in
# fuzz/artifacts; inputs that reach new code go into the corpus, which is kept and made small again at the end.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

command -v cargo-fuzz >/dev/null || cargo install cargo-fuzz --locked
# The sanitizers are switches of the nightly compiler; the pinned one takes them when it is told so.
export RUSTC_BOOTSTRAP=1

targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(cargo fuzz list)
for target in "${targets[@]}"; do
    printf '=== fuzz %s ===\n' "$target"
    cargo fuzz run "$target" -- -max_total_time="${TONGCE_FUZZ_SECONDS:-600}" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1
    cargo fuzz cmin "$target"
done
