/**
 * Returns the candidate that was most likely meant, or undefined when none is near.
 *
 * A beginning counts as the whole: `alocated` is near `allocatedStorageGiB`.
 */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(word.length / 3));
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: distanceOf(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.candidate;
}

function distanceOf(word: string, candidate: string): number {
  const row = editDistances(word, candidate);
  const whole = row.at(-1) ?? word.length;
  if (word.length < 4) return whole;
  // The last number of the row is the distance to all of `candidate`, those before are to its beginnings.
  return Math.min(whole, Math.min(...row) + 0.5);
}

/** Levenshtein distances of `word` to every beginning of `other`. */
function editDistances(word: string, other: string): number[] {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...word].entries()) {
    const next = [i + 1];
    for (const [j, otherLetter] of [...other].entries()) {
      const substitution = (row[j] ?? 0) + (letter === otherLetter ? 0 : 1);
      next.push(Math.min(substitution, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row;
}
