#!/bin/sh
# kill.sh DESCENT [COUNT]: kills runs with checkpoints at random moments, and resumes them: the result must be
# that of an uninterrupted run, except for its time.
set -eu
descent=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
count=${2:-100}
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

arguments() {
  case $1 in
    0) echo run --problem softmax:data=iris,ridge=0.01,batch=16 --optimizer adam:lr=0.02 \
      --schedule cosine:horizon=300 --epochs 60 --seed 7 --accumulate 2 --json ;;
    1) echo run --problem rosenbrock:n=6 --optimizer momentum:lr=0.0005 --modify ema:decay=0.9 \
      --steps 400 --json ;;
    2) echo run --problem 'noisy:std=0.1,of=(rosenbrock:n=10)' --optimizer rmsprop:lr=0.001 \
      --schedule plateau:patience=20 --precision float32 --steps 400 --seed 3 --json ;;
  esac
}

result() { "$descent" "$@" | grep -v '"seconds"'; }

now() { date +%s%N; }

for kind in 0 1 2; do
  # shellcheck disable=SC2046
  result $(arguments $kind) > whole.$kind
  begin=$(now)
  # shellcheck disable=SC2046
  "$descent" $(arguments $kind) --checkpoint timed --every 1 > /dev/null
  echo $((($(now) - begin) / 1000)) > length.$kind
done

done=0 tries=0 saved=0
while [ "$done" -lt "$count" ]; do
  tries=$((tries + 1))
  [ "$tries" -le $((10 * count)) ] || { echo "kill: only $done of $count runs were alive"; exit 1; }
  kind=$((tries % 3))
  rm -f checkpoint
  # shellcheck disable=SC2046
  "$descent" $(arguments $kind) --checkpoint checkpoint --every 1 > /dev/null 2>&1 &
  process=$!
  sleep "$(awk -v seed="$tries" -v length_="$(cat length.$kind)" \
    'BEGIN { srand(seed); rand(); printf "%.4f", rand() * length_ / 1e6 }')"
  kill -9 "$process" 2> /dev/null || true
  status=0
  wait "$process" 2> /dev/null || status=$?
  # A run that ended before the kill does not count.
  [ "$status" -eq 137 ] || continue
  done=$((done + 1))
  resume=
  if [ -e checkpoint ]; then
    resume="--resume checkpoint"
    saved=$((saved + 1))
  fi
  # shellcheck disable=SC2046,SC2086
  result $(arguments $kind) $resume > resumed || { echo "kill: cannot resume kill $done"; exit 1; }
  cmp -s resumed whole.$kind || {
    echo "kill: after kill $done, run $kind, the result is another one"
    diff whole.$kind resumed
    exit 1
  }
done
[ "$saved" -gt $((count / 4)) ] || { echo "kill: only $saved of $count kills left a checkpoint"; exit 1; }
left=$(find . -name '.descent-*' | wc -l)
echo "kill: $done runs killed, $saved of them with a checkpoint, every result the same; $left temporary files left"
