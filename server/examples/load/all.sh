#!/usr/bin/env bash
# All figures of docs/benchmarks.md, section Server: `make bench-server`, or one database of the two:
#   server/examples/load/all.sh sqlite|postgres
# Needs 20 GB in $TONGCE_BENCH_DIR (default /var/tmp/tongce-bench), which is emptied before and after, and about
# half an hour on two cores with nothing else running. RECORDS=100000 makes a smaller register, USERS=4:50 a smaller
# crowd, LENGTH=5 shorter runs; BUILD=no measures what was built before.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

RECORDS="${RECORDS:-1200000}"
USERS="${USERS:-4:50,400:1000,1200:1000}"
LENGTH="${LENGTH:-30}"
BENCH="${TONGCE_BENCH_DIR:-/var/tmp/tongce-bench}"
LOAD=target/release/examples/load
TONGCE=target/release/tongce

# The inner call, on a database that is there: measure senders on it while it is empty, fill it, measure users.
if [ "${1:-}" = --on ]; then
    url="$2" users="$3" key="$BENCH/key"
    export TONGCE_DATABASE_URL="$users" TONGCE_KEY_FILE="$key" TONGCE_LOG=warn
    echo "== submissions on an empty register"
    "$LOAD" --database-url "$url" --senders 32,1 --seconds 10
    echo "== $RECORDS synthetic records"
    "$TONGCE" key new
    "$TONGCE" seed --records "$RECORDS" --seed 1 --as-of 2026-11-21
    echo "== start, supervisors and families"
    "$LOAD" --database-url "$users" --key-file "$key" --users "$USERS" --seconds "$LENGTH"
    "$LOAD" --database-url "$users" --key-file "$key" --sign-ins 500
    "$LOAD" --database-url "$users" --key-file "$key" --users 4:50 --seconds "$LENGTH" --pages
    exit 0
fi

# One build, so that the program and its generator fit.
[ "${BUILD:-yes}" = no ] || cargo build --release --locked -p server --bin tongce --example load
clean() { rm -rf "$BENCH"; }
trap clean EXIT
for database in ${1:-sqlite postgres}; do
    clean
    # PostgreSQL's own user makes its folder here.
    mkdir -p "$BENCH" && chmod 755 "$BENCH"
    echo "=== $database"
    if [ "$database" = sqlite ]; then
        server/examples/load/all.sh --on "sqlite://$BENCH/empty.sqlite?mode=rwc" "sqlite://$BENCH/register.sqlite?mode=rwc"
    else
        # shellcheck disable=SC2016 # the inner shell reads it
        TMPDIR="$BENCH" TONGCE_PG_DURABLE=1 .ci/with-postgres.sh bash -c '
            set -euo pipefail
            server="${TONGCE_TEST_POSTGRES_URL%/*}"
            for name in empty register; do
                psql --quiet "$TONGCE_TEST_POSTGRES_URL" --command "CREATE DATABASE $name"
            done
            # By its socket, as a server on the same machine is set up.
            socket="$(psql -At "$TONGCE_TEST_POSTGRES_URL" --command "SHOW unix_socket_directories")"
            server/examples/load/all.sh --on "$server/empty?host=$socket" "$server/register?host=$socket"'
    fi
done
