import { compareStacks, type NamedStacks } from "../../../src/diff/compare";
import { partTitles } from "../../../src/inspect/parts";
import type { JsonObject } from "../../../src/inspect/terraform-json";
import { change, find, resourcesIn, stack, stacksOf } from "../../support/diff";

const one = (before: JsonObject, after: JsonObject) =>
  compareStacks({ s: stack({ aws_lb: { lb: before } }) }, { s: stack({ aws_lb: { lb: after } }) });

describe("compareStacks, from deployment file to deployment file", () => {
  test("fewer zones: what is in the third goes, who lay in it changes", () => {
    const comparison = change({}, { network: { mode: "create", zones: 2 } });
    const resources = resourcesIn(comparison);
    expect(resources.filter((line) => line.startsWith("removed"))).toEqual([
      "removed destroy aws_eip.network_zone_3_nat_address",
      "removed destroy aws_nat_gateway.network_zone_3_nat_gateway",
      "removed destroy aws_route.network_zone_3_nat_route",
      "removed destroy aws_route_table.network_zone_3_private_route_table",
      "removed destroy aws_route_table_association.network_zone_3_isolated_route_table_association",
      "removed destroy aws_route_table_association.network_zone_3_private_route_table_association",
      "removed destroy aws_route_table_association.network_zone_3_public_route_table_association",
      "removed destroy aws_subnet.network_zone_3_isolated_subnet",
      "removed destroy aws_subnet.network_zone_3_private_subnet",
      "removed destroy aws_subnet.network_zone_3_public_subnet",
    ]);
    expect(resources).toContain("changed unknown aws_eks_node_group.cluster_node_group");
    expect(resources.filter((line) => line.startsWith("added"))).toEqual([]);
    expect(find(comparison, "output.ingress_cidrs")?.words).toBe(
      "the output ingress_cidrs gets another value: without aws_subnet.network_zone_3_public_subnet.cidr_block",
    );
  });

  test("the firewall: resources of its own, and the variables that they read", () => {
    const comparison = change({}, { loadBalancer: { mode: "create", waf: true } });
    expect(resourcesIn(comparison)).toEqual([
      "added create aws_cloudwatch_log_group.web_application_firewall_log_group",
      "added create aws_wafv2_web_acl.web_application_firewall",
      "added create aws_wafv2_web_acl_association.web_application_firewall_association",
      "added create aws_wafv2_web_acl_logging_configuration.web_application_firewall_logging",
    ]);
    expect(find(comparison, "aws_wafv2_web_acl.web_application_firewall")).toEqual({
      part: "loadBalancer",
      stack: "ppm-infrastructure",
      address: "aws_wafv2_web_acl.web_application_firewall",
      kind: "added",
      effect: "create",
      arguments: [],
      words: "the web application firewall is added",
    });
    expect(find(comparison, "var.waf_rate_limit")?.words).toMatch(
      /^the variable waf_rate_limit is added, with the default \d+, read by the web application firewall$/,
    );
  });

  test("pod identity: roles change with the trust that they read, releases with their values", () => {
    const comparison = change({}, { identity: "podIdentity" });
    expect(resourcesIn(comparison)).toEqual(
      expect.arrayContaining([
        "added create aws_eks_pod_identity_association.package_manager_role_association",
        "removed destroy aws_iam_openid_connect_provider.cluster_oidc_provider",
        "changed unknown aws_iam_role.package_manager_role",
        "changed unknown helm_release.package_manager",
      ]),
    );
    expect(find(comparison, "aws_iam_role.package_manager_role")?.words).toBe(
      "the package manager role (IAM role) changes with what it reads: the package manager role trust (IAM policy document)",
    );
  });

  test("is in the order of parts, and the same whichever way it is read", () => {
    const { differences } = change({}, { identity: "podIdentity", loadBalancer: { mode: "create", waf: true } });
    const ranks = differences.map(({ part }) => Object.keys(partTitles).indexOf(part));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(new Set(ranks).size).toBeGreaterThan(2);
  });

  test("two deployments of a file are compared by their names", () => {
    const [before, after] = [stacksOf(), stacksOf({ name: "other" })];
    const { differences } = compareStacks(before, { ...before, ...after });
    expect(new Set(differences.map(({ stack, kind }) => `${stack} ${kind}`))).toEqual(
      new Set(["other-infrastructure added", "other-application added"]),
    );
  });
});

describe("compareStacks, by itself", () => {
  test("a moved resource is neither added nor removed, over several moves and with a change of its own", () => {
    const moved = [
      { from: "aws_lb.a", to: "aws_lb.b" },
      { from: "aws_lb.b", to: "aws_lb.c" },
    ];
    const before = { s: stack({ aws_lb: { a: { internal: true } } }) };
    const { differences } = compareStacks(before, { s: stack({ aws_lb: { c: { internal: false } } }, { moved }) });
    expect(differences).toEqual([
      expect.objectContaining({
        kind: "changed",
        effect: "unknown",
        address: "aws_lb.c",
        words:
          "the c (lb) has a new address in the state: aws_lb.a -> aws_lb.c and becomes reachable from the internet",
      }),
    ]);
    const unmoved = compareStacks(before, { s: stack({ aws_lb: { c: { internal: false } } }) });
    expect(resourcesIn(unmoved)).toEqual(["removed destroy aws_lb.a", "added create aws_lb.c"]);
  });

  test("moves in a circle end", () => {
    const moved = [
      { from: "aws_lb.a", to: "aws_lb.b" },
      { from: "aws_lb.b", to: "aws_lb.a" },
    ];
    const after = { s: stack({ aws_lb: { c: {} } }, { moved }) };
    expect(resourcesIn(compareStacks({ s: stack({ aws_lb: { a: {} } }) }, after))).toEqual([
      "removed destroy aws_lb.a",
      "added create aws_lb.c",
    ]);
  });

  test("what is imported is taken over, not made", () => {
    const after = stack({ aws_lb: { lb: {} } }, { import: [{ to: 'aws_lb.lb["a"]', id: "x" }] });
    const { differences } = compareStacks({ s: stack({}) }, { s: after });
    expect(differences).toEqual([
      expect.objectContaining({
        kind: "added",
        effect: "unknown",
        words: "the lb is taken over as it exists (imported)",
      }),
    ]);
    const later = compareStacks({ s: after }, { s: stack({ aws_lb: { lb: {} } }) });
    expect(later.differences[0]?.arguments).toEqual([{ path: 'import["aws_lb.lb[\\"a\\"]"]', before: "x" }]);
  });

  test("a change is told in words, its effect is unknown", () => {
    expect(one({ internal: true }, { internal: false, idle_timeout: 60 }).differences).toEqual([
      {
        part: "other",
        stack: "s",
        address: "aws_lb.lb",
        kind: "changed",
        effect: "unknown",
        arguments: [
          { path: "idle_timeout", after: 60 },
          { path: "internal", before: true, after: false },
        ],
        words: "the lb becomes reachable from the internet; also changes: idle timeout is set to 60",
      },
    ]);
  });

  test("of variables the default, and who reads it; a sensitive one's default stays hidden", () => {
    const resource = { aws_db_instance: { database: { instance_class: "${var.size}", x: "${local.y}" } } };
    const locals = { y: "${var.size}" };
    const of = (body: JsonObject) => ({ s: stack(resource, { locals, variable: { size: body } }) });
    const words = (before: JsonObject, after: JsonObject) =>
      find(compareStacks(of(before), of(after)), "var.size")?.words;
    expect(words({ default: "a" }, { default: "b" })).toBe(
      "the variable size gets another default: a -> b, read by the database",
    );
    expect(words({ default: "a", description: "x" }, { default: "a", description: "y" })).toBe(
      "the variable size has another description",
    );
    const hidden = compareStacks(of({ default: "hunter2" }), of({ default: "hunter3", sensitive: true }));
    expect(JSON.stringify(hidden)).not.toContain("hunter");
    expect(find(hidden, "var.size")?.arguments).toContainEqual({ path: "default", sensitive: true });
    const added = compareStacks(
      { s: stack({}) },
      { s: stack({}, { variable: { a: { default: "hunter2", sensitive: true }, b: {}, c: { default: null } } }) },
    );
    expect(added.differences.map(({ words }) => words)).toEqual([
      "the variable a is added, with the default (sensitive)",
      "the variable b is added, and must be given a value",
      "the variable c is added, and may be left out",
    ]);
  });

  test("outputs, providers and the place of the state are compared, too", () => {
    const of = (backend: JsonObject, value: string, region: string): NamedStacks => ({
      s: {
        terraform: backend,
        output: { url: { value } },
        provider: { aws: [{ region }, { alias: "dns", region: "x" }] },
      },
    });
    const { differences } = compareStacks(
      of({ backend: { local: { path: "../../../a/x.tfstate" } } }, "a", "r1"),
      of({ cloud: { organization: "o" } }, "b", "r2"),
    );
    expect(differences.map(({ address, kind }) => `${kind} ${address}`)).toEqual([
      "changed output.url",
      "changed provider.aws",
      "changed terraform.state",
    ]);
    // The same state, seen from an output in another place.
    const elsewhere = compareStacks(
      of({ backend: { local: { path: "../../../a/x.tfstate" } } }, "a", "r"),
      of({ backend: { local: { path: "../x.tfstate" } } }, "a", "r"),
    );
    expect(elsewhere.differences).toEqual([]);
  });

  test("expressions that this app never writes are compared all the same", () => {
    const { differences } = one({ name: "${!!a" }, { name: "${!!b" });
    expect(differences).toHaveLength(1);
  });
});
