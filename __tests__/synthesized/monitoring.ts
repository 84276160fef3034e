import { readFileSync } from "node:fs";
import { join } from "node:path";
import { shape, shapeNames } from "../../scripts/checks/shapes";
import { blocksOf, eachString, isObject, type Json, type JsonObject } from "../../src/inspect/terraform-json";

const all = shapeNames.map((name) => [name, shape(name)] as const);

/** Every resource of a type, with its address, in both stacks of a shape. */
const resources = ({ stacks, names }: (typeof all)[number][1], type: string) =>
  names.flatMap((stack) => blocksOf(stacks[stack]).filter((block) => block.kind === "resource" && block.type === type));

describe.each(all)("log groups of %s", (_, given) => {
  test("are encrypted with a customer key and end", () => {
    const open = resources(given, "aws_cloudwatch_log_group").filter(
      ({ body }) =>
        !/^\$\{(aws_kms_key|var)\.\w+/.test(String(body.kms_key_id)) || body.retention_in_days === undefined,
    );
    expect(open.map(({ address }) => address)).toEqual([]);
  });
});

test("there are log groups to look at, those of Container Insights too", () => {
  const names = all.flatMap(([, given]) => resources(given, "aws_cloudwatch_log_group").map(({ name }) => name));
  expect(names).toEqual(expect.arrayContaining(["cluster_log_group", "container_insights_application_log_group"]));
});

describe("the runbook of alarms", () => {
  const page = readFileSync(join(__dirname, "../../docs/runbooks/alarms.md"), "utf8");
  const sections = [...page.matchAll(/^## ([a-z-]+)$/gm)].map(([, anchor]) => anchor);

  test("has a section for each alarm of each shape", () => {
    const linked = new Set<string>();
    for (const [, { stacks, names }] of all) {
      for (const stack of names) {
        eachString(stacks[stack] as JsonObject, (text) => {
          for (const [, anchor = ""] of text.matchAll(/\/alarms\.md#([a-z-]+)/g)) linked.add(anchor);
        });
      }
    }
    expect([...linked].sort()).toEqual([...sections].sort());
  });

  test.each(sections)("says of %s what it means, where to look and what to do", (anchor) => {
    const text = page.split(`\n## ${anchor}\n`)[1]?.split("\n## ")[0] ?? "";
    for (const part of ["**Means.**", "**Look.**", "**Do.**"]) expect(text).toContain(part);
  });
});

describe.each(all.filter(([, given]) => resources(given, "aws_cloudwatch_dashboard").length > 0))(
  "the dashboard of %s",
  (_, given) => {
    const stack = given.names.find((name) => isObject(given.stacks[name].locals?.dashboard_body)) ?? "infrastructure";
    const body = given.stacks[stack].locals?.dashboard_body as JsonObject;
    const series = (body.widgets as JsonObject[]).flatMap(({ properties }) => {
      const { metrics = [] } = properties as { metrics?: Json[][] };
      return metrics.map((line) => line.filter((part) => typeof part === "string"));
    });

    test("is JSON, and each series has dimensions", () => {
      expect(JSON.parse(JSON.stringify(body))).toEqual(body);
      // Name space, name, and pairs of dimension and value.
      expect(series.filter((line) => line.length < 4 || line.length % 2 !== 0)).toEqual([]);
    });

    test("has no series that refers to nothing of this deployment", () => {
      const made = new Set(blocksOf(given.stacks[stack]).map(({ address }) => address));
      const literal = new Set(["rstudio-pm"]);
      const values = series.flatMap((line) => line.slice(2).filter((_, i) => i % 2 === 1));
      const unknown = values.filter((value) => {
        const address = /^\$\{((?:data\.)?aws_\w+\.\w+)/.exec(value)?.[1];
        return !literal.has(value) && value !== "${var.namespace}" && !(address !== undefined && made.has(address));
      });
      expect(unknown).toEqual([]);
      expect(values.length).toBeGreaterThan(0);
    });
  },
);

describe.each(all)("what comes after an apply of %s", (_, { stacks, names }) => {
  const stacksWithText = names.filter((stack) => stack !== "workspaces");

  test.each(stacksWithText)("is said by the last output of the %s stack", (stack) => {
    const outputs = Object.keys(stacks[stack].output ?? {}).sort();
    expect(outputs.at(-1)).toBe("what_next");
    const text = String(stacks[stack].output?.what_next?.value);
    for (const heading of ["Address:", "Cluster:", "Logs:", "Secrets:", "First:"]) {
      if (heading === "Secrets:" && stack === "infrastructure" && !text.includes(heading)) continue;
      expect(text).toContain(heading);
    }
    expect(text).not.toMatch(/undefined|\n\n/);
  });
});
