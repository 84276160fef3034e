import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, Testing } from "cdktf";
import { Construct } from "constructs";
import { tasksOf } from "../../../modules/core";
import { checkTaint } from "../../../scripts/checks/taint";
import type { TerraformJson } from "../../../src/inspect/terraform-json";
import { deploymentSchema, type Deployment } from "../../../src/config/schema";
import { applicationSecrets } from "../../../src/stacks/application-secrets";
import { BaseStack } from "../../../src/stacks/base-stack";
import { contractFields, type ContractValues } from "../../../src/stacks/contract";
import { infrastructureContext } from "../../../src/stacks/infrastructure/context";
import { database } from "../../../src/stacks/infrastructure/database";
import { type Secrets, secrets } from "../../../src/stacks/infrastructure/secrets";
import type { INetwork } from "../../../modules/network";

class Stack extends BaseStack {}

interface Parts {
  readonly found: Secrets;
  readonly json: TerraformJson;
  readonly tasks: string[];
}

const deploymentOf = (given: object): Deployment => deploymentSchema.parse({ name: "test", ...given });

/** The secrets and the database of a deployment, with a peer that the database admits. */
function parts(given: object): Parts {
  const stack = new Stack(new App({ stackTraces: false }), "test");
  new AwsProvider(stack, "Aws", { region: "eu-central-1" });
  const context = infrastructureContext(stack, deploymentOf(given));
  const network = Object.assign(new Construct(stack, "Network"), {
    vpcId: "vpc-1",
    isolatedSubnetIds: ["subnet-1", "subnet-2"],
  }) as unknown as INetwork;
  const found = secrets(context);
  const server = database(context, { network, masterPassword: found.newServerPassword });
  server.allowFrom("Cluster", { securityGroupId: "sg-cluster" });
  const tasks = tasksOf(stack).map(({ path, what, text }) => [path, what, ...(text ? [text] : [])].join(": "));
  return { found, tasks, json: JSON.parse(Testing.synth(stack, true)) as TerraformJson };
}

const existing = (credentials: string) => ({ mode: "existing", credentials });
const names = (json: TerraformJson, type: string) => Object.keys(json.resource?.[type] ?? {}).sort();
const variables = (json: TerraformJson) =>
  Object.keys(json.variable ?? {})
    .filter((name) => /secret|revision|encryption_key|license/.test(name))
    .sort();

describe("secrets", () => {
  test.each<[what: string, given: object, made: string[], declared: string[]]>([
    [
      "a given master, and the application's made here",
      { database: existing("master") },
      ["database_password", "encryption_key", "license"],
      ["database_master_secret_arn", "database_password_revision"],
    ],
    [
      "the application's login given, and no password made here",
      { database: existing("application") },
      ["encryption_key", "license"],
      ["database_password_revision", "database_secret_arn"],
    ],
    [
      "all given, for a new server",
      { secrets: { mode: "existing" } },
      [],
      [
        "database_master_secret_arn",
        "database_password_revision",
        "database_secret_arn",
        "encryption_key_revision",
        "encryption_key_secret_arn",
        "license_revision",
        "license_secret_arn",
      ],
    ],
    [
      "all given, for the application's login, in evaluation mode",
      { database: existing("application"), secrets: { mode: "existing" }, packageManager: { license: "evaluation" } },
      [],
      ["database_password_revision", "database_secret_arn", "encryption_key_revision", "encryption_key_secret_arn"],
    ],
    [
      "all in Kubernetes but the password of a new server",
      { secrets: { mode: "kubernetes" } },
      ["database_master_password"],
      ["database_password_revision", "secret_recovery_window_days"],
    ],
    ["all in Kubernetes", { database: existing("master"), secrets: { mode: "kubernetes" } }, [], []],
  ])("%s", (_what, given, made, declared) => {
    const { json } = parts(given);
    expect(names(json, "aws_secretsmanager_secret")).toEqual(made);
    const others = ["encryption_key_bytes", "license", "license_revision", "secret_recovery_window_days"];
    expect(variables(json).filter((name) => declared.includes(name) || !others.includes(name))).toEqual(declared);
    expect(names(json, "aws_db_instance")).toEqual("database" in given ? [] : ["database"]);
    expect(checkTaint(json)).toEqual([]);
  });

  test("a new server gets the given password, which is read only when Terraform runs", () => {
    const { json, tasks, found } = parts({ secrets: { mode: "existing" } });
    const reference = "ephemeral.aws_secretsmanager_secret_version.database_master_password_current.secret_string";
    expect(json.resource?.aws_db_instance?.database).toMatchObject({
      password_wo: `\${try(tostring(jsondecode(${reference}).password), ${reference})}`,
      password_wo_version: "${var.database_password_revision}",
    });
    expect(found.newServerPassword).toBe(found.databaseMasterPassword);
    expect(tasks).toEqual([
      expect.stringMatching(
        /^test: Whoever plans and applies .*"Resource":\["\$\{var.database_master_secret_arn\}","\$\{var.database_secret_arn\}","\$\{var.encryption_key_secret_arn\}","\$\{var.license_secret_arn\}"\]/s,
      ),
      'test/DatabaseMasterPassword: The password in ${var.database_master_secret_arn} must have letters and digits only, 8 to 128: RDS refuses /, @, " and space',
    ]);
  });

  test("the secret of a new server is an output for whatever keeps the Kubernetes secret, with what that needs", () => {
    const { json, tasks } = parts({ secrets: { mode: "kubernetes" } });
    expect(json.output?.database_master_secret_arn).toMatchObject({
      value: "${aws_secretsmanager_secret.database_master_password.arn}",
    });
    expect(tasks).toEqual([
      expect.stringMatching(
        /^test\/DatabaseMasterPassword: The role of External Secrets.*GetSecretValue.*aws_secretsmanager_secret.database_master_password.arn.*kms:Decrypt.*aws_kms_key.secrets_key.arn/s,
      ),
    ]);
  });
});

describe("an existing database", () => {
  const rules = (given: object) => parts(given).json.resource?.aws_vpc_security_group_ingress_rule;

  test("gets one rule, for its own port, in the security group that was looked up", () => {
    const { json } = parts({ database: existing("master") });
    expect(json.data?.aws_security_group).toEqual({
      database_security_group: { id: "${var.database_security_group_id}" },
    });
    expect(rules({ database: existing("master") })).toEqual({
      database_cluster: expect.objectContaining({
        security_group_id: "${data.aws_security_group.database_security_group.id}",
        referenced_security_group_id: "sg-cluster",
        from_port: "${var.database_port}",
        to_port: "${var.database_port}",
      }),
    });
  });

  test("is checked to be in the VPC, or in one that is peered with it", () => {
    const { json } = parts({ database: existing("master") });
    const ends = ["vpc-1", "${data.aws_security_group.database_security_group.vpc_id}"];
    expect(json.data?.aws_vpc_peering_connections).toEqual({
      database_peerings: {
        filter: [
          { name: "status-code", values: ["active"] },
          { name: "requester-vpc-info.vpc-id", values: ends },
          { name: "accepter-vpc-info.vpc-id", values: ends },
        ],
      },
    });
    expect(json.check).toEqual({
      database_network: {
        assert: [
          {
            condition:
              '${data.aws_security_group.database_security_group.vpc_id == "vpc-1" || length(data.aws_vpc_peering_connections.database_peerings.ids) > 0}',
            error_message: expect.stringContaining(
              "expected one in vpc-1 or in a VPC with an active peering connection",
            ),
          },
        ],
      },
    });
  });

  test("without a security group gets no rule, and says who must be admitted", () => {
    const given = { database: { ...existing("application"), securityGroup: false }, secrets: { mode: "kubernetes" } };
    const { json, tasks } = parts(given);
    expect([rules(given), json.data?.aws_security_group, json.check]).toEqual([undefined, undefined, undefined]);
    expect(tasks.filter((task) => task.includes("admit TCP port"))).toHaveLength(1);
  });

  test.each([
    [{}, true],
    [{ databaseCa: "given" }, false],
    [{ databaseTls: "require" }, false],
  ])("with %j: the name must be one that RDS certifies: %p", (packageManager, certified) => {
    const { json, tasks } = parts({ database: existing("application"), packageManager });
    const { validation } = json.variable?.database_host as unknown as { validation: { error_message: string }[] };
    const messages = validation.filter(({ error_message: text }) => text.includes("packageManager.databaseCa"));
    expect(messages).toHaveLength(certified ? 1 : 0);
    const tls = tasks.filter((task) => task.includes("must accept TLS"));
    expect(tls).toHaveLength(1);
    expect(tls.join().includes("set packageManager.databaseCa to given")).toBe(certified);
  });
});

describe("applicationSecrets", () => {
  const origin = (given: object) => {
    const deployment = deploymentOf(given);
    const stack = new Stack(new App({ stackTraces: false }), "test");
    const values = contractFields(deployment).map(([key, { type }]) => [key, type === "number" ? 7 : key]);
    return applicationSecrets(stack, deployment, Object.fromEntries(values) as unknown as ContractValues);
  };
  const copied = (secretArn: string) => ({ secretArn, revision: 7 });
  const all = {
    from: "secretsManager",
    encryptionKey: copied("encryptionKeySecretArn"),
    databasePassword: copied("databaseSecretArn"),
    databaseMaster: { username: "databaseMasterUsername", password: copied("databaseMasterSecretArn") },
    license: copied("licenseSecretArn"),
  };

  test.each([
    [{}, all],
    [{ database: existing("master"), secrets: { mode: "existing" } }, all],
    [{ database: existing("application") }, { ...all, databaseMaster: undefined }],
    [
      { secrets: { mode: "existing" }, packageManager: { license: "evaluation" } },
      { ...all, license: undefined },
    ],
  ])("of %j are copied", (given, wanted) => expect(origin(given)).toEqual(wanted));

  test.each([
    [
      {},
      {
        username: "databaseMasterUsername",
        passwordSource: "the secret in the output database_master_secret_arn of test-infrastructure",
      },
      true,
    ],
    [
      { database: existing("master"), packageManager: { license: "evaluation" } },
      {
        username: "databaseMasterUsername",
        passwordSource: 'of databaseMasterUsername; with "property: password" where the secret is JSON',
      },
      false,
    ],
    [{ database: existing("application") }, undefined, true],
  ])("of %j are kept in Kubernetes", (given, databaseMaster, license) => {
    expect(origin({ ...given, secrets: { mode: "kubernetes" } })).toEqual({
      from: "kubernetes",
      revision: expect.any(Number),
      databaseMaster,
      license,
    });
  });
});
