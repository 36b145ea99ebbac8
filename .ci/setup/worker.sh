#!/usr/bin/env bash
# The npm packages of the service worker, exactly as frontend/worker/package-lock.json names them.
source "$(dirname "$0")/lib.sh"

cd "$ROOT/frontend/worker"
STAMP=node_modules/.package-lock-installed
if [ -e "$STAMP" ] && [ ! package-lock.json -nt "$STAMP" ]; then exit 0; fi

say "installing the service worker's packages"
npm ci --no-audit --no-fund </dev/null >"$CACHE/npm-ci-worker.log" 2>&1 ||
    fail "npm ci failed in frontend/worker/." "See $CACHE/npm-ci-worker.log, then start again."
touch "$STAMP"
