#!/usr/bin/env bash
# Builds the release: target/release/tongce, and target/site with the WASM split by route, files named by their
# hash, a .br and a .gz beside each. Does nothing when no source is newer than the last build.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

STAMP=target/.release-built
SOURCES=(Cargo.toml Cargo.lock rust-toolchain.toml .ci/build-release.sh .ci/bundle-style.sh app server frontend style public)

if [ -e "$STAMP" ] && [ -x target/release/tongce ] && [ -d target/site/pkg ] &&
    [ -z "$(find "${SOURCES[@]}" -newer "$STAMP" -print -quit)" ]; then
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
echo "[build] building the release (minutes the first time; what has not changed is reused)"
cargo leptos build --release --split --precompress --cargo-locked </dev/null || {
    echo "[build] FAILED. The error is above. If a tool is named as missing: make setup" >&2
    exit 1
}
[ -d target/site/pkg ] || { echo "[build] FAILED: cargo leptos left no target/site/pkg" >&2; exit 1; }
mv "$STAMP.begun" "$STAMP"
echo "[build] done in $((SECONDS - began)) s"
