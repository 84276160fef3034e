import { createColors } from "picocolors";
import { comparePlan, compareStacks, type Comparison, type Difference } from "../../../src/diff/compare";
import { escape, marker, renderMarkdown } from "../../../src/diff/render-markdown";
import { renderText } from "../../../src/diff/render-text";
import { change, stack, stacksOf } from "../../support/diff";

const plain = createColors(false);
const database: Difference = {
  part: "database",
  stack: "s",
  address: "aws_db_instance.database",
  kind: "changed",
  effect: "replace",
  arguments: [],
  words: "the database is replaced",
};
const variable = (name: string, kind: Difference["kind"] = "added"): Difference => ({
  ...database,
  part: "network",
  address: `var.${name}`,
  kind,
  effect: "unknown",
  words: `the variable ${name} is ${kind}`,
});
const all = (...differences: Difference[]): Comparison => ({ differences, steps: ["apply s", "apply `t`"] });

describe("renderText", () => {
  test("by part: symbol, words, address and effect; then the steps", () => {
    const removed: Difference = {
      ...database,
      kind: "removed",
      effect: "destroy",
      address: "aws_vpc.x",
      part: "network",
      words: "the x is removed",
    };
    expect(renderText(all(variable("v"), removed, database), ["a note"], plain)).toBe(
      [
        "Resources: 1 changed, 1 removed, of which 1 replaced; 1 other difference",
        "note: a note",
        "",
        "Network",
        "  - the x is removed",
        "    aws_vpc.x in s, effect: destroy",
        "  + the variable v is added",
        "    var.v in s",
        "",
        "Database",
        "  ~ the database is replaced",
        "    aws_db_instance.database in s, effect: replace",
        "",
        "Steps",
        "  1. apply s",
        "  2. apply `t`",
      ].join("\n"),
    );
  });

  test("says so when nothing differs", () => {
    expect(renderText({ differences: [], steps: [] }, [], plain)).toBe("No difference");
  });

  test("lists the arguments that the words only count", () => {
    const changes = ["a", "b", "c", "d"].map((path) => ({ path, before: 1, after: 2 }));
    const text = renderText(all({ ...database, arguments: [...changes, { path: "e", sensitive: true }] }), [], plain);
    expect(text).toContain("      a 1 -> 2\n      b 1 -> 2\n      c 1 -> 2\n      d 1 -> 2\n      e (sensitive)\n");
  });

  test("sums up variables and outputs that come or go in number, never those that change", () => {
    const names = ["a", "b", "c", "d", "e", "f", "g"];
    const many = (kind: Difference["kind"]) => renderText(all(...names.map((name) => variable(name, kind))), [], plain);
    expect(many("added")).toContain("Network\n  + 7 variables\n    in s\n");
    expect(many("changed")).toContain("the variable g is changed");
    const six = names.slice(1).map((name) => variable(name, "removed"));
    expect(renderText(all(...six), [], plain)).toContain("the variable g is removed");
    expect(renderText(all(...six, { ...variable("u", "removed"), address: "output.u" }), [], plain)).toContain(
      "  - 6 variables, 1 output\n",
    );
  });

  test("colours only the symbol and the headings", () => {
    const text = renderText(all(database), [], createColors(true));
    expect(text).toContain("\u001b[33m~\u001b[39m the database is replaced");
  });
});

describe("renderMarkdown", () => {
  test("marker, summary, steps, and each part to open", () => {
    expect(renderMarkdown(all(variable("v"), database), [], 65_536)).toBe(
      `${marker}
### What changes in Package Manager's Terraform

Resources: 1 changed, of which 1 replaced; 1 other difference.

**Steps**

1. apply s
2. apply \`t\`

<details><summary><b>Network</b>: 1 added</summary>

- \`+\` the variable v is added<br>\`var.v\` in \`s\`

</details>

<details><summary><b>Database</b>: 1 changed</summary>

- \`~\` the database is replaced<br>\`aws_db_instance.database\` in \`s\` **replace**

</details>
`,
    );
  });

  test("is cut to the limit, with every part closed and a note of what is left out", () => {
    const comparison = change({}, { database: { mode: "existing", credentials: "master", securityGroup: false } });
    const whole = renderMarkdown(comparison, [], 65_536);
    expect(whole).not.toContain("_Cut");
    expect(renderMarkdown(comparison, [], whole.length)).toBe(whole);
    for (const limit of [whole.length - 1, 6000, 4000, 3000]) {
      const text = renderMarkdown(comparison, [], limit);
      expect(text.length).toBeLessThanOrEqual(limit);
      expect(text.length).toBeGreaterThan(limit - 1000);
      expect(text.split("<details>").length).toBe(text.split("</details>").length);
      const [, left, total] = /_Cut: (\d+) of (\d+) differences are not shown/.exec(text) ?? [];
      const items = text.split("\n").filter((line) => line.startsWith("- `"));
      expect(Number(total) - Number(left)).toBe(items.length);
      expect(Number(left)).toBeGreaterThan(0);
    }
  });

  test("a head that is too long by itself is cut, too", () => {
    const steps = Array.from({ length: 50 }, (_, i) => `step ${i} ${"x".repeat(100)}`);
    const text = renderMarkdown({ differences: [database], steps }, [], 2000);
    expect(text.length).toBeLessThanOrEqual(2000);
    expect(text).toMatch(/\n_Cut._\n$/);
  });

  test("values stay text: no markup, no mention, no link", () => {
    const value = "<img src=x> @team [a](b) ```<b>`x *y* | $z$ #1";
    const { differences, steps } = compareStacks(
      { s: stack({ aws_lb: { lb: { name: "a" } } }) },
      { s: stack({ aws_lb: { lb: { name: value } } }) },
    );
    const line = renderMarkdown({ differences, steps }, [], 65_536)
      .split("\n")
      .find((text) => text.startsWith("- "));
    const words = line?.replace(/^- `~` /, "").replace(/<br>.*$/, "");
    expect(words?.replace(/&#\d+;/g, "")).toMatch(/^[\w\s":=().-]+$/);
    expect(words?.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))).toBe(
      `the lb changes: name a -> ${JSON.stringify(value)}`,
    );
  });

  test("an address may hold backticks", () => {
    const text = renderMarkdown(all({ ...database, address: 'aws_lb.x["a`b``"]' }), [], 65_536);
    expect(text).toContain('<br>```aws_lb.x["a`b``"]``` in `s`');
  });

  test("what a step has as code stays code", () => {
    expect(escape("run `terraform init -upgrade`: <x>")).toBe("run `terraform init -upgrade`: &#60;x&#62;");
    expect(escape("``a``")).not.toContain("`");
  });

  test("a plan's output of everything real fits a comment of GitHub", () => {
    const comparison = compareStacks({}, stacksOf());
    expect(renderMarkdown(comparison, [], 65_536).length).toBeLessThan(65_536);
    expect(comparePlan({ format_version: "1.2" }).steps).toEqual([]);
  });
});
