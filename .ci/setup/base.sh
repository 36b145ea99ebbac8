#!/usr/bin/env bash
# What the build itself needs from the system: a C compiler (SQLite is compiled in), and a few small tools.
source "$(dirname "$0")/lib.sh"

have cargo || fail "Rust is missing." "Install Rust with rustup, open a new terminal and start again."
if ! have node || ! have npm; then
    fail "Node.js is missing." "Install Node.js 20 or newer with npm and start again."
fi

needed=()
have cc || needed+=(gcc libc6-dev)
have make || needed+=(make)
have pkg-config || needed+=(pkg-config)
have curl || needed+=(curl)
have python3 || needed+=(python3)
[ ${#needed[@]} -eq 0 ] && exit 0

say "installing ${needed[*]}"
apt_install "${needed[@]}"
