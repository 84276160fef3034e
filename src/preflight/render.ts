import type { Io } from "../cli/io";
import type { Status } from "./check";
import type { Result } from "./run";

const marks: Readonly<Record<Status, string>> = { passed: "✓", failed: "✗", unknown: "?" };

/** How many findings there are of each kind. */
export function countFindings(results: readonly Result[]): Readonly<Record<Status, number>> {
  const counts = { passed: 0, failed: 0, unknown: 0 };
  for (const { status } of results.flatMap(({ findings }) => findings)) counts[status]++;
  return counts;
}

/** The table: a line for each finding, with what to do beneath. */
export function renderTable(results: readonly Result[], colours: Io["colours"]): string {
  const paint: Readonly<Record<Status, (text: string) => string>> = {
    passed: colours.green,
    failed: colours.red,
    unknown: colours.yellow,
  };
  const width = Math.max(0, ...results.map(({ info }) => info.title.length)) + 2;
  const lines = results.flatMap(({ info, findings }) =>
    findings.flatMap(({ status, text, fix }, i) => [
      `${paint[status](marks[status])} ${(i === 0 ? info.title : "").padEnd(width)}${text}`,
      ...(fix === undefined ? [] : [`  ${"".padEnd(width)}${colours.dim(`→ ${fix}`)}`]),
    ]),
  );
  const { passed, failed, unknown } = countFindings(results);
  return [...lines, "", `${passed} passed, ${failed} failed, ${unknown} unknown`].join("\n");
}

/** What `--json` prints. */
export function renderJson(deployment: string, results: readonly Result[]): string {
  const checks = results.map(({ name, info, findings }) => ({ check: name, title: info.title, findings }));
  return JSON.stringify({ deployment, ...countFindings(results), checks }, null, 2);
}
