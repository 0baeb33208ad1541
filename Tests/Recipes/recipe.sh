#!/bin/sh
# recipe.sh NAME LINES: counts what an addition takes. Clones the tree, applies NAME.patch, which is beside
# this file, counts the lines that it changes in existing files, and fails if there are more than LINES.
# Then runs `make quick` in the clone, or with NIGHTLY=1 `make test` without sampling. With COUNT=1 it
# only counts.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
git clone -q "$here/../.." "$place/descent"
cd "$place/descent"
# One line of context is enough, because other lines are added beside it.
git apply --index -C1 "$here/$1.patch"
git --no-pager diff --cached --stat
lines=$(git diff --cached --numstat --diff-filter=a | awk '{ n += $1 + $2 } END { print n + 0 }')
echo "recipe: a $1 changes $lines of the lines that were there, at most $2 are allowed"
[ "$lines" -le "$2" ] || exit 1
[ -z "${COUNT:-}" ] || exit 0
# BASE makes the changes in the index the change that `make quick` looks at.
export BASE=HEAD
if [ -n "${NIGHTLY:-}" ]; then make test SAMPLE=; else make quick; fi
