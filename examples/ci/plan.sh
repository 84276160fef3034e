#!/usr/bin/env bash
# Plans one stack and keeps the plan, for people and for an apply that somebody approves.
#
#   plan.sh STACK [VAR-FILE]     STACK: folder in cdktf.out/stacks; VAR-FILE: relative to the current folder
#
# Exit code 0: nothing to do; 2: changes; else an error, as `terraform plan -detailed-exitcode`. AWS credentials come from
# the environment. TERRAFORM replaces the program.
set -uo pipefail

if [[ $# -lt 1 || $# -gt 2 ]]; then
  echo "usage: $0 STACK [VAR-FILE]" >&2
  exit 64
fi
terraform=${TERRAFORM:-terraform}
folder="${OUTPUT:-cdktf.out}/stacks/$1"
variables=()
[[ $# -eq 2 ]] && variables=(-var-file="$(realpath -- "$2")")

cd "$folder" || exit 1
"$terraform" init -input=false -no-color || exit 1
"$terraform" plan -input=false -no-color -lock-timeout=5m -detailed-exitcode -out=plan.tfplan "${variables[@]}"
code=$?
if [[ $code -eq 0 || $code -eq 2 ]]; then
  "$terraform" show -no-color plan.tfplan >plan.txt || exit 1
fi
exit "$code"
