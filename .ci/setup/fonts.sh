#!/usr/bin/env bash
# Chinese glyphs for the browser's screenshots and printed sheets, and the tool that turns a PDF into pictures.
source "$(dirname "$0")/lib.sh"

needed=()
[ -n "$(fc-list :lang=zh-cn family 2>/dev/null | head -n 1)" ] || needed+=(fontconfig fonts-noto-cjk)
have pdftoppm || needed+=(poppler-utils)
[ ${#needed[@]} -eq 0 ] && exit 0

say "installing ${needed[*]}"
apt_install "${needed[@]}"
