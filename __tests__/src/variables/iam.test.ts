import { evaluateTemplate } from "../../../src/inspect/evaluate";
import { snakeCase } from "../../../src/stacks/base-stack";
import type { VariableCatalog } from "../../../src/terraform/variables";
import {
  clusterRoleVariables,
  databaseMonitoringRoleVariables,
  flowLogsRoleVariables,
  loadBalancerControllerRoleVariables,
  packageManagerRoleVariables,
} from "../../../src/variables/iam";

const ofServices: VariableCatalog[] = [
  clusterRoleVariables,
  flowLogsRoleVariables,
  databaseMonitoringRoleVariables,
  packageManagerRoleVariables("podIdentity"),
  loadBalancerControllerRoleVariables("podIdentity"),
];
const ofOidc: VariableCatalog[] = [packageManagerRoleVariables("irsa"), loadBalancerControllerRoleVariables("irsa")];

const FORM = "the ARN of an IAM role";
const ACCOUNT = "a role of the account that everything is made in";

/** What a value of a variable lacks, when the provider works in account 111122223333. */
function lacks(key: string, { variables }: VariableCatalog, value: string): string[] {
  const values: Record<string, string> = {
    [`var.${snakeCase(key)}`]: value,
    "data.aws_caller_identity.account.account_id": "111122223333",
  };
  const lookup = (path: readonly (string | number)[]) => {
    const found = values[path.join(".")];
    if (found === undefined) throw new Error(`no value of ${path.join(".")}`);
    return found;
  };
  return (variables[key]?.rules ?? [])
    .filter(({ condition }) => evaluateTemplate(`\${${condition}}`, lookup) !== true)
    .map(({ expected }) => expected);
}

const keys = (catalogs: VariableCatalog[]) =>
  catalogs.flatMap((catalog) => Object.keys(catalog.variables).map((key) => [key, catalog] as const));

describe.each([...keys(ofServices), ...keys(ofOidc)])("%s", (key, catalog) => {
  test.each(["arn:aws:iam::111122223333:role/ppm", "arn:aws-us-gov:iam::111122223333:role/a/b/p_+=,.@-m"])(
    "takes %s",
    (arn) => expect(lacks(key, catalog, arn)).toEqual([]),
  );

  test.each([
    "ppm",
    "arn:aws:iam::111122223333:user/ppm",
    "arn:aws:iam::111122223333:role/",
    "arn:aws:iam::1111:role/ppm",
    "arn:aws:sts::111122223333:assumed-role/ppm/session",
    `arn:aws:iam::111122223333:role/${"a".repeat(65)}`,
  ])("refuses %j for its form alone", (value) => expect(lacks(key, catalog, value)).toEqual([FORM]));

  test("has an example that its form allows, and no default", () => {
    const { example, default: value } = catalog.variables[key] ?? {};
    expect(lacks(key, catalog, String(example))).toEqual([]);
    expect(value).toBeUndefined();
  });
});

const OTHER = "arn:aws:iam::444455556666:role/ppm";

test.each(keys(ofServices))("%s must be of the account: a service assumes it", (key, catalog) => {
  expect(lacks(key, catalog, OTHER)).toEqual([ACCOUNT]);
  expect(catalog.variables[key]?.description).toContain("The role that applies needs iam:PassRole for it.");
});

test.each(keys(ofOidc))("%s may be of another account: a token of the cluster assumes it", (key, catalog) => {
  expect(lacks(key, catalog, OTHER)).toEqual([]);
  expect(catalog.variables[key]?.description).not.toContain("iam:PassRole");
});
