import { App, Testing } from "cdktf";
import { Construct } from "constructs";
import type { ICluster } from "../../../modules/cluster";
import { tasksOf } from "../../../modules/core";
import type { JsonObject, TerraformJson } from "../../../src/inspect/terraform-json";
import { deploymentSchema } from "../../../src/config/schema";
import { BaseStack } from "../../../src/stacks/base-stack";
import { configureAws } from "../../../src/stacks/infrastructure/aws";
import { infrastructureContext } from "../../../src/stacks/infrastructure/context";
import { loadBalancer } from "../../../src/stacks/infrastructure/load-balancer";
import { FakeNetwork } from "../../support/synth";

class Stack extends BaseStack {}

const existingParts = { network: { mode: "existing" }, cluster: { mode: "existing" } };
const listener = { mode: "existing", attach: "listener" };
const otherAccount = { ...listener, dnsRecord: true, hostedZone: "otherAccount" };
const certificate = (dnsRecord: boolean) => ({ mode: "create", tls: { mode: "certificate", dnsRecord } });

interface Built {
  readonly json: TerraformJson;
  readonly tasks: string[];
}

/** The load balancer of a deployment, in a stack of its own. */
function build(part: object, given: object = {}): Built {
  const deployment = deploymentSchema.parse({ name: "test", ...existingParts, loadBalancer: part, ...given });
  const stack = new Stack(new App({ stackTraces: false }), "test", deployment);
  const context = infrastructureContext(stack, deployment);
  configureAws(context);
  const cluster: ICluster = Object.assign(new Construct(stack, "Cluster"), {
    securityGroupId: "sg-nodes",
    nodes: { autoscalingGroupName: "nodes" },
  }) as unknown as ICluster;
  loadBalancer(context, { network: new FakeNetwork(stack, "Network"), cluster });
  const json = JSON.parse(Testing.synth(stack, true)) as TerraformJson;
  return { json, tasks: tasksOf(stack).map(({ what, text = "" }) => `${what}\n${text}`) };
}

const variables = ({ json }: Built) => Object.keys(json.variable ?? {});
const record = ({ json }: Built) =>
  (json as { output?: Record<string, { value: unknown }> }).output?.["dns_record"]?.value;
const aws = ({ json }: Built) => json.provider?.["aws"] ?? [];
const requiredAws = ({ json }: Built) =>
  (json.terraform as { required_providers?: Record<string, JsonObject> } | undefined)?.required_providers?.["aws"];

describe("an existing load balancer", () => {
  test("listener: only its variables are declared", () => {
    const declared = variables(build(listener));
    expect(declared).toEqual(
      expect.arrayContaining(["listener_arn", "listener_rule_priority", "domain_name", "deregistration_delay_seconds"]),
    );
    for (const name of ["allowed_cidrs", "certificate_arn", "hosted_zone_id", "target_group_arn", "node_port"]) {
      expect(declared).not.toContain(name);
    }
    expect(variables(build({ ...listener, targets: "node" }))).toContain("node_port");
  });

  test("listener: the cluster is admitted, and joins", () => {
    const { resource = {} } = build({ ...listener, targets: "node" }).json;
    expect(Object.keys(resource).sort()).toEqual([
      "aws_autoscaling_attachment",
      "aws_lb_listener_rule",
      "aws_lb_target_group",
      "aws_vpc_security_group_egress_rule",
      "aws_vpc_security_group_ingress_rule",
    ]);
    expect(resource["aws_vpc_security_group_ingress_rule"]?.["load_balancer_cluster_ingress"]).toMatchObject({
      security_group_id: "sg-nodes",
      from_port: "${var.node_port}",
    });
  });

  test("rules made elsewhere: there is none, and the checklist says which they are", () => {
    const built = build({ ...listener, securityGroupRules: false });
    const types = Object.keys(built.json.resource ?? {});
    expect(types.filter((type) => type.startsWith("aws_vpc_security_group"))).toEqual([]);
    expect(built.tasks).toContain(
      "The security groups of the load balancer ${data.aws_lb.load_balancer.arn} let it connect to TCP port 4242 of sg-nodes, which admits it there\n",
    );
    expect(build(listener).tasks.filter((task) => task.includes("TCP port"))).toEqual([]);
  });

  test("target group: its port is the NodePort, and its delay its own", () => {
    const declared = variables(build({ mode: "existing", attach: "targetGroup", targets: "node" }));
    expect(declared).toEqual(expect.arrayContaining(["target_group_arn", "domain_name"]));
    for (const name of ["listener_arn", "node_port", "deregistration_delay_seconds"]) {
      expect(declared).not.toContain(name);
    }
  });
});

describe("DNS", () => {
  test.each([
    ["a listener", listener, "data.aws_lb.load_balancer"],
    ["a target group", { mode: "existing", attach: "targetGroup" }, "data.aws_lb.load_balancer"],
    ["a new load balancer with a certificate given", certificate(false), "aws_lb.load_balancer"],
  ])("%s: an output and the checklist say which record to make", (_, part, balancer) => {
    const built = build(part);
    const name = `\${${balancer}.dns_name}`;
    const zone = `\${${balancer}.zone_id}`;
    expect(record(built)).toEqual({
      name: "${var.domain_name}",
      type: "CNAME",
      value: name,
      alias: { type: "A", name, zone_id: zone },
    });
    expect(built.tasks.filter((task) => task.includes("dns_record"))).toEqual([
      expect.stringContaining(`\n\${var.domain_name} CNAME ${name}\n\${var.domain_name} A ALIAS ${name} ${zone}`),
    ]);
  });

  test.each([
    ["a listener with a record", { ...listener, dnsRecord: true }],
    ["a certificate with a record", certificate(true)],
    ["a certificate made here", { mode: "create" }],
    ["no TLS", { mode: "create", tls: { mode: "none" } }],
  ])("%s: nothing is left to the user", (_, part) => {
    const built = build(part);
    expect(record(built)).toBeUndefined();
    expect(built.tasks.filter((task) => task.includes("dns_record"))).toEqual([]);
  });
});

describe("hostedZone: otherAccount", () => {
  test.each([
    ["a listener", otherAccount],
    ["a certificate made here", { mode: "create", hostedZone: "otherAccount" }],
    ["a certificate given", { ...certificate(true), hostedZone: "otherAccount" }],
  ])("%s: zone and records by a provider that assumes the zone's role", (_, part) => {
    const built = build(part);
    expect(aws(built)[1]).toEqual({
      alias: "dns",
      region: "${var.region}",
      assume_role: [{ role_arn: "${var.hosted_zone_role_arn}" }],
    });
    const { resource = {}, data = {} } = built.json;
    const blocks = [resource["aws_route53_record"], data["aws_route53_zone"]].flatMap((all) =>
      Object.values(all ?? {}),
    );
    expect(blocks.length).toBeGreaterThanOrEqual(2);
    expect(new Set(blocks.map(({ provider }) => provider))).toEqual(new Set(["aws.dns"]));
  });

  test("sameAccount: no second provider, and no role", () => {
    const built = build({ ...listener, dnsRecord: true });
    expect(aws(built)).toHaveLength(1);
    expect(variables(built)).not.toContain("hosted_zone_role_arn");
  });

  test("awsRole: assume: the zone's role is assumed from that one", () => {
    const own = { role_arn: "${var.assume_role_arn}", external_id: "${var.assume_role_external_id}" };
    expect(aws(build(otherAccount, { awsRole: "assume" })).map((provider) => provider.assume_role)).toEqual([
      [own],
      [own, { role_arn: "${var.hosted_zone_role_arn}" }],
    ]);
  });

  test("a child module asks for the provider and not for the role, and only that module", () => {
    const module = build(otherAccount, { output: "module", handover: "variables" });
    expect(requiredAws(module)).toMatchObject({ source: "hashicorp/aws", configuration_aliases: ["aws.dns"] });
    expect(module.json).not.toHaveProperty("provider");
    expect(variables(module)).not.toContain("hosted_zone_role_arn");

    expect(requiredAws(build(listener))).not.toHaveProperty("configuration_aliases");
  });
});
