import { checkConformance, conformanceMutations } from "../../scripts/checks/conformance";
import { conformanceRules } from "../../src/conformance/rules";
import { schemaMutations, taintMutations, type Mutation } from "../../scripts/checks/mutations";
import { schemaRules } from "../../scripts/checks/schema";
import { shape } from "../../scripts/checks/shapes";
import { checkTaint, taintRules } from "../../scripts/checks/taint";

/*
 * A rule that nothing can break proves nothing. Those of the schemas are broken by `npm run test:schemas`, since this
 * test has no provider schema.
 */
const rulesOf = (mutations: readonly Mutation[]): string[] => [...new Set(mutations.map(({ rule }) => rule))].sort();
const numbered = (mutations: readonly Mutation[]) => mutations.map((mutation, i) => ({ i, ...mutation }));

test("every rule has a mutation", () => {
  expect(rulesOf(conformanceMutations)).toEqual(conformanceRules.map(({ id }) => id).sort());
  expect(rulesOf(taintMutations)).toEqual([...taintRules].sort());
  expect(rulesOf(schemaMutations)).toEqual([...schemaRules].sort());
});

test.each(numbered(taintMutations))("taint mutation $i breaks $rule alone", ({ rule, mutate }) => {
  const stacks = structuredClone(shape("reference").stacks);
  mutate(stacks);
  const broken = [...checkTaint(stacks.infrastructure), ...checkTaint(stacks.application)].map(
    (problem) => problem.rule,
  );
  expect([...new Set(broken)]).toEqual([rule]);
});

test.each(numbered(conformanceMutations))("conformance mutation $i breaks $rule", ({ rule, mutate }) => {
  const rules = conformanceRules.filter(({ id }) => id === rule);
  const [verdict] = checkConformance(shape, rules, mutate);
  expect(verdict?.problems).not.toEqual([]);
});
