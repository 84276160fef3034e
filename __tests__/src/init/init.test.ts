import fc from "fast-check";
import { parse } from "yaml";
import { parseDeployment } from "../../../src/config/parse";
import { type Answers, backends, completeAnswers, deploymentOf } from "../../../src/init/answers";
import { deploymentFile } from "../../../src/init/deployment-file";
import { initFiles } from "../../../src/init/init";
import { stackVariables } from "../../../src/init/tfvars";
import { tfvarsFile } from "../../../src/init/tfvars-file";

const needed: Readonly<Record<Answers["state"], Partial<Answers>>> = {
  local: {},
  s3: { stateBucket: "states" },
  cloud: { organization: "example" },
};

/** Every combination of the answers that decide the shape. */
const combinations = backends.flatMap((state) =>
  ([[], ["vpc"], ["cluster"], ["vpc", "cluster"]] as const).flatMap((existing) =>
    [false, true]
      .filter((publicEndpoint) => !publicEndpoint || !existing.some((part) => part === "cluster"))
      .map((publicEndpoint) =>
        completeAnswers({
          domain: "packages.example.com",
          region: "eu-central-1",
          state,
          ...needed[state],
          existing,
          publicEndpoint,
        }),
      ),
  ),
);

const titled = combinations.map(
  (answers) =>
    [
      `${answers.state} ${answers.existing.join("+") || "new"} ${answers.publicEndpoint ? "public" : "private"}`,
      answers,
    ] as const,
);

/** The file with the mark before each key that is a comment removed. */
const uncommented = (text: string) => text.replace(/^( *)# ( *(# |[A-Za-z]+:( |$)).*)$/gm, "$1$2");

test("there are 18 combinations", () => {
  expect(combinations).toHaveLength(18);
});

describe.each(titled)("%s", (_title, answers) => {
  const text = deploymentFile(answers);

  test("the file is valid, and says what was answered", () => {
    expect(parse(text)).toEqual(deploymentOf(answers));
    expect(parseDeployment(text)).toHaveProperty("deployments");
  });

  test("its first line names the schema beside it", () => {
    expect(text.split("\n")[0]).toBe("# yaml-language-server: $schema=deployment.schema.json");
  });

  test("the keys in its comments are the defaults: without the marks it means the same", () => {
    const all = uncommented(text);
    expect(Object.keys(parse(all) as object).length).toBeGreaterThan(10);
    expect(parseDeployment(all)).toEqual(parseDeployment(text));
  });

  test("no line is longer than an editor shows", () => {
    expect(text.split("\n").filter((line) => line.length > 120)).toEqual([]);
  });
});

describe("initFiles", () => {
  const [answers] = combinations as [Answers];

  test("writes the file, its schema and the variables of each stack", () => {
    expect([...initFiles(answers).files.keys()]).toEqual([
      "deployment.yaml",
      "deployment.schema.json",
      "ppm-infrastructure.tfvars",
      "ppm-application.tfvars",
    ]);
  });

  test("names what is still to give: what has neither a default nor an answer", () => {
    expect(Object.fromEntries(initFiles({ ...answers, publicEndpoint: true }).open)).toEqual({
      "ppm-infrastructure.tfvars": ["apply_role_arn", "cluster_public_access_cidrs", "allowed_cidrs", "hosted_zone_id"],
    });
  });
});

describe("tfvarsFile", () => {
  const [answers] = combinations as [Answers];
  const parsed = parseDeployment("");
  const [infrastructure, application] = "problems" in parsed ? [] : parsed.deployments.flatMap(stackVariables);

  test("sets the answers, and leaves every other variable a comment", () => {
    if (!infrastructure) throw new Error("no stack");
    const { path, contents } = tfvarsFile(infrastructure, answers);
    expect(path).toBe("ppm-infrastructure.tfvars");
    expect(contents.split("\n").filter((line) => line !== "" && !line.startsWith("#"))).toEqual([
      'region = "eu-central-1"',
      'domain_name = "packages.example.com"',
    ]);
    expect(contents).toMatch(/^# Still to give: apply_role_arn, allowed_cidrs, hosted_zone_id\.\n/);
  });

  test("asks for nothing where all has a default", () => {
    if (!application) throw new Error("no stack");
    const { contents, open } = tfvarsFile(application, answers);
    expect(open).toEqual([]);
    expect(contents).toBe(application.example);
  });
});

test("any name that is accepted gives a valid file", () => {
  const anyName = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
  fc.assert(
    fc.property(anyName, fc.domain(), (name, domain) => {
      let answers: Answers;
      try {
        answers = completeAnswers({ name, domain, region: "eu-central-1" });
      } catch {
        return; // Refused, which answers.test.ts is about.
      }
      expect(parseDeployment(deploymentFile(answers))).toEqual({
        deployments: [expect.objectContaining({ name })],
      });
    }),
    { numRuns: 50 },
  );
});
