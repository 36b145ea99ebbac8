#!/usr/bin/env bash
# The standard library for wasm32-unknown-unknown.
# First the usual way, through rustup. Where rustup cannot reach its server, the standard library is
# compiled from the system package of Rust's source, of exactly this compiler's version.
source "$(dirname "$0")/lib.sh"

TARGET=wasm32-unknown-unknown
cd "$ROOT"
VERSION="$(rustc --version | awk '{print $2}')"
SYSROOT="$(rustc --print sysroot)"
LIBDIR="$SYSROOT/lib/rustlib/$TARGET/lib"

# A real compilation decides, not the mere presence of a folder.
works() {
    local out
    out="$(mktemp -d)"
    printf 'pub fn probe() -> String { format!("{}", 1) }\n' >"$out/probe.rs"
    rustc --target "$TARGET" --crate-type cdylib -o "$out/probe.wasm" "$out/probe.rs" >"$CACHE/wasm-probe.log" 2>&1
    local result=$?
    rm -rf "$out"
    return $result
}

works && exit 0

say "adding the Rust target $TARGET"
if have rustup && timeout 180 env RUSTUP_MAX_RETRIES=0 rustup target add "$TARGET" </dev/null >"$CACHE/rustup.log" 2>&1 && works; then
    exit 0
fi

# unpack_source SUITE: fetches the package rust-src from one suite of the system's own mirror and unpacks it.
unpack_source() {
    local suite="$1" apt="$CACHE/apt-$1" mirror keyring
    # shellcheck disable=SC2016
    mirror="$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' | grep -v security | head -n 1)"
    [ -n "$mirror" ] || return 1
    keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    mkdir -p "$apt/lists/partial" "$apt/archives/partial"
    printf 'deb [signed-by=%s] %s %s main\n' "$keyring" "$mirror" "$suite" >"$apt/sources.list"
    local options=(-q -o "Dir::Etc::sourcelist=$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null
        -o "Dir::State::lists=$apt/lists" -o "Dir::Cache=$apt" -o APT::Sandbox::User=root
        -o Acquire::Languages=none -o Acquire::Retries=2)
    apt-get "${options[@]}" update </dev/null || return 1
    local package
    package="$(apt-cache "${options[@]}" madison rust-src | awk -v v="$VERSION" 'index($3, v) == 1 { print $3; exit }')"
    [ -n "$package" ] || return 1
    (cd "$apt" && apt-get "${options[@]}" download "rust-src=$package" </dev/null) || return 1
    dpkg -x "$apt"/rust-src_*.deb "$CACHE/rust-src-$VERSION"
    rm -rf "$apt"
}

# find_library: prints the folder that holds the standard library's workspace, if it is there.
find_library() {
    local folder
    for folder in "$CACHE/rust-src-$VERSION"/usr/src/rustc-*/library "$SYSROOT/lib/rustlib/src/rust/library"; do
        if [ -f "$folder/sysroot/Cargo.toml" ]; then echo "$folder"; return; fi
    done
}

say "rustup could not add it: compiling the standard library $VERSION from the system's source package"
if ! have dpkg || ! have apt-cache; then
    fail "the target $TARGET is missing and rustup could not add it." \
        "Run: rustup target add $TARGET (see $CACHE/rustup.log), then start again."
fi
for suite in trixie-backports trixie sid forky forky-backports; do
    [ -n "$(find_library)" ] && break
    unpack_source "$suite" >"$CACHE/rust-src-$suite.log" 2>&1 || true
done
LIBRARY="$(find_library)"
[ -n "$LIBRARY" ] || fail "no source package of Rust $VERSION was found." \
    "Run: rustup target add $TARGET (see $CACHE/rustup.log), or use a Rust whose rust-src package is at hand."

# Cargo of this toolchain by its path: outside this repository `cargo` would be that of another one, or of none.
CARGO="$SYSROOT/bin/cargo"
[ -x "$CARGO" ] || CARGO=cargo
(
    cd "$LIBRARY"
    CARGO_TARGET_DIR="$CACHE/build/wasm-std" RUSTC_BOOTSTRAP=1 RUSTC="$SYSROOT/bin/rustc" \
        RUSTFLAGS="-Cembed-bitcode=yes -Zforce-unstable-if-unmarked" __CARGO_DEFAULT_LIB_METADATA=stablestd \
        "$CARGO" build --release --target "$TARGET" --manifest-path sysroot/Cargo.toml \
        --features "panic-unwind compiler-builtins-mem" </dev/null >"$CACHE/wasm-std.log" 2>&1
) || fail "the standard library for $TARGET did not build." "See $CACHE/wasm-std.log."

run=(env)
[ -w "$SYSROOT/lib/rustlib" ] || run=(as_root)
"${run[@]}" mkdir -p "$LIBDIR"
"${run[@]}" cp "$CACHE/build/wasm-std/$TARGET"/release/deps/*.rlib "$CACHE/build/wasm-std/$TARGET"/release/deps/*.rmeta "$LIBDIR/"
rm -rf "$CACHE/build/wasm-std"

works || fail "the standard library for $TARGET was built, but does not compile a probe." "See $CACHE/wasm-probe.log."
