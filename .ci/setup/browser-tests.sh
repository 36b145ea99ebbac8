#!/usr/bin/env bash
# The npm packages of the browser tests, exactly as end2end/package-lock.json names them.
source "$(dirname "$0")/lib.sh"

PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm_packages end2end "the browser tests' packages"
