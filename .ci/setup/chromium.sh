#!/usr/bin/env bash
# The browsers of the end-to-end tests: the system's own Chromium, never one that a test library downloads. Journeys run
# in its shell without windows where the system has one, which takes a third less time.
source "$(dirname "$0")/lib.sh"

starts() { have "$1" && "$1" --version >/dev/null 2>&1; }

whole() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        if starts "$name"; then return 0; fi
    done
    return 1
}

if ! whole; then
    say "installing Chromium"
    apt_install chromium
    starts chromium || fail "Chromium does not start." "Run chromium --version to see why."
fi

# Its own version only: another one would be another browser.
if ! have chromium-headless-shell && have apt-cache; then
    known="$(apt-cache madison chromium-headless-shell 2>/dev/null | awk '{ print $3 }')"
    installed="$(dpkg-query -W -f '${Version}' chromium 2>/dev/null || true)"
    if [ -n "$installed" ] && grep -qxF "$installed" <<<"$known"; then
        say "installing Chromium's headless shell $installed"
        (apt_install "chromium-headless-shell=$installed") || say "it is not to be had; the journeys run in Chromium itself"
    fi
fi
