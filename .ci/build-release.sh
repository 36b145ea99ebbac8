#!/usr/bin/env bash
# Builds the release: target/release/tongce, the server, and target/site, the phone's side (frontend/build). A side of
# which no source is newer than its last build is left alone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

BOTH=(Cargo.toml Cargo.lock rust-toolchain.toml .ci/build-release.sh app)
SERVER=("${BOTH[@]}" server)
PHONE=("${BOTH[@]}" .ci/setup frontend style public)

# stale SIDE RESULT SOURCES…: whether the side has to be built.
stale() {
    local stamp="target/.$1-built" result="$2"
    shift 2
    [ ! -e "$stamp" ] || [ ! -e "$result" ] ||
        [ -n "$(find "$@" -name node_modules -prune -o -newer "$stamp" -print -quit)" ]
}
# What changes while a side is built is newer than its stamp.
begin() { rm -f "target/.$1-built" && touch "target/.$1-begun"; }
end() { mv "target/.$1-begun" "target/.$1-built"; }
failed() {
    echo "[build] FAILED. The error is above. If a tool is named as missing: make setup" >&2
    exit 1
}

mkdir -p target
began=$SECONDS
SERVER_LOG=target/build-server.log
server=
# Both sides at once: each has long stretches in which one crate keeps one processor busy, and they share no folder.
if stale server target/release/tongce "${SERVER[@]}"; then
    echo "[build] building the server (minutes the first time; what has not changed is reused)"
    begin server
    setsid cargo build --release --locked --package=server --bin=tongce </dev/null >"$SERVER_LOG" 2>&1 &
    server=$!
    # The compilers that it started go with it.
    trap 'kill -- -"$server" 2>/dev/null || true' EXIT
fi
if stale phone target/site "${PHONE[@]}"; then
    echo "[build] building the phone's side"
    begin phone
    npm --prefix frontend run --silent build </dev/null || failed
    end phone
    echo "[build] the phone's side is there after $((SECONDS - began)) s"
elif [ -z "$server" ]; then
    echo "[build] the release is up to date"
fi
if [ -n "$server" ]; then
    wait "$server" || { cat "$SERVER_LOG" >&2; failed; }
    end server
    echo "[build] the server is there after $((SECONDS - began)) s"
fi
