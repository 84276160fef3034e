import { shape } from "../../../scripts/checks/shapes";
import { comparePlan, compareStacks } from "../../../src/diff/compare";
import { renderReport } from "../../../src/report/render";
import { changed, reportInput, set } from "../../support/report";

const reference = reportInput("reference");
const page = renderReport(reference);

/** What a reader sees, without tags. */
const text = (html: string) =>
  html
    .replace(/<(style|svg).*?<\/\1>/gs, "")
    .replace(/<wbr>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");

test("the same input gives the same bytes", () => {
  expect(renderReport(reportInput("reference"))).toBe(page);
});

test("refers to nothing outside of itself, and runs nothing", () => {
  expect(page).not.toMatch(/<(script|img|link|iframe|object|embed|form|base)\b|\bon\w+=|@import|url\(/i);
  expect([...page.matchAll(/\b(?:href|src)="([^"]*)"/g)].filter(([, target]) => !target?.startsWith("#"))).toEqual([]);
  expect(page).toContain(
    `content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"`,
  );
});

test("every id is there once, and every anchor leads to one", () => {
  const ids = [...page.matchAll(/\bid="([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const anchors = [...page.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id);
  expect(anchors.filter((id) => !ids.includes(id))).toEqual([]);
});

test("the summary counts what the JSON has", () => {
  const { infrastructure, application } = shape("reference").stacks;
  const count = (json: typeof infrastructure) =>
    Object.values(json.resource ?? {}).reduce((sum, named) => sum + Object.keys(named).length, 0);
  const [infra, app] = [count(infrastructure), count(application)];
  expect(text(page)).toContain(`${infra + app} resources in ppm-infrastructure (${infra}), ppm-application (${app})`);
  expect(text(page)).toContain("28 of 28 requirements met");
  expect(text(page)).toContain(`$${Math.round(reference.cost.total).toLocaleString("en-US")}`);
});

test("carries the picture", () => {
  expect(page).toContain(reference.picture.svg);
});

test("a deviation is told with its reason, and before what is met", () => {
  const synthesized = changed("reference", set("aws_db_instance.database", { multi_az: false }));
  const deviating = text(renderReport({ ...reference, synthesized }));
  expect(deviating).toMatch(/27 of 28 requirements met 1 differ/);
  expect(deviating).toContain("differs multi_az is false, expected true");
});

test("what is yours to meet names the parts", () => {
  expect(text(renderReport(reportInput("shared-alb")))).toContain("yours to meet you bring: network, cluster");
});

describe("what changes", () => {
  const named = (synthesized: typeof reference.synthesized) => ({
    "ppm-infrastructure": synthesized.stacks.infrastructure,
    "ppm-application": synthesized.stacks.application,
  });

  test("has no chapter when nothing was compared", () => {
    expect(page).not.toContain('id="changes"');
  });

  test("between two outputs: before a plan the effect is unknown", () => {
    const after = changed("reference", set("aws_db_instance.database", { instance_class: "db.r6g.large" }));
    const comparison = compareStacks(named(reference.synthesized), named(after));
    expect(comparison.differences).toHaveLength(1);
    const shown = text(renderReport({ ...reference, changes: { title: "from A to B", ...comparison } }));
    expect(shown).toContain("Changes 1 changed , from A to B");
    expect(shown).toMatch(/Database ppm-infrastructure .*aws_db_instance\.database changed unknown before a plan/);
    expect(shown).toMatch(/instance_class : .*→ db\.r6g\.large/);
  });

  test("by a plan: what replaces, and no sensitive value", () => {
    const change = {
      actions: ["delete", "create"],
      before: { instance_class: "old-class", password: "hush-hush" },
      after: { instance_class: "new-class", password: "hush-hush-2" },
      before_sensitive: { password: true },
      after_sensitive: { password: true },
      replace_paths: [["instance_class"]],
    };
    const resource = {
      address: "aws_db_instance.database",
      mode: "managed",
      type: "aws_db_instance",
      name: "database",
    };
    const comparison = comparePlan({ format_version: "1.2", resource_changes: [{ ...resource, change }] });
    const shown = renderReport({ ...reference, changes: { title: "by plan.json", ...comparison } });
    expect(text(shown)).toMatch(/changed replaced/);
    expect(text(shown)).toContain("password : sensitive");
    expect(shown).not.toContain("hush-hush");
  });

  test("says when nothing does", () => {
    const shown = text(renderReport({ ...reference, changes: { title: "from A to B", differences: [], steps: [] } }));
    expect(shown).toContain("Changes none, from A to B");
    expect(shown).toContain("Differences by part: none.");
  });
});
