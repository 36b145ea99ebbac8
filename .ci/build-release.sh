#!/usr/bin/env bash
# Builds the release: target/release/tongce, and target/site with the WASM split by route, files named by their
# hash, a .br and a .gz beside each. Does nothing when no source is newer than the last build.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

STAMP=target/.release-built
SOURCES=(Cargo.toml Cargo.lock rust-toolchain.toml .ci/build-release.sh .ci/bundle-style.sh .ci/build-worker.sh
    app server frontend style public)

if [ -e "$STAMP" ] && [ -x target/release/tongce ] && [ -d target/site/pkg ] &&
    [ -e target/site/sw.js ] && [ -e target/site/family-sw.js ] &&
    [ -z "$(find "${SOURCES[@]}" -name node_modules -prune -o -newer "$STAMP" -print -quit)" ]; then
    echo "[build] the release is up to date"
    exit 0
fi

mkdir -p target
rm -f "$STAMP"
touch "$STAMP.begun"
# Hashed names never collide, so what an earlier build left would stay and be compressed again.
rm -rf target/site

.ci/bundle-style.sh

began=$SECONDS
SERVER_LOG=target/build-server.log
echo "[build] building the release (minutes the first time; what has not changed is reused)"
failed() {
    echo "[build] FAILED. The error is above. If a tool is named as missing: make setup" >&2
    exit 1
}
# Both sides at once: each has long stretches in which one crate keeps one processor busy, and they share no folder.
setsid cargo leptos build --release --server-only --cargo-locked </dev/null >"$SERVER_LOG" 2>&1 &
server=$!
# The compilers that it started go with it.
trap 'kill -- -"$server" 2>/dev/null || true' EXIT
# A phone shows no panic's place and no debug print, so it need not download them; and a generic function made in the
# crate that uses it is seen through, one made in a crate below is not (docs/adr/0013). The three switches are not
# stabilised: the compiler, which rust-toolchain.toml pins, takes them only when it is told so.
RUSTC_BOOTSTRAP=1 CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="-Zlocation-detail=none -Zfmt-debug=none -Zshare-generics=no" \
    cargo leptos build --release --split --precompress --frontend-only --cargo-locked </dev/null || failed
echo "[build] the WASM is there after $((SECONDS - began)) s; waiting for the server"
wait "$server" || { cat "$SERVER_LOG" >&2; failed; }
[ -d target/site/pkg ] || { echo "[build] FAILED: cargo leptos left no target/site/pkg" >&2; exit 1; }
.ci/build-worker.sh || failed
mv "$STAMP.begun" "$STAMP"
echo "[build] done in $((SECONDS - began)) s"
