#!/usr/bin/env bash
# What a call costs, side by side in one process: bare reqwest with the headers that the client has signed before, the
# client, and the client that progenitor generates from the same description (it signs nothing).
#
# usage: runtime/benches/compare-peers.sh [FOLDER]
#
# FOLDER (target/peers unless given, as that of codegen/benches/compare-peers.sh) keeps the peer between runs. The call
# is AbortAndRollbackChangeOrder with its sample reply, over loopback, in release.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

PROGENITOR=0.15.1

root="$PWD"
work="${1:-target/peers}"
mkdir -p "$work"
work="$(cd "$work" && pwd)"
unset CARGO_TARGET_DIR

if [ ! -x "$work/bin/cargo-progenitor" ]; then
    cargo install --quiet --locked --root "$work" cargo-progenitor --version "$PROGENITOR"
fi
cargo xtask bundle --output "$work/edas.json"
python3 codegen/benches/reduce-for-progenitor.py "$work/edas.json" "$work/edas-simple.json"
rm -rf "$work/edas-progenitor"
"$work/bin/cargo-progenitor" progenitor --input "$work/edas-simple.json" --output "$work/edas-progenitor" \
    --name edas-progenitor --version 0.1.0 >"$work/log" 2>&1 || { tail -5 "$work/log" >&2; exit 1; }

mkdir -p "$work/calls/src"
cp runtime/benches/peers/calls.rs "$work/calls/src/main.rs"
cat >"$work/calls/Cargo.toml" <<TOML
[package]
name = "calls"
version = "0.1.0"
edition = "2024"

[dependencies]
bytes = "1"
edas-client = { path = "$root/generated-client" }
edas-progenitor = { path = "../edas-progenitor" }
http = "1"
reqwest = { version = "0.13", default-features = false, features = ["rustls"] }
rustix = { version = "1", features = ["time"] }
tokio = { version = "1", features = ["rt", "net", "time"] }

# Not a member of the workspace that the folder may be in.
[workspace]
TOML
cargo run --quiet --release --manifest-path "$work/calls/Cargo.toml" --target-dir "$work/target" -- \
    "$root/spec/samples/change-order/AbortAndRollbackChangeOrder.json"
