#!/usr/bin/env bash
# The browser of the end-to-end tests: the system's own Chromium, never one that a test library downloads.
source "$(dirname "$0")/lib.sh"

for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if have "$name" && "$name" --version >/dev/null 2>&1; then exit 0; fi
done

say "installing Chromium"
apt_install chromium
chromium --version >/dev/null 2>&1 || fail "Chromium does not start." "Run chromium --version to see why."
