#!/bin/sh
# Writes the fixtures anew from COMMIT: sh e2e/previous/renew.sh COMMIT
set -eu
commit=${1:?name the commit}
project=$(git rev-parse --show-toplevel)
folder=$(mktemp -d)
trap 'git -C "$project" worktree remove --force "$folder/project"; rm -rf "$folder"' EXIT
git -C "$project" worktree add --quiet --detach "$folder/project" "$commit"
ln -s "$project/node_modules" "$folder/project/node_modules"
(cd "$folder" && node project/scripts/ppm-eks.mjs synth)
for stack in infrastructure application; do
  cp "$folder/cdktf.out/stacks/ppm-$stack/cdk.tf.json" "$project/e2e/previous/$stack.json"
done
