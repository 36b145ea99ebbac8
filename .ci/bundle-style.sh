#!/usr/bin/env bash
# Joins the partials that style/main.css imports into target/style/main.css, each inside its layer: one file
# for the phone. cargo-leptos minifies it, but does not follow @import.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mkdir -p target/style
joined=target/style/main.css.new
: >"$joined"
while IFS= read -r line; do
    if [[ "$line" =~ ^@import\ \"([a-z-]+\.css)\"\ layer\(([a-z]+)\)\;$ ]]; then
        printf '@layer %s {\n' "${BASH_REMATCH[2]}" >>"$joined"
        cat "style/${BASH_REMATCH[1]}" >>"$joined"
        printf '}\n' >>"$joined"
    else
        printf '%s\n' "$line" >>"$joined"
    fi
done <style/main.css
# Keep the time of an unchanged file, so that nothing is built anew for it.
if cmp -s "$joined" target/style/main.css; then rm "$joined"; else mv "$joined" target/style/main.css; fi
