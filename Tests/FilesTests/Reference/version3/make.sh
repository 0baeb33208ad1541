#!/bin/sh
# Wrote the checkpoints of format version 3 in this folder, each half-way through a run; NAME.json is the
# whole run. Its identity holds content: a data file, a plugin's source, revisions of kernel and formula.
# usage: make.sh DESCENT
set -eu
descent=$1
cd "$(dirname "$0")"
golden() { # name, options of the run
  name=$1
  shift
  "$descent" run "$@" --steps 20 --checkpoint "$name.safetensors" > /dev/null
  "$descent" run "$@" --steps 40 --json | sed '/"seconds"/d; /"versions"/,/}/d' > "$name.json"
  printf '%s' "$*" > "$name.arguments"
}
golden data --problem softmax:data=flowers.csv,batch=4,test=0 --optimizer momentum:lr=0.1
golden plugin --problem rosenbrock --optimizer Signs.swift:lr=0.01
golden flowers --problem mlp:data=iris,hidden=4,batch=16 --optimizer adamw --accumulate 3 --clip-norm 1
