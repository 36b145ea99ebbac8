#!/usr/bin/env bash
# Builds the rules as WebAssembly, with the profile of the phone's download, into target/verdict/site.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
# A directory of its own: the features differ from those of the phone's build.
cargo build --locked --quiet -p verdict --target wasm32-unknown-unknown --profile wasm-release --target-dir target/verdict
wasm-bindgen --target no-modules --no-typescript --out-dir target/verdict/site \
    target/verdict/wasm32-unknown-unknown/wasm-release/verdict.wasm
