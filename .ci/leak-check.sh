#!/usr/bin/env bash
# The phone must not download the server: none of the server's libraries may be among the WASM's dependencies.
# One may, in part: the IndexedDB crate uses tokio's channels, which need no runtime (tokio's default is empty).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

BANNED=(backend gate office server sea-orm sea-orm-migration sqlx sqlx-core mio socket2 hyper axum leptos_axum argon2 pinyin icu_calendar)

# The dependencies of the WASM, one a line: "name vVERSION feature,feature".
tree="$(cargo tree --locked -p frontend --target wasm32-unknown-unknown --edges normal --prefix none --format '{p} {f}')" || {
    echo "leak check: cargo tree failed for the crate frontend"
    exit 1
}
leaked=0
for crate in "${BANNED[@]}"; do
    if grep -q "^$crate v" <<<"$tree"; then
        echo "leak check: $crate is a dependency of the WASM:"
        cargo tree --locked -p frontend --target wasm32-unknown-unknown --edges normal -i "$crate" || true
        leaked=1
    fi
done
tokio="$(grep '^tokio v' <<<"$tree" | sed 's/^tokio v[^ ]* *//; s/ (\*)$//' | sort -u)"
if [ -n "$tokio" ] && [ "$tokio" != "default,sync" ] && [ "$tokio" != "sync" ]; then
    echo "leak check: the WASM uses more of tokio than its channels: $tokio"
    leaked=1
fi
[ "$leaked" -eq 0 ] || exit 1
echo "leak check: $(sort -u <<<"$tree" | grep -c .) crates in the WASM, none of them the server's"
