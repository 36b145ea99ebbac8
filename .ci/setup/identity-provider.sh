#!/usr/bin/env bash
# The provider of identities against which single sign-on is tested, exactly as server/tests/oidc/package-lock.json names it.
source "$(dirname "$0")/lib.sh"

npm_packages server/tests/oidc "the provider of identities for the tests"
