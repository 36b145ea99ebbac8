#!/usr/bin/env bash
# Every check, one after the other; stops at the first that fails and says which. Prints the time of each
# and, at the end, how many tests passed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Plain output that can be read back, and no incremental files that a single run never reads again.
export CARGO_TERM_COLOR=never FORCE_COLOR=0
[ "${CI:-}" = true ] && export CARGO_INCREMENTAL=0

mkdir -p target
LOG=target/test.log
: >"$LOG"
times=()

# stage NAME: runs one target of the Makefile and notes its time.
stage() {
    local began=$SECONDS
    printf '\n=== %s ===\n' "$1" | tee -a "$LOG"
    if ! make "$1" 2>&1 | tee -a "$LOG"; then
        printf '\nFAILED at: make %s (run it alone to look closer; the whole output is in %s)\n' "$1" "$LOG"
        exit 1
    fi
    times+=("$(printf '%5d s  %s' $((SECONDS - began)) "$1")")
}

stage setup
stage fmt-check
stage lint
stage leak-check
stage layers
stage rules-check
if command -v cargo-deny >/dev/null 2>&1; then
    stage deny
else
    echo "=== deny === skipped: cargo-deny is not installed (cargo install cargo-deny --locked)"
fi
stage npm-audit
stage worker-test
stage server-test
stage release
stage e2e
stage budget

# Rust prints "test result: ok. 12 passed; 0 failed; 1 ignored; …", Node "ℹ pass 28", Playwright "  34 passed (1.2m)".
rust_passed=$(awk '/^test result: / { sum += $4 } END { print sum + 0 }' "$LOG")
rust_skipped=$(awk '/^test result: / { sum += $8 } END { print sum + 0 }' "$LOG")
worker_passed=$(awk '/^(ℹ|#) pass [0-9]+$/ { sum += $3 } END { print sum + 0 }' "$LOG")
page_passed=$(awk '/^ +[0-9]+ passed \(/ { sum += $1 } END { print sum + 0 }' "$LOG")
page_skipped=$(awk '/^ +[0-9]+ skipped$/ { sum += $1 } END { print sum + 0 }' "$LOG")

printf '\n'
printf '%s\n' "${times[@]}"
printf '\nRust: %d passed; service worker: %d passed; browser: %d passed\n' "$rust_passed" "$worker_passed" "$page_passed"
if [ "$rust_passed" -eq 0 ] || [ "$worker_passed" -eq 0 ] || [ "$page_passed" -eq 0 ]; then
    echo "FAILED: a whole kind of test ran nothing."
    exit 1
fi
printf '%d passed, 0 failed, %d skipped\n' $((rust_passed + worker_passed + page_passed)) $((rust_skipped + page_skipped))
