#!/usr/bin/env bash
# cargo-leptos: builds the server and the WASM together. Built from source, without its own downloader:
# it takes wasm-bindgen and wasm-opt from PATH.
source "$(dirname "$0")/lib.sh"

VERSION=0.3.10

if have cargo-leptos && [ "$(cargo-leptos --version | awk '{print $2}')" = "$VERSION" ]; then
    exit 0
fi

say "building cargo-leptos $VERSION (once; about 8 minutes on 2 cores)"
# Quick to compile, yet with the parts that handle the WASM and the compression optimised.
hot=()
for crate in brotli alloc-no-stdlib alloc-stdlib libflate libflate_lz77 flate2 miniz_oxide wasmparser \
    wasm-encoder wasm_split_cli_support seahash md-5 cargo-leptos; do
    hot+=(--config "profile.release.package.$crate.opt-level=2")
done

# The system's OpenSSL saves compiling one (for a feature that the build never uses).
pkg-config --exists openssl 2>/dev/null || (apt_install libssl-dev pkg-config) || true
if pkg-config --exists openssl 2>/dev/null; then export OPENSSL_NO_VENDOR=1; fi

CARGO_TARGET_DIR="$CACHE/build/cargo-leptos" CARGO_PROFILE_RELEASE_OPT_LEVEL=0 \
    quick_build "$CACHE/cargo-leptos.log" "cargo-leptos@$VERSION" --locked --no-default-features \
    --features no_downloads "${hot[@]}" ||
    fail "cargo-leptos $VERSION did not build." "See $CACHE/cargo-leptos.log." \
        "It needs a C compiler, perl and make; then start again (what was built is kept)."
rm -rf "$CACHE/build/cargo-leptos"
