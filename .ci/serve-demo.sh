#!/usr/bin/env bash
# Serves the release with an SQLite database and demonstration data under data/. Safe to repeat: the database
# and its key are kept, the demonstration data is only added where it is missing. `make clean-data` forgets all.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mkdir -p data
chmod 700 data
if [ -f .env ]; then
    set -a
    # shellcheck disable=SC1091
    source .env
    set +a
fi
export TONGCE_DATABASE_URL="${TONGCE_DATABASE_URL:-sqlite://data/tongce.sqlite?mode=rwc}"
export TONGCE_KEY_FILE="${TONGCE_KEY_FILE:-data/tongce.key}"
export TONGCE_ADDRESS="${TONGCE_ADDRESS:-127.0.0.1:3000}"

if [ ! -f "$TONGCE_KEY_FILE" ]; then
    target/release/tongce key new
fi
target/release/tongce migrate
target/release/tongce seed --demo
exec target/release/tongce serve
