/**
 * Checks the synthesized JSON of every shape against the schemas of its providers, and its charts' values against the
 * charts' own. Each rule must object to a change that breaks it.
 */
import { join, relative } from "node:path";
import { chartDefaults, charts, unknownChartPaths } from "./checks/chart-paths";
import { schemaMutations } from "./checks/mutations";
import { checkSchemas, schemaRules } from "./checks/schema";
import { findSchemas } from "./checks/schema-sources";
import { shape, shapeNames, type ShapeName } from "./checks/shapes";
import { isObject, showProblem, stackRoles, type JsonObject, type Stacks } from "../src/inspect/terraform-json";
import { Tally } from "./checks/tally";

const shared = join(__dirname, "../../shared");
const tally = new Tally();

function count(name: string, problems: readonly string[]): void {
  tally.count(problems.length === 0);
  for (const problem of problems) console.error(`✗ ${name}: ${problem}`);
}

const { schemas, sources } = findSchemas(join(shared, "schemas"));
for (const [provider, source] of Object.entries(sources)) console.log(`${provider}: ${relative("", source)}`);

const check = (stacks: Stacks) => stackRoles.flatMap((stack) => checkSchemas(stacks[stack], schemas));

for (const name of shapeNames) {
  const blocks = check(shape(name).stacks);
  console.log(`${name}: ${blocks.length} blocks`);
  for (const { address, problems } of blocks) count(`${name} ${address}`, problems.map(showProblem));
}

for (const rule of schemaRules) {
  const mutations = schemaMutations.filter((mutation) => mutation.rule === rule);
  if (mutations.length === 0) count(rule, ["no mutation proves this rule"]);
  for (const { mutate } of mutations) {
    const stacks = structuredClone(shape("reference").stacks);
    mutate(stacks);
    const broken = new Set(check(stacks).flatMap(({ problems }) => problems.map((problem) => problem.rule)));
    count(
      rule,
      broken.has(rule) && broken.size === 1 ? [] : [`${mutate} broke ${[...broken].join(", ") || "no rule"}`],
    );
  }
}

for (const chart of charts) {
  const unknown = (name: ShapeName, misspell: (values: JsonObject) => unknown = () => undefined) => {
    const { stacks, inputs } = shape(name);
    const values = structuredClone(stacks.application.locals?.[chart.local]);
    if (!isObject(values)) return undefined;
    misspell(values);
    return unknownChartPaths(values, chartDefaults(chart, inputs.application, join(shared, "chart")), chart.verbatim);
  };
  for (const name of shapeNames) {
    const paths = unknown(name);
    if (paths)
      count(
        `${name} ${chart.name}`,
        paths.map((path) => `the chart knows no value ${path}`),
      );
  }
  const found = unknown("reference", (values) => Object.assign(values, { serviceAccount: { nane: "a" } }));
  count(
    `${chart.name} values`,
    found?.join() === "serviceAccount.nane" ? [] : [`a misspelt value gave ${found?.join()}`],
  );
}

tally.finish();
