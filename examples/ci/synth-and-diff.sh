#!/usr/bin/env bash
# Synthesizes, and says how the Terraform JSON differs from that of the target branch: in words, with the order of the
# applies, then as git shows it. Changes nothing in git.
#
#   synth-and-diff.sh TARGET [REPORT]     TARGET: a commit or branch, such as origin/main; REPORT: a Markdown file
#
# Exit code 0: the committed output is what the sources give (changed against TARGET or not).
#           1: synth failed, or git did.
#           2: the committed output is not what the sources give: run `npm run synth` and commit cdktf.out.
#           64: wrong arguments.
# PPM_EKS replaces the program, OUTPUT the folder, `cdktf.out`.
set -uo pipefail

if [[ $# -lt 1 || $# -gt 2 ]]; then
  echo "usage: $0 TARGET [REPORT]" >&2
  exit 64
fi
target=$1
report=${2:-}
# In a project of your own, the installed package; here, its sources.
here="npx --no-install ppm-eks"
[[ -e scripts/ppm-eks.mjs ]] && here="node scripts/ppm-eks.mjs"
ppm_eks=${PPM_EKS:-$here}
output=${OUTPUT:-cdktf.out}
stacks="$output/stacks"
# A comment of GitHub takes 65,536 characters. What git shows gets what the words leave.
most=65000
most_words=45000

if ! base=$(git merge-base "$target" HEAD); then
  echo "no common commit with $target; fetch it, with its history" >&2
  exit 1
fi
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT

# Standard output is the report's, which others may read.
if ! $ppm_eks synth --output "$output" >&2; then
  echo "synth failed" >&2
  exit 1
fi

# Untracked files too: a new stack has no file that git knows.
if ! stale=$(git status --porcelain --untracked-files=all -- "$stacks"); then exit 1; fi
# An index of its own, so that a new file is in the diff and the real index stays as it is.
index="$temporary/index"
cp "$(git rev-parse --git-path index)" "$index" || exit 1
GIT_INDEX_FILE="$index" git add --all -- "$stacks" || exit 1
diff=$(GIT_INDEX_FILE="$index" git diff --cached --no-color --no-ext-diff "$base" -- "$stacks") || exit 1

# The output of the target branch as it was committed; of a branch that has none yet, nothing.
before="$temporary/before"
mkdir "$before"
if git cat-file -e "$base:./$stacks" 2>/dev/null; then
  git archive "$base" -- "$stacks" | tar -x -C "$before" || exit 1
fi

{
  if [[ ! -d "$before/$stacks" ]]; then
    echo "<!-- ppm-eks diff -->"
    echo "### What changes in Package Manager's Terraform"
    echo
    echo "All of it: $target has no \`$output\`."
  elif [[ -z $diff ]]; then
    echo "<!-- ppm-eks diff -->"
    echo "### What changes in Package Manager's Terraform"
    echo
    echo "None: the stacks are those of $target."
  else
    words=$($ppm_eks diff --format markdown --limit "$most_words" "$before/$output" "$output") || exit 1
    printf '%s\n' "$words"
    room=$((most - ${#words} - 1000))
    echo
    echo "<details><summary>The JSON, as git shows it</summary>"
    echo
    # Four backticks, since three may be in a description.
    printf '````diff\n%s\n````\n' "${diff:0:room}"
    echo
    if [[ ${#diff} -gt $room ]]; then
      echo "Cut after $room of ${#diff} characters; \`git diff\` shows the rest."
      echo
    fi
    echo "</details>"
  fi
  if [[ -n $stale ]]; then
    echo
    echo "**The committed output is not what the sources give.** Run \`npm run synth\` and commit \`$output\`."
  fi
} >"$temporary/report.md" || exit 1
cat "$temporary/report.md"
if [[ -n $report ]]; then cp "$temporary/report.md" "$report" || exit 1; fi

[[ -z $stale ]] || exit 2
