#!/usr/bin/env bash
# The provider of identities against which single sign-on is tested, exactly as server/tests/oidc/package-lock.json names it.
source "$(dirname "$0")/lib.sh"

cd "$ROOT/server/tests/oidc"
STAMP=node_modules/.package-lock-installed
if [ -e "$STAMP" ] && [ ! package-lock.json -nt "$STAMP" ]; then exit 0; fi

say "installing the provider of identities for the tests"
npm ci --no-audit --no-fund </dev/null >"$CACHE/npm-ci-identity.log" 2>&1 ||
    fail "npm ci failed in server/tests/oidc/." "See $CACHE/npm-ci-identity.log, then start again."
touch "$STAMP"
