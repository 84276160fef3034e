import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commands as idCommands, importIdOf } from "../../../src/plan/import-ids";
import { importScript } from "../../../src/plan/imports";
import type { JsonObject } from "../../../src/inspect/terraform-json";
import type { PlanJson } from "../../../src/plan/plan-check";

function plan(...created: readonly [address: string, after: JsonObject][]): PlanJson {
  const resources = created.map(([address, after]) => {
    const [type = "", name = ""] = address.split(/[.[]/);
    return { address, mode: "managed", type, name, change: { actions: ["create"], before: null, after } };
  });
  return { format_version: "1.2", resource_changes: resources };
}

const bucket: [string, JsonObject] = ["aws_s3_bucket.bucket", { bucket: "ppm-packages" }];
const vpc: [string, JsonObject] = ["aws_vpc.network", { tags: { Name: "ppm" }, tags_all: { Deployment: "ppm" } }];

function commands(...args: Parameters<typeof importScript>): string[] {
  return importScript(...args)
    .script.split("\n")
    .filter((line) => /^(found=|import '|# aws|# tfe)/.test(line));
}

test("an id follows from the plan, from the log, or from AWS, in this order", () => {
  const log = [
    "aws_s3_bucket.bucket: Creating...",
    "2026-11-28T03:00:00Z \u001b[0m\u001b[1maws_vpc.network: Creating...\u001b[0m",
    "\u001b[0m\u001b[1maws_vpc.network: Creation complete after 2s [id=vpc-1]\u001b[0m",
  ];
  expect(commands(plan(bucket, vpc), log.join("\n"))).toEqual([
    "import 'aws_s3_bucket.bucket' 'ppm-packages'",
    "import 'aws_vpc.network' 'vpc-1'",
  ]);
  expect(commands(plan(bucket, vpc), log.slice(0, 2).join("\n"))[1]).toBe(
    "found=$(aws ec2 describe-vpcs --filters Name=tag:Name,Values=ppm " +
      'Name=tag:Deployment,Values=ppm --query "Vpcs[].VpcId" --output text) ' +
      "&& import 'aws_vpc.network' $found || unanswered 'aws_vpc.network'",
  );
});

test("with a log, only what the apply began to make is looked for; without, all that the plan makes", () => {
  const log = "aws_vpc.network: Creating...";
  expect(commands(plan(bucket, vpc), log)).toHaveLength(1);
  expect(commands(plan(bucket, vpc))).toHaveLength(2);
  expect(importScript(plan(bucket, vpc)).summary).toBe(
    "2 resources may be there and are in no state: 2 to import, 0 to make again, 0 to look at after the next plan, 0 unknown",
  );
});

test("the encryption key is not made again in silence", () => {
  const { script, summary } = importScript(
    plan(
      ["aws_secretsmanager_secret_version.encryption_key_version", {}],
      ["aws_secretsmanager_secret_version.database_password_version", {}],
    ),
  );
  expect(script).toContain(
    "\necho 'aws_secretsmanager_secret_version.encryption_key_version: the next apply writes a new",
  );
  expect(script).toContain("\n# aws_secretsmanager_secret_version.database_password_version: nothing to import");
  expect(summary).toContain("2 to make again");
});

test("what is made again without harm, waits for another id, or is not known, is a comment", () => {
  const lines = commands(
    plan(
      ["aws_s3_bucket_policy.bucket_policy", { bucket: "b" }],
      ["aws_route.internet", { destination_cidr_block: "0.0.0.0/0" }],
      ["tfe_workspace.one", {}],
    ),
    "aws_s3_bucket_policy.bucket_policy: Creating...\naws_route.internet: Creating...\n" +
      "tfe_workspace.one: Creation complete after 1s [id=ws-1]",
  );
  expect(lines).toEqual([
    "# aws_s3_bucket_policy.bucket_policy: nothing to import, the next apply makes it again",
    "# aws_route.internet: its id follows from others; import those, plan again and come back",
    "# tfe_workspace.one: see the end of the provider's page of tfe_workspace for its id; Terraform called it ws-1",
  ]);
});

test("addresses and values cannot break out of the script", () => {
  const address = 'aws_eks_access_entry.cluster_access_entry["arn:aws:iam::1:role/a"]';
  const entry = { cluster_name: "ppm", principal_arn: "arn:aws:iam::1:role/a'$(id)" };
  expect(commands(plan([address, entry]), `${address}: Creating...`)).toEqual([
    `import '${address}' 'ppm:arn:aws:iam::1:role/a'\\''$(id)'`,
  ]);
  const key = { description: "Package's \"$(id)`", tags_all: { Deployment: "ppm" } };
  expect(commands(plan(["aws_kms_key.key", key]))[0]).toContain(`Description=='Package\\\\'s \\"\\$(id)\\\`'`);
});

test("the id of every AWS resource of every shape is known", () => {
  const ledger = readFileSync(join(__dirname, "../../addresses.txt"), "utf8");
  const types = new Set([...ledger.matchAll(/^(aws_\w+)\./gm)].map(([, type = ""]) => type));
  expect(types.size).toBeGreaterThan(40);
  expect([...types].filter((type) => importIdOf(type, {}) === undefined)).toEqual([]);
});

test("the commands ask by functions that the AWS CLI's query language has", () => {
  // https://jmespath.org/specification.html#built-in-functions
  const known =
    "abs avg ceil contains ends_with floor join keys length map max max_by merge min min_by not_null reverse sort " +
    "sort_by starts_with sum to_array to_number to_string type values";
  const queries = Object.values(idCommands).flatMap((command) => command.split(" --query ").slice(1));
  const used = queries.flatMap((query) => [...query.matchAll(/\b([a-z_]+)\(/g)].map(([, name = ""]) => name));
  expect(used.length).toBeGreaterThan(3);
  expect(used.filter((name) => !known.split(" ").includes(name))).toEqual([]);
});

test("what AWS does not have is no error, and whatever else Terraform refuses is", () => {
  const { script } = importScript(plan());
  const terraform = `terraform() {
  case $4 in
    gone) echo "Error: Cannot import non-existent remote object" >&2; return 1 ;;
    bad) echo "Error: no access" >&2; return 1 ;;
    *) echo "$3: Import prepared!" ;;
  esac
}`;
  const calls = ["import a.b made", "import a.b gone", "import a.b bad", "import a.b", "import a.b x y"];
  calls.push("found=$(false) && import a.b $found || unanswered a.b");
  const { stdout, stderr } = spawnSync("sh", ["-c", [terraform, script, ...calls].join("\n")], { encoding: "utf8" });
  const none = "a.b: AWS has none, so there is nothing to import";
  expect(stdout.trim().split("\n")).toEqual([
    "a.b: Import prepared!",
    none,
    none,
    "a.b x y: more than one; import the one that the apply made",
  ]);
  expect(stderr).toBe("Error: no access\na.b: the command for its id failed, so it is not imported\n");
});
