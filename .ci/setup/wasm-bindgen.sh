#!/usr/bin/env bash
# wasm-bindgen's command-line tool, in exactly the version of the crate that Cargo.lock names.
source "$(dirname "$0")/lib.sh"

VERSION="$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/"/, "", $3); print $3 }' "$ROOT/Cargo.lock" 2>/dev/null || true)"
[ -n "$VERSION" ] || fail "Cargo.lock does not name wasm-bindgen." "Restore Cargo.lock from git and start again."

if have wasm-bindgen && [ "$(wasm-bindgen --version | awk '{print $2}')" = "$VERSION" ]; then
    exit 0
fi

say "building wasm-bindgen $VERSION (once; about 2 minutes on 2 cores)"
# Quick to compile, yet with the parts that read and write the WASM optimised.
hot=()
for crate in walrus wasmparser wasm-encoder wasm-bindgen-cli-support gimli; do
    hot+=(--config "profile.release.package.$crate.opt-level=1")
done
CARGO_TARGET_DIR="$CACHE/build/wasm-bindgen" CARGO_PROFILE_RELEASE_OPT_LEVEL=0 \
    quick_build "$CACHE/wasm-bindgen.log" "wasm-bindgen-cli@$VERSION" --bin wasm-bindgen "${hot[@]}" ||
    fail "wasm-bindgen-cli $VERSION did not build." "See $CACHE/wasm-bindgen.log, then start again."
rm -rf "$CACHE/build/wasm-bindgen"
