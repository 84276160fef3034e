import { shape, shapeNames } from "../../scripts/checks/shapes";
import { type Policy, MOST_CHARACTERS, typesOf } from "../../src/deployer/policies";
import { accessByType } from "../../src/deployer/table";
import { unnarrowable } from "../../src/deployer/unnarrowable";

const policiesOf = (name: string) =>
  [...shape(name).files].flatMap(([path, text]): [string, Policy][] =>
    /\/deployer\/(plan|apply)-\d+\.json$/.test(path) ? [[path, JSON.parse(text) as Policy]] : [],
  );

describe("the deployer's policies", () => {
  test.each(shapeNames)("of %s cover each type that is in it", (name) => {
    const { names, stacks } = shape(name);
    const unknown = names.flatMap((stack) => typesOf(stacks[stack])).filter((type) => !(type in accessByType));
    // Add it to the table in src/deployer, with what its provider asks of AWS.
    expect([...new Set(unknown)]).toEqual([]);
  });

  test.each(shapeNames)("of %s fit into what IAM takes", (name) => {
    const policies = policiesOf(name);
    expect(policies.length).toBeGreaterThan(1);
    for (const [path, policy] of policies) {
      const length = JSON.stringify(policy).length;
      expect([path, length <= MOST_CHARACTERS]).toEqual([path, true]);
    }
    // A role takes ten managed policies.
    const folders = policies.map(([path]) => path.replace(/-\d+\.json$/, ""));
    expect(folders.filter((folder) => folders.filter((one) => one === folder).length > 10)).toEqual([]);
  });

  test.each(shapeNames)(
    "of %s name a resource for each action that can be narrowed, and no wildcard action",
    (name) => {
      const statements = policiesOf(name).flatMap(([, { Statement }]) => Statement);
      const everywhere = statements.filter(({ Resource }) => Resource.includes("*")).flatMap(({ Action }) => Action);
      expect(everywhere.filter((action) => !unnarrowable.has(action))).toEqual([]);
      expect(statements.flatMap(({ Action }) => Action).filter((action) => !/^[a-z0-9-]+:\w+$/.test(action))).toEqual(
        [],
      );
      for (const { Sid } of statements) expect(Sid).toMatch(/^[a-z0-9]+$/);
    },
  );

  test.each(shapeNames)("of %s change nothing when they plan", (name) => {
    const actions = policiesOf(name)
      .filter(([path]) => path.includes("/plan-"))
      .flatMap(([, { Statement }]) => Statement.flatMap(({ Action }) => Action))
      // The state's lock.
      .filter((action) => !["s3:PutObject", "s3:DeleteObject", "sts:AssumeRole", "kms:Encrypt"].includes(action));
    expect(actions.filter((action) => !/:(Get|List|Describe|Decrypt|GenerateDataKey)/.test(action))).toEqual([]);
  });
});

test("the table has no action without a use, and every operation a type needs", () => {
  const used = new Set(
    Object.values(accessByType).flatMap((access) =>
      Object.values(access).flatMap((grants) => grants.flatMap((g) => g.actions)),
    ),
  );
  expect([...unnarrowable].filter((action) => !used.has(action))).toEqual([]);
  const reads = Object.entries(accessByType).filter(([, access]) => (access.read ?? []).length > 0);
  expect(Object.keys(accessByType).filter((type) => !reads.some(([one]) => one === type))).toEqual([
    "ephemeral.aws_eks_cluster_auth",
    "data.aws_iam_policy_document",
    "data.aws_partition",
  ]);
});

test("the table has no type that no stack has", () => {
  const used = new Set(
    shapeNames.flatMap((name) => shape(name).names.flatMap((stack) => typesOf(shape(name).stacks[stack]))),
  );
  expect(Object.keys(accessByType).filter((type) => !used.has(type))).toEqual([]);
});
