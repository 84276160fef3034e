#!/usr/bin/env bash
# Says whether a stack is still what was applied: nothing was changed by hand, and nothing merged waits to be applied.
#
#   drift.sh STACK [VAR-FILE]    as plan.sh
#
# Exit code 0: it is; 2: it is not, and the plan that would put it back is printed; else an error.
set -uo pipefail

here=$(dirname -- "${BASH_SOURCE[0]}")
log=$(mktemp)
trap 'rm -f "$log"' EXIT
"$here/plan.sh" "$@" >"$log" 2>&1
code=$?
case $code in
  0) echo "$1: as applied" ;;
  2)
    cat "${OUTPUT:-cdktf.out}/stacks/$1/plan.txt"
    echo "$1: differs from what was applied. Look who changed it before you apply: an apply undoes it." >&2
    ;;
  *) cat "$log" >&2 ;;
esac
exit "$code"
