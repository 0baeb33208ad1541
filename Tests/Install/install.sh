#!/bin/sh
# Installs to a folder, moves the folder, and uses it from a third one: no plugin may need the source tree.
set -eu
tree=$(cd "$(dirname "$0")/../.." && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
fail() {
  echo "install: $*" >&2
  exit 1
}

make -C "$tree" --no-print-directory install PREFIX="$place/first" > "$place/log" 2>&1 || {
  cat "$place/log" >&2
  fail "make install failed"
}
mv "$place/first" "$place/moved"
mkdir "$place/work" "$place/tools"
cp "$tree/Plugins/Examples/Lion.swift" "$tree/Plugins/Examples/Muon.swift" "$place/work"
compiler=$(command -v "${DESCENT_SWIFTC:-swiftc}")
cat > "$place/tools/swiftc" << END
#!/bin/sh
case "\$*" in *"$tree"*) echo "the compiler was shown the source tree: \$*" >&2; exit 1 ;; esac
exec "$compiler" "\$@"
END
chmod 755 "$place/tools/swiftc"

cd "$place/work"
PATH="$place/moved/bin:$PATH"
DESCENT_CACHE="$place/cache"
DESCENT_SWIFTC="$place/tools/swiftc"
export PATH DESCENT_CACHE DESCENT_SWIFTC
[ "$(command -v descent)" = "$place/moved/bin/descent" ] || fail "another descent is on PATH"
descent check Lion.swift > checked || { cat checked >&2; fail "check failed"; }
grep -q ' 0 failed' checked || fail "no verdict"
# A rule that imports the matrix operations.
descent check Muon.swift --law T11 > checked || { cat checked >&2; fail "check of a matrix rule failed"; }
grep -q ' 0 failed' checked || fail "no verdict on a matrix rule"
descent run --problem rosenbrock --optimizer Lion.swift --steps 10 > /dev/null
! grep -rqF "$tree/" "$place/moved/lib/descent" --include=module.modulemap || fail "a map names the tree"

share="$place/moved/share"
bash -n "$share/bash-completion/completions/descent"
for file in zsh/site-functions/_descent fish/vendor_completions.d/descent.fish; do
  grep -q descent "$share/$file" || fail "no completions in $file"
done
head -1 "$share/man/man1/descent.1" | grep -q '^\.TH DESCENT 1' || fail "no manual page"
if command -v groff > /dev/null; then
  [ -z "$(groff -man -Tutf8 -ww "$share/man/man1/descent.1" 2>&1 > /dev/null)" ] ||
    fail "groff warns of the manual page"
fi
echo "install: an installation that was moved checks and runs a plugin"
