#!/usr/bin/env bash
# The phone must not download the server: none of the server's libraries may be among the WASM's dependencies.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

BANNED=(backend server sea-orm sea-orm-migration sqlx sqlx-core tokio axum leptos_axum argon2)

tree="$(cargo tree --locked -p frontend --target wasm32-unknown-unknown --edges normal --prefix none --format '{p}')" || {
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
[ "$leaked" -eq 0 ] || exit 1
echo "leak check: $(sort -u <<<"$tree" | grep -c .) crates in the WASM, none of them the server's"
