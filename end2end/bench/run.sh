#!/usr/bin/env bash
# Measures our form page beside those of the peers, as a cheap phone meets them.
#
#   bench/run.sh [FOLDER]     FOLDER (or $TONGCE_BENCH) holds the peers and the harness; default: ../shared/bench
#                             beside the repository
#
#   TONGCE_BENCH_RUNS=5       runs of each
#   TONGCE_BENCH_PEERS=0      only our own page
#   TONGCE_BENCH_OUT=FILE     everything as JSON; default: target/bench-page.json
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
folder="${1:-${TONGCE_BENCH:-$root/../shared/bench}}"
runs="${TONGCE_BENCH_RUNS:-5}"
out="${TONGCE_BENCH_OUT:-$root/target/bench-page.json}"

[ -f "$folder/harness/measure.mjs" ] || {
    echo "bench: $folder has no harness/measure.mjs. Name the folder: bench/run.sh FOLDER" >&2
    exit 1
}
[ -x "$root/target/release/tongce" ] || { echo "bench: the release is missing. Run: make release" >&2; exit 1; }

work="$(mktemp -d "${TMPDIR:-/tmp}/tongce-bench.XXXXXX")"
servers=()
stop() {
    for server in "${servers[@]}"; do kill "$server" 2>/dev/null || true; done
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The same site; only its loader shows the memory of the WASM to the harness.
cp -r "$root/target/site" "$work/site"
node "$here/show-memory.mjs" "$work"/site/pkg/tongce.*.js

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
port="$(free_port)"
door="$(free_port)"
export TONGCE_DATABASE_URL="sqlite://$work/tongce.sqlite?mode=rwc" TONGCE_KEY_FILE="$work/tongce.key"
export TONGCE_ADDRESS="127.0.0.1:$port" TONGCE_SITE="$work/site" TONGCE_LOG=warn
"$root/target/release/tongce" key new >/dev/null
"$root/target/release/tongce" migrate
"$root/target/release/tongce" serve >"$work/server.log" 2>&1 &
servers+=($!)
node "$here/open.mjs" "$door" "$port" &
servers+=($!)
for _ in $(seq 100); do
    curl -fsS -o /dev/null "http://127.0.0.1:$door/readyz" 2>/dev/null && break
    sleep 0.1
done

configs=()
for name in first disability; do
    sed "s/@PORT@/$door/" "$here/$name.json" >"$work/$name.json"
    configs+=(--config "$work/$name.json")
done

if [ "${TONGCE_BENCH_PEERS:-1}" = 1 ]; then
    for peer in odk:4171 enketo:4172 floor:4173; do
        curl -fsS -o /dev/null "http://localhost:${peer#*:}/" 2>/dev/null || {
            echo "bench: the peer ${peer%:*} does not answer on port ${peer#*:}. Start the peers: $folder/setup.sh" >&2
            exit 1
        }
        configs+=(--config "$folder/harness/${peer%:*}.json")
    done
fi

# The harness needs playwright-core, which came with our own tests.
mkdir -p "$work/harness" "$(dirname "$out")"
cp "$folder/harness/measure.mjs" "$work/harness/"
ln -s "$root/end2end/node_modules" "$work/harness/node_modules"
node "$work/harness/measure.mjs" "${configs[@]}" --runs "$runs" --out "$out" >"$work/summary.json"
node "$here/table.mjs" "$out"
