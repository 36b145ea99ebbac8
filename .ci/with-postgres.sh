#!/usr/bin/env bash
# Runs a command with a PostgreSQL cluster of its own, made for it and removed after it:
#   .ci/with-postgres.sh cargo test -p server
# The command finds the cluster at $TONGCE_TEST_POSTGRES_URL, as a superuser who may create databases.
# The roles of `tongce database roles` are there: TONGCE_TEST_POSTGRES_ROLE=tongce_app runs the tests' stores as the server runs,
# held to row security; with TONGCE_TEST_WITHOUT_CONDITIONS=1 besides, the conditions on counties are taken out of the statements.
# Set TONGCE_PG_DURABLE=1 to keep fsync on (for measuring); tests run without it.
set -euo pipefail

[ $# -gt 0 ] || { echo "usage: .ci/with-postgres.sh COMMAND…" >&2; exit 2; }

# Debian keeps initdb off PATH: take the newest version installed.
if ! command -v initdb >/dev/null 2>&1; then
    newest="$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)"
    [ -x "$newest" ] || { echo "PostgreSQL is missing. Run: make setup" >&2; exit 1; }
    PATH="$(dirname "$newest"):$PATH"
fi
BIN="$(dirname "$(readlink -f "$(command -v initdb)")")"

DIR="$(mktemp -d "${TMPDIR:-/tmp}/tongce-pg.XXXXXX")"
# PostgreSQL refuses to run as root: there, the package's own user runs it.
as_owner() { "$@"; }
if [ "$(id -u)" -eq 0 ]; then
    id postgres >/dev/null 2>&1 || { echo "the user postgres is missing; run this as an ordinary user, or: make setup" >&2; exit 1; }
    chown postgres "$DIR"
    as_owner() { (cd "$DIR" && runuser -u postgres -- "$@"); }
fi
chmod 755 "$DIR"

stop() {
    as_owner "$BIN/pg_ctl" -D "$DIR/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$DIR"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

as_owner "$BIN/initdb" -D "$DIR/data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$DIR/initdb.log" 2>&1 ||
    { cat "$DIR/initdb.log" >&2; exit 1; }

durability=(-c fsync=off -c synchronous_commit=off -c full_page_writes=off)
[ "${TONGCE_PG_DURABLE:-0}" = 1 ] && durability=()

started=0
for _ in 1 2 3 4 5; do
    port="$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
    options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$DIR -c max_connections=300"
    options+=" -c shared_buffers=256MB -c log_min_messages=fatal ${durability[*]}"
    if as_owner "$BIN/pg_ctl" -D "$DIR/data" -l "$DIR/data/server.log" -o "$options" -w -t 60 start >/dev/null 2>&1; then
        started=1
        break
    fi
done
if [ "$started" -ne 1 ]; then
    echo "PostgreSQL did not start:" >&2
    cat "$DIR/data/server.log" >&2
    exit 1
fi

# What the test programs of one run make once for all of them (server/backend/src/testing).
mkdir "$DIR/templates"
export TONGCE_TEST_TEMPLATES="$DIR/templates"

export TONGCE_TEST_POSTGRES_URL="postgres://postgres@127.0.0.1:$port/postgres"
PGOPTIONS=--client-min-messages=warning "$BIN/psql" -qX -v ON_ERROR_STOP=1 "$TONGCE_TEST_POSTGRES_URL" \
    -f "$(dirname "${BASH_SOURCE[0]}")/../server/src/cli/database/roles.sql"
# Programs that the command starts may run as the superuser.
export TONGCE_INSECURE="${TONGCE_INSECURE:-yes}"
echo "PostgreSQL $("$BIN/postgres" --version | awk '{print $3}') for this run at $TONGCE_TEST_POSTGRES_URL"
"$@"
