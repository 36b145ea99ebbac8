#!/usr/bin/env bash
# The npm packages of the build of the site and of the service workers, exactly as frontend/package-lock.json names them.
source "$(dirname "$0")/lib.sh"

cd "$ROOT/frontend"
STAMP=node_modules/.package-lock-installed
if [ -e "$STAMP" ] && [ ! package-lock.json -nt "$STAMP" ]; then exit 0; fi

say "installing the packages of the frontend"
npm ci --no-audit --no-fund </dev/null >"$CACHE/npm-ci-frontend.log" 2>&1 ||
    fail "npm ci failed in frontend/." "See $CACHE/npm-ci-frontend.log, then start again."
touch "$STAMP"
