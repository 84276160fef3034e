import { parseDeployment } from "../../../src/config/parse";
import { deploymentSchema } from "../../../src/config/schema";

const reference = { deployments: [deploymentSchema.parse({})] };

test.each(["", "\n", "# nothing but a comment\n", "---\n", "{}", "name: ppm", "\uFEFFname: ppm\r\n"])(
  "%j is the reference architecture",
  (text) => {
    expect(parseDeployment(text)).toEqual(reference);
  },
);

test("fills in the defaults beside what is given", () => {
  const { network, ...others } = deploymentSchema.parse({});
  expect(parseDeployment("network: { mode: create, zones: 2 }")).toEqual({
    deployments: [{ ...others, network: { ...network, zones: 2 } }],
  });
});

test("follows anchors", () => {
  expect(parseDeployment("protection: &off false\nloadBalancer: { mode: create, waf: *off }")).toMatchObject({
    deployments: [{ protection: false, loadBalancer: { waf: false } }],
  });
});

test.each([
  ["a: 1\na: 2", ["line 2, column 1: the key is there already; remove one of the two"]],
  ["a:\n\tb: 1", ["line 2, column 1: a tab indents the line; use spaces"]],
  ["? [x]\n: 1", ["line 1, column 3: the key is no text; put it in quotes"]],
  [
    "packageManager: { extraValues: &a { b: [*a] } }",
    ["line 1, column 41: *a refers to what it is a part of; write the value out, or quote it"],
  ],
  ["a: 1\n---\nb: 1", ["line 2, column 1: a second document begins; keep one in the file"]],
  ['a: "b', ['line 1, column 6: Missing closing "quote; correct the YAML']],
  ["a: !secret b", ["line 1, column 4: Unresolved tag: !secret; correct the YAML"]],
  ["a: *b", ["line 1, column 4: *b refers to no anchor before it; write the value out, or quote it"]],
  [
    "a: 1\na: 2\n---\n",
    [
      "line 2, column 1: the key is there already; remove one of the two",
      "line 3, column 1: a second document begins; keep one in the file",
    ],
  ],
])("reports malformed YAML %j", (text, problems) => {
  expect(parseDeployment(text)).toEqual({ problems });
});

test("refuses aliases that grow without bounds", () => {
  const level = (n: number) =>
    `a${n}: &a${n} [${Array(9)
      .fill(`*a${n - 1}`)
      .join()}]`;
  const bomb = ["a0: &a0 [x]", ...[1, 2, 3, 4].map(level)].join("\n");
  expect(parseDeployment(bomb)).toEqual({
    problems: ["line 2, column 10: aliases grow without bounds from here on; write the values out"],
  });
});

describe("deployments", () => {
  test("are separate deployments, named by their keys, each with every default", () => {
    const text = "deployments: { staging: { protection: false }, production: {} }";
    expect(parseDeployment(text)).toEqual({
      deployments: [
        deploymentSchema.parse({ name: "staging", protection: false }),
        deploymentSchema.parse({ name: "production" }),
      ],
    });
  });

  test.each([
    [
      "deployments: { staging: { network: { mode: creat } } }",
      'deployments.staging.network.mode is "creat", expected "create" or "existing"; did you mean "create"?',
    ],
    [
      "deployments: { staging: { name: other } }",
      "deployments.staging.name is not a known key; remove it, since staging is the name",
    ],
    [
      "deployments: { staging: { zones: 2 } }",
      "deployments.staging.zones is not a known key; did you mean deployments.staging.network.zones?",
    ],
    [
      "deployments: { a-much-too-long-name-here: {} }",
      "deployments.a-much-too-long-name-here is {}, expected 2 to 20 characters: a-z, 0-9 and single hyphens",
    ],
    ["deployments: {}\nname: here", "name is not a known key beside deployments; move it into each of them"],
    ["deployments: [staging]", 'deployments is ["staging"], expected a mapping of keys to values; correct it'],
    [
      "deployments: { staging: { cluster: { mode: existing } } }",
      'deployments.staging.network.mode is missing, expected "existing" with cluster.mode: existing; set it',
    ],
  ])("%s is refused by its key", (text, message) => {
    expect(parseDeployment(text)).toEqual({ problems: [expect.stringContaining(message)] });
  });
});
