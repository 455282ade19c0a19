#!/bin/sh
# Replaces the files of this folder by those of another release: ./update.sh 5.35.0
set -eu
version=${1:?usage: update.sh VERSION}
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# npm compares the archive with the registry's checksum; `pack` runs no script of the package or of a dependency.
archive=$(npm pack --silent --pack-destination "$work" "swagger-ui-dist@$version")
tar -xzf "$work/$archive" -C "$work"
for file in swagger-ui-bundle.js swagger-ui-bundle.js.LICENSE.txt swagger-ui.css LICENSE NOTICE; do
    cp "$work/package/$file" .
done
sed "s/^| Version | .* |$/| Version | $version |/" README.md > "$work/README.md"
cp "$work/README.md" README.md
