import { shape, type ShapeName } from "../../../scripts/checks/shapes";
import type { JsonObject, Stacks } from "../../../src/inspect/terraform-json";
import { exposuresOf, rulesOf, subnetsOf } from "../../../src/report/exposure";
import { collectFacts } from "../../../src/report/facts";
import { Model } from "../../../src/report/model";
import { body, changed, reportInput, set } from "../../support/report";

const of = (change: (stacks: Stacks) => unknown) => new Model(changed("reference", change));

function exposure(address: string, change: (stacks: Stacks) => unknown = () => undefined) {
  const { open, detail } = exposuresOf(of(change)).find((one) => one.address === address) ?? {};
  return { open, detail };
}

const sentence = (name: ShapeName) => collectFacts(reportInput(name)).exposure;

describe("load balancer", () => {
  test("is open to the listed CIDRs, on the ports of its rules, by their variable", () => {
    expect(exposuresOf(new Model(shape("reference")))[0]).toEqual({
      what: "Load balancer",
      stack: "infrastructure",
      address: "aws_lb.load_balancer",
      open: "listed",
      detail: "internet-facing; admits 203.0.113.0/24 on tcp 80, tcp 443",
      variables: ["allowed_cidrs"],
    });
  });

  test.each(["0.0.0.0/0", "::/0"])("is open to the whole internet with %s in one rule", (cidr) => {
    const rule = "aws_vpc_security_group_ingress_rule.load_balancer_https_ingress";
    expect(exposure("aws_lb.load_balancer", set(rule, { for_each: ["10.0.0.0/8", cidr] }))).toEqual({
      open: "internet",
      detail: `internet-facing; admits 203.0.113.0/24, 10.0.0.0/8, ${cidr} on tcp 80, tcp 443`,
    });
  });

  test("is closed when internal, or when no rule admits anybody", () => {
    expect(exposure("aws_lb.load_balancer", set("aws_lb.load_balancer", { internal: true })).open).toBe("closed");
    const none = ({ infrastructure }: Stacks) => delete infrastructure.resource?.aws_vpc_security_group_ingress_rule;
    expect(exposure("aws_lb.load_balancer", none)).toEqual({
      open: "closed",
      detail: "internet-facing; admits nobody on no port",
    });
  });
});

test.each([
  [{ endpoint_public_access: true, public_access_cidrs: ["198.51.100.7/32"] }, "listed", "admits 198.51.100.7/32"],
  [{ endpoint_public_access: true, public_access_cidrs: ["0.0.0.0/0"] }, "internet", "admits 0.0.0.0/0"],
  [{ endpoint_public_access: true }, "internet", "admits everybody"],
  // AWS's own default.
  [{ endpoint_public_access: null }, "internet", "admits everybody"],
  [{ endpoint_public_access: false }, "closed", "private endpoint only"],
] as const)("Kubernetes API with %j is %s", (config, open, detail) => {
  const found = exposure("aws_eks_cluster.cluster", (stacks) => {
    const cluster = body(stacks, "infrastructure", "aws_eks_cluster.cluster");
    Object.assign(cluster.vpc_config as JsonObject, structuredClone(config));
  });
  expect(found).toEqual({ open, detail: expect.stringContaining(detail) });
});

test("database with a public address", () => {
  expect(exposure("aws_db_instance.database").open).toBe("closed");
  const found = exposure("aws_db_instance.database", set("aws_db_instance.database", { publicly_accessible: true }));
  expect(found).toEqual({ open: "listed", detail: expect.stringMatching(/^public address; admits .+ on tcp 5432$/) });
});

test("bucket: each of the four blocks counts", () => {
  const block = "aws_s3_bucket_public_access_block.bucket_public_access_block";
  expect(exposure("aws_s3_bucket.bucket")).toEqual({ open: "closed", detail: "all public access blocked" });
  expect(exposure("aws_s3_bucket.bucket", set(block, { ignore_public_acls: false }))).toEqual({
    open: "unknown",
    detail: "not blocked: ignore_public_acls",
  });
});

test("rules: one without instances admits nobody, one of a security group names it", () => {
  const rules = rulesOf(new Model(shape("reference")));
  const rule = (name: string) => rules.find(({ address }) => address.endsWith(`.${name}`));
  expect(rule("cluster_api_access")).toEqual(expect.objectContaining({ direction: "in", ports: "tcp 443", peers: [] }));
  expect(rule("load_balancer_cluster_ingress")).toEqual(
    expect.objectContaining({ peers: ["${aws_security_group.load_balancer_security_group}"], ports: "tcp 4242" }),
  );
  expect(rule("load_balancer_cluster_egress")?.direction).toBe("out");
});

test("subnets are public, private or isolated by their route, not by their name", () => {
  const kinds = (model: Model) =>
    Object.fromEntries(subnetsOf(model).map(({ address, kind }) => [address.replace(/^.*zone_/, ""), kind]));
  expect(kinds(of(() => undefined))).toEqual({
    ...{ "1_public_subnet": "public", "1_private_subnet": "private", "1_isolated_subnet": "isolated" },
    ...{ "2_public_subnet": "public", "2_private_subnet": "private", "2_isolated_subnet": "isolated" },
    ...{ "3_public_subnet": "public", "3_private_subnet": "private", "3_isolated_subnet": "isolated" },
  });
  const rerouted = of(({ infrastructure }) => {
    const routes = infrastructure.resource?.aws_route ?? {};
    routes.network_zone_1_nat_route = {
      ...routes.network_internet_route,
      route_table_id: "${aws_route_table.network_zone_1_private_route_table.id}",
    };
  });
  expect(kinds(rerouted)["1_private_subnet"]).toBe("public");
});

test.each([
  [
    "reference",
    "Open to listed addresses: Load balancer (internet-facing; admits 203.0.113.0/24 on tcp 80, tcp 443). Nothing else that is made here is public.",
  ],
  ["brought", "Nothing that is made here can be reached from the internet."],
  [
    "shared-alb",
    "Decided elsewhere: Load balancer (yours; its scheme and security groups decide who reaches it). Nothing else that is made here is public.",
  ],
])("%s in one sentence", (name, expected) => {
  expect(sentence(name)).toBe(expected);
});
