#!/usr/bin/env bash
# wasm-split-cli, which cuts the WASM into the parts that a page fetches when it needs them.
source "$(dirname "$0")/lib.sh"

CRATE=wasm_split_cli_support
VERSION=0.2.3

# It cannot say its version; Cargo keeps a list of what it installed.
if have wasm-split-cli && grep -qs "^\"$CRATE $VERSION " "${CARGO_HOME:-$HOME/.cargo}/.crates.toml"; then
    exit 0
fi

say "building wasm-split-cli $VERSION (once; about a minute on 2 cores)"
# Quick to compile, yet with the parts that read and write the WASM optimised.
hot=()
for crate in wasmparser wasm-encoder "$CRATE"; do
    hot+=(--config "profile.release.package.$crate.opt-level=2")
done
CARGO_TARGET_DIR="$CACHE/build/wasm-split" CARGO_PROFILE_RELEASE_OPT_LEVEL=0 \
    quick_build "$CACHE/wasm-split.log" "$CRATE@$VERSION" --locked --features build-binary --bin wasm-split-cli "${hot[@]}" ||
    fail "wasm-split-cli $VERSION did not build." "See $CACHE/wasm-split.log, then start again."
rm -rf "$CACHE/build/wasm-split"
