#!/usr/bin/env bash
# The npm packages of the browser tests, exactly as end2end/package-lock.json names them.
source "$(dirname "$0")/lib.sh"

cd "$ROOT/end2end"
STAMP=node_modules/.package-lock-installed
if [ -e "$STAMP" ] && [ ! package-lock.json -nt "$STAMP" ]; then exit 0; fi

say "installing the browser tests' packages"
PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund </dev/null >"$CACHE/npm-ci.log" 2>&1 ||
    fail "npm ci failed in end2end/." "See $CACHE/npm-ci.log, then start again."
touch "$STAMP"
