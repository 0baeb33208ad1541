#!/bin/sh
# Wrote the checkpoints of format version 1 in this folder, with the program at commit f5843fc, the last
# one that wrote that format. Each run stops at half of its way; NAME.json is the whole run.
# usage: make.sh DESCENT
set -eu
descent=$1
cd "$(dirname "$0")"
golden() { # name, half, whole, options of the run
  name=$1 half=$2 whole=$3
  shift 3
  "$descent" run "$@" $half --checkpoint "$name.safetensors" > /dev/null
  "$descent" run "$@" $whole --json | sed '/"seconds"/d; /"versions"/,/}/d' > "$name.json"
  printf '%s' "$*" > "$name.arguments"
}
steps() { # name, options
  name=$1
  shift
  golden "$name" "--steps 20" "--steps 40" "$@"
}
for rule in sgd:weight_decay=0.1 momentum:nesterov=true adagrad:lr_decay=0.01 \
  rmsprop:centered=true,momentum=0.5 adam:amsgrad=true adamw; do
  steps "${rule%%:*}" --problem rosenbrock --optimizer "$rule"
done
steps float32 --problem beale --optimizer adam --precision float32
steps clipped --problem rosenbrock --optimizer momentum --clip-norm 0.5 --clip-value 0.4
steps schedule --problem himmelblau --optimizer adam:lr=0.05 --schedule cosine:horizon=40,warmup=5
steps start --problem rosenbrock:n=4 --optimizer adam --start 1,2,3,4 --seed 7
steps batches --problem softmax:data=iris,batch=32 --optimizer adam
steps accumulated --problem mlp:data=iris,hidden=4,batch=16 --optimizer adamw --accumulate 3 --clip-norm 1
golden epochs "--epochs 3" "--epochs 6" --problem softmax:data=blobs,batch=50 --optimizer momentum
golden diverged "--steps 30" "--steps 60" --problem rosenbrock --optimizer sgd:lr=0.1
