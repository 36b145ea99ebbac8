#!/usr/bin/env bash
# Asks the JSON interface what its own description allows, and what it forbids, for TONGCE_SOAK_SECONDS (600): a debug
# server with a database of its own, a program of the demonstration, schemathesis (PyPI, in target/schemathesis). Fails on
# an answer that is a fault of the server's or not what the description says.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

VENV=target/schemathesis
PORT="${TONGCE_SOAK_PORT:-3977}"
[ -x "$VENV/bin/schemathesis" ] || { python3 -m venv "$VENV" && "$VENV/bin/pip" install -q 'schemathesis==4.32.*'; }
# Always these together, as in the Makefile: a different choice would build them anew.
cargo build --locked -p domain -p backend -p gate -p app -p office -p server -p offline

work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
export TONGCE_DATABASE_URL="sqlite://$work/register.sqlite?mode=rwc" TONGCE_KEY_FILE="$work/key"
export TONGCE_ADDRESS="127.0.0.1:$PORT" TONGCE_LOG=warn
target/debug/tongce key new
target/debug/tongce migrate
target/debug/tongce seed --demo >/dev/null
made=$(target/debug/tongce client create --place 120104 --organisation 南开区教育局 --name 学籍系统 --to "$(date -d '+1 year' +%F)")
SOAK_CLIENT_ID=$(awk '/^client_id: / { print $2 }' <<<"$made")
SOAK_CLIENT_SECRET=$(awk '/^client_secret: / { print $2 }' <<<"$made")
export SOAK_CLIENT_ID SOAK_CLIENT_SECRET SOAK_URL="http://127.0.0.1:$PORT"
target/debug/tongce serve &
server=$!

# What is sound by its shape is refused by the checks of a form: positive_data_acceptance would call that a fault.
PYTHONPATH=.ci SCHEMATHESIS_HOOKS=schemathesis_hooks "$VENV/bin/schemathesis" \
    --config-file .ci/schemathesis.toml run "$SOAK_URL/api/v1/openapi.json" \
    --wait-for-schema 60 --max-time "${TONGCE_SOAK_SECONDS:-600}" --exclude-checks positive_data_acceptance \
    --request-timeout 30 "$@"
kill -0 "$server"
