#!/usr/bin/env bash
# Synthesizes, and shows how the Terraform JSON differs from that of the target branch. Changes nothing in git.
#
#   synth-and-diff.sh TARGET [REPORT]     TARGET: a commit or branch, such as origin/main; REPORT: a Markdown file
#
# Exit code 0: the committed output is what the sources give (changed against TARGET or not).
#           1: synth failed, or git did.
#           2: the committed output is not what the sources give: run `npm run synth` and commit cdktf.out.
#           64: wrong arguments.
# SYNTH replaces the command, `npm run --silent synth`; OUTPUT the folder, `cdktf.out`.
set -uo pipefail

if [[ $# -lt 1 || $# -gt 2 ]]; then
  echo "usage: $0 TARGET [REPORT]" >&2
  exit 64
fi
target=$1
report=${2:-}
output=${OUTPUT:-cdktf.out}
stacks="$output/stacks"
# A comment of GitHub takes 65,536 characters.
most=60000

if ! base=$(git merge-base "$target" HEAD); then
  echo "no common commit with $target; fetch it, with its history" >&2
  exit 1
fi
if ! ${SYNTH:-npm run --silent synth}; then
  echo "synth failed" >&2
  exit 1
fi

# Untracked files too: a new stack has no file that git knows.
if ! stale=$(git status --porcelain --untracked-files=all -- "$stacks"); then exit 1; fi
# An index of its own, so that a new file is in the diff and the real index stays as it is.
index=$(mktemp)
trap 'rm -f "$index"' EXIT
cp "$(git rev-parse --git-path index)" "$index" || exit 1
GIT_INDEX_FILE="$index" git add --all -- "$stacks" || exit 1
diff=$(GIT_INDEX_FILE="$index" git diff --cached --no-color --no-ext-diff "$base" -- "$stacks") || exit 1

{
  echo "### Change of the Terraform JSON"
  echo
  if [[ -z $diff ]]; then
    echo "None: the stacks are those of $target."
  else
    # Four backticks, since three may be in a description.
    printf '````diff\n%s\n````\n' "${diff:0:most}"
    if [[ ${#diff} -gt $most ]]; then
      echo
      echo "Cut after $most of ${#diff} characters; \`git diff\` shows the rest."
    fi
  fi
  if [[ -n $stale ]]; then
    echo
    echo "**The committed output is not what the sources give.** Run \`npm run synth\` and commit \`$output\`."
  fi
} | tee ${report:+"$report"} || exit 1

[[ -z $stale ]] || exit 2
