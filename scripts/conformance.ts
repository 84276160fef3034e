/** Prints how the synthesized stacks meet each requirement of the reference page. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { notRequired } from "../src/conformance/not-required";
import { compareWithPage } from "../src/conformance/page";
import { conformanceRules } from "../src/conformance/rules";
import { checkConformance, checkExample } from "./checks/conformance";
import { exampleNames, shape } from "./checks/shapes";
import { Tally } from "./checks/tally";

const WIDTH = 72;
const page = join(__dirname, "../../shared/reference/posit-package-manager-on-eks.txt");
const tally = new Tally();

function row(id: string, text: string, problems: readonly string[]): void {
  const shortened = text.length > WIDTH ? `${text.slice(0, WIDTH - 1)}…` : text;
  console.log(`${problems.length === 0 ? "✓" : "✗"} ${id.padEnd(36)} ${shortened}`);
  for (const problem of problems) console.log(`    ${problem}`);
  tally.count(problems.length === 0);
}

for (const { rule, problems } of checkConformance(shape)) row(rule.id, rule.quote, problems);

for (const name of exampleNames) {
  console.log(`\nexample ${name}`);
  for (const { id, quote, exempt, problems } of checkExample(name, shape(name))) {
    if (exempt !== undefined && problems.length === 0) console.log(`- ${id.padEnd(36)} ${exempt}`);
    else row(id, quote, problems);
  }
}
console.log();

if (existsSync(page)) {
  const quotes = [...conformanceRules.map(({ quote }) => quote), ...notRequired.map(([quote]) => quote)];
  const { unknown, uncovered } = compareWithPage(readFileSync(page, "utf8"), quotes);
  row("quotes", "every quote is in the page", unknown);
  row("page", "every sentence of the page has a rule, or a reason to have none", uncovered);
} else {
  console.log(`the page itself is not here (${page}), so its quotes are not compared with it`);
}

tally.finish();
