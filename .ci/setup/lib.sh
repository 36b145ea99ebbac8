# Shared by the set-up scripts: sourced, never run. Defines where things are cached and how a script speaks.
# shellcheck shell=bash
set -euo pipefail

CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/tongce"
# shellcheck disable=SC2034
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
CARGO_BIN="${CARGO_HOME:-$HOME/.cargo}/bin"
export PATH="$CARGO_BIN:$PATH"
mkdir -p "$CACHE"

# say TEXT: one line of progress.
say() { printf '[setup] %s\n' "$*"; }

# fail TEXT…: the reason on the first line, the remedy on the next ones; ends the script.
fail() {
    printf '[setup] FAILED: %s\n' "$1" >&2
    shift
    if [ $# -gt 0 ]; then printf '        %s\n' "$@" >&2; fi
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# as_root COMMAND…: runs it as root, through sudo where we are not root.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif have sudo; then
        sudo "$@"
    else
        fail "this step needs root: $*" "Run it as root, or install sudo, and start again."
    fi
}

# apt_install PACKAGE…: installs Debian packages, refreshing the lists once if a package is unknown.
apt_install() {
    have apt-get || fail "apt-get is missing, so $* cannot be installed." \
        "Install the equivalent of $* with your system's package manager and start again."
    local options=(install -y --no-install-recommends -o DPkg::Lock::Timeout=300 -q)
    as_root env DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" "$@" </dev/null >"$CACHE/apt.log" 2>&1 && return
    as_root apt-get update -q </dev/null >"$CACHE/apt-update.log" 2>&1 || true
    as_root env DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" "$@" </dev/null >"$CACHE/apt.log" 2>&1 ||
        fail "apt could not install $*." "See $CACHE/apt.log; install them by hand and start again."
}

# quick_build LOG CARGO-ARGUMENTS…: `cargo install` with a profile that builds fast rather than runs fast.
quick_build() {
    local log="$1"
    shift
    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=64 CARGO_PROFILE_RELEASE_DEBUG=false \
        cargo install --force "$@" </dev/null >"$log" 2>&1
}

# npm_packages FOLDER WHAT: installs exactly what FOLDER/package-lock.json names, unless that was done since it last changed.
npm_packages() {
    cd "$ROOT/$1"
    local stamp=node_modules/.package-lock-installed log="$CACHE/npm-ci-${1//\//-}.log"
    if [ -e "$stamp" ] && [ ! package-lock.json -nt "$stamp" ]; then return 0; fi
    say "installing $2"
    npm ci --no-audit --no-fund </dev/null >"$log" 2>&1 || fail "npm ci failed in $1/." "See $log, then start again."
    touch "$stamp"
}
