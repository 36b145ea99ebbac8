#!/usr/bin/env bash
# wasm-opt, which makes the WASM smaller: from the npm package binaryen, kept in our own cache folder and
# linked beside cargo's programs.
source "$(dirname "$0")/lib.sh"

VERSION=132.0.0
PREFIX="$CACHE/binaryen-$VERSION"
LINK="$CARGO_BIN/wasm-opt"
PROGRAM="$PREFIX/node_modules/.bin/wasm-opt"

if [ "$(readlink -f "$LINK" 2>/dev/null)" = "$(readlink -f "$PROGRAM" 2>/dev/null)" ] && [ -x "$PROGRAM" ]; then
    exit 0
fi

say "installing wasm-opt (binaryen $VERSION)"
mkdir -p "$PREFIX" "$CARGO_BIN"
npm install --prefix "$PREFIX" --no-save --no-audit --no-fund "binaryen@$VERSION" </dev/null >"$CACHE/binaryen.log" 2>&1 ||
    fail "npm could not install binaryen $VERSION." "See $CACHE/binaryen.log, then start again."
ln -sfn "$PROGRAM" "$LINK"
"$LINK" --version >/dev/null 2>&1 || fail "wasm-opt does not start." "Run $LINK --version to see why; Node.js 20 or newer is needed."
