#!/usr/bin/env bash
# Feeds every target of fuzz/ with what the fuzzer thinks of, TONGCE_FUZZ_SECONDS each (600). What it finds stands in
# fuzz/artifacts; inputs that reach new code go into the corpus, of which those are kept that together reach all of it.
#   .ci/fuzz.sh [TARGET…]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# A form has some hundred fields; what is longer repeats itself.
LONGEST=8192

command -v cargo-fuzz >/dev/null || cargo install cargo-fuzz --locked
# The sanitizers are switches of the nightly compiler; the pinned one takes them when it is told so.
export RUSTC_BOOTSTRAP=1

targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(cargo fuzz list)
for target in "${targets[@]}"; do
    printf '=== fuzz %s ===\n' "$target"
    cargo fuzz run "$target" -- -max_total_time="${TONGCE_FUZZ_SECONDS:-600}" -max_len="$LONGEST" -timeout=10 \
        -rss_limit_mb=2048 -print_final_stats=1
    corpus="fuzz/corpus/$target"
    rm -rf "$corpus.small" && mkdir "$corpus.small"
    # By edges alone: how often each was taken would keep thousands.
    cargo fuzz run "$target" "$corpus.small" "$corpus" -- -set_cover_merge=1 -use_counters=0 -rss_limit_mb=2048
    rm -r "$corpus" && mv "$corpus.small" "$corpus"
done
