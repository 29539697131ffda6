#!/usr/bin/env bash
# Packages from a registry that each peer brings: all that are built, those that are linked, and those that serde with its derive does
# not bring already.
set -euo pipefail
cd "$(dirname "$0")/.."

packages() {
    cargo tree --quiet --package "$1" --edges "$2" --prefix none --no-dedupe --format '{p}' | grep -v '(/' | awk '{ print $1, $2 }' | sort -u
}

echo '| peer | built | beyond serde | linked | copies of syn |'
echo '| --- | --- | --- | --- | --- |'
for peer in p-order p-garde p-validator p-validify p-serde_valid p-nutype; do
    built=$(packages "$peer" normal,build)
    # serde_json is what the samples are read with.
    with_serde=$(packages plain normal,build)
    linked=$(packages "$peer" normal,no-proc-macro | wc -l)
    beyond=$(comm -23 <(echo "$built") <(echo "$with_serde") | wc -l)
    echo "| $peer | $(wc -l <<< "$built") | $beyond | $linked | $(grep -c '^syn ' <<< "$built" || true) |"
done
