import { failed, type Finding, passed, unknown } from "../../../src/preflight/check";
import { judgeIdentity, judgeTerraform } from "../../../src/preflight/judge-basics";
import { covers, judgeCertificate } from "../../../src/preflight/judge-certificate";
import { judgeNodes } from "../../../src/preflight/judge-cluster";
import { judgeDelegation, judgeZone } from "../../../src/preflight/judge-dns";
import { judgeLicense } from "../../../src/preflight/judge-license";
import { judgeSubnets } from "../../../src/preflight/judge-network";
import { judgeWorkspace } from "../../../src/preflight/judge-workspace";
import { judgeZones } from "../../../src/preflight/judge-zones";
import { held } from "../../../src/preflight/lock";

const any = expect.any(String) as string;
const bad = (text: string): Finding => failed(text, any);
const open = (text: string): Finding => unknown(text, any);

describe("identity", () => {
  const roles = { apply: "arn:aws:iam::111122223333:role/ci/apply", plan: "arn:aws:iam::111122223333:role/plan" };
  const session = (role: string, account = "111122223333") => ({
    arn: `arn:aws:sts::${account}:assumed-role/${role}/me`,
    account,
  });
  test.each([
    ["no role given", session("x"), { apply: undefined, plan: undefined }, "passed", "assumed-role/x/me"],
    [
      "the role that applies, whose path a session leaves out",
      session("apply"),
      roles,
      "passed",
      "the role that applies",
    ],
    ["the role that plans", session("plan"), roles, "passed", "the role that plans"],
    ["another role", session("admin"), roles, "unknown", "which is not apply_role_arn"],
    [
      "a user",
      { arn: "arn:aws:iam::111122223333:user/apply", account: "111122223333" },
      roles,
      "unknown",
      "which is not",
    ],
    ["another account", session("apply", "444455556666"), roles, "failed", "apply_role_arn is of account 111122223333"],
  ] as const)("%s", (_, who, given, status, text) => {
    expect(judgeIdentity(who, given)).toMatchObject({ status, text: expect.stringContaining(text) as string });
  });
});

test.each([
  ["1.10.9", bad("Terraform 1.10.9, expected at least 1.11")],
  ["1.11.0", passed("Terraform 1.11.0")],
  ["1.12.0-rc1", passed("Terraform 1.12.0-rc1")],
  ["2.0.0", passed("Terraform 2.0.0")],
  ["0.15.5", bad("Terraform 0.15.5, expected at least 1.11")],
])("Terraform %s", (version, expected) => {
  expect(judgeTerraform(`{"terraform_version": "${version}"}`)).toEqual(expected);
});

describe("zones", () => {
  const all = ["a", "b", "c"];
  test.each([
    ["as many as are asked for", ["c", "b", "a", "d"], { count: 3, named: [] }, passed("t is offered in a, b, c")],
    ["too few", ["a", "b"], { count: 3, named: [] }, bad("t is offered in 2 zones (a, b), expected 3")],
    ["none", [], { count: 2, named: [] }, bad("t is offered in 0 zones (none), expected 2")],
    ["those named", ["a", "b"], { count: 2, named: ["a", "b"] }, passed("t is offered in a, b")],
    [
      "one named that does not",
      ["a", "b"],
      { count: 2, named: ["a", "c"] },
      bad("c does not offer t with EKS; those that do: a, b"),
    ],
    ["too few named", all, { count: 3, named: ["a", "b"] }, bad("t is offered in 3 zones (a, b, c), expected 3")],
  ])("%s", (_, offering, wanted, expected) => {
    expect(judgeZones("t", offering, all, wanted)).toEqual(expected);
  });
});

describe("certificate", () => {
  const today = new Date("2026-11-28T12:00:00Z");
  const good = { status: "ISSUED", names: ["packages.example.com"], until: new Date("2027-01-31T00:00:00Z") };
  test.each([
    ["good", good, "packages.example.com", passed("issued, covers packages.example.com, valid until 2027-01-31")],
    ["without a domain to cover", good, undefined, passed("issued, valid until 2027-01-31")],
    [
      "not issued",
      { ...good, status: "PENDING_VALIDATION" },
      undefined,
      bad("its status is PENDING_VALIDATION, expected ISSUED"),
    ],
    ["expired", { ...good, until: today }, undefined, bad("it was valid until 2026-11-28")],
    ["for another name", good, "other.example.com", bad("it is for packages.example.com, not for other.example.com")],
  ])("%s", (_, given, domain, expected) => {
    expect(judgeCertificate(given, domain, today)).toEqual(expected);
  });

  test.each([
    ["*.example.com", "a.example.com", true],
    ["*.example.com", "a.b.example.com", false],
    ["*.example.com", "example.com", false],
    ["A.example.com", "a.example.com", true],
  ])("%s covers %s: %s", (name, domain, expected) => expect(covers(name, domain)).toBe(expected));
});

describe("node groups", () => {
  const group = { name: "g", status: "ACTIVE", types: ["m6a.xlarge"], nodes: 3 };
  test.each([
    ["enough", [group], "m6a.xlarge", passed("3 nodes in g")],
    ["none", [], "m6a.xlarge", bad("it has no managed node group")],
    ["none active", [{ ...group, status: "CREATING" }], "m6a.xlarge", bad("g is CREATING")],
    ["too few", [{ ...group, nodes: 2 }], "m6a.xlarge", bad("2 nodes are desired, while node_count is 3")],
    ["of another type", [group], "t3.large", open("3 nodes in g, of m6a.xlarge, while node_instance_type is t3.large")],
    [
      "of a template's type",
      [{ ...group, types: [] }],
      "t3.large",
      open("3 nodes in g, of the type of a launch template, while node_instance_type is t3.large"),
    ],
  ])("%s", (_, groups, type, expected) => {
    expect(judgeNodes(groups, { count: 3, type })).toEqual(expected);
  });
});

describe("hosted zone", () => {
  const zone = { name: "example.com.", isPrivate: false };
  test.each([
    ["has the domain", zone, "p.example.com", passed("example.com, public, has p.example.com")],
    ["is the domain", zone, "example.com", passed("example.com, public, has example.com")],
    [
      "has another",
      zone,
      "p.badexample.com",
      bad("domain_name is p.badexample.com, which is not in the zone example.com"),
    ],
    [
      "is private",
      { ...zone, isPrivate: true },
      "p.example.com",
      bad("example.com is a private zone, in which ACM cannot validate a certificate"),
    ],
  ])("%s", (_, given, domain, expected) => {
    expect(judgeZone(given, { domain, mustBePublic: true })).toEqual(expected);
  });

  test.each([
    ["the same", ["NS-2.net.", "ns-1.com"], passed("e.com is delegated to the servers of the hosted zone")],
    ["some of them", ["ns-1.com"], passed("e.com is delegated to the servers of the hosted zone")],
    [
      "none",
      [],
      failed(
        "DNS gives no name servers for e.com: it is not delegated",
        "set the NS records of e.com at its registrar or in its parent zone to ns-1.com, ns-2.net",
      ),
    ],
    [
      "those that do not know it",
      "lame" as const,
      failed(
        "DNS cannot look up e.com: the servers that its parent zone names do not know it, or a DS record there is wrong",
        "set the NS records of e.com at its registrar or in its parent zone to ns-1.com, ns-2.net",
      ),
    ],
    ["others", ["ns-1.com", "ns9.org"], bad("DNS gives ns9.org for e.com, not the servers of the hosted zone")],
  ])("delegation: %s", (_, answered, expected) => {
    expect(judgeDelegation("e.com", ["ns-1.com", "ns-2.net."], answered)).toEqual(expected);
  });
});

describe("license", () => {
  const text = "-----BEGIN RSTUDIO LICENSE-----\nabc\n-----END RSTUDIO LICENSE-----\n";
  const today = new Date("2026-11-28T12:00:00Z");
  test.each([
    ["2026-11-29_rspm_o_k.lic", passed("valid until 2026-11-29, 1 days from now")],
    ["20270131_rspm_o_k.lic", passed("valid until 2027-01-31, 64 days from now")],
    ["2026-11-28_rspm_o_k.lic", bad("it expires today, on 2026-11-28")],
    ["2026-11-27_rspm_o_k.lic", bad("it expired on 2026-11-27")],
    ["ppm.lic", open("it is a license; until when is unknown, as the name ppm.lic does not begin with a date")],
    [
      "20271399_x.lic",
      open("it is a license; until when is unknown, as the name 20271399_x.lic does not begin with a date"),
    ],
    [undefined, open("it is a license; until when is unknown, as only its text is given")],
  ])("named %s", (name, expected) => expect(judgeLicense(text, name, today)).toEqual(expected));

  test.each([
    ["", "it is empty"],
    ["-----BEGIN RSTUDIO LICENSE-----\nabc", "it does not begin with"],
    ["XXXX-XXXX", "it does not begin with"],
  ])("no license: %j", (given, start) => {
    expect(judgeLicense(given, "2027-01-31_rspm.lic", today)).toMatchObject({
      status: "failed",
      text: expect.stringContaining(start) as string,
    });
  });
});

test("subnets: of another VPC, in one zone, without room", () => {
  const subnet = (id: string, vpcId: string, zone: string, free = 100) => ({ id, vpcId, zone, free });
  expect(judgeSubnets("s", [subnet("1", "v", "a"), subnet("2", "v", "b", 6)], "v")).toEqual([]);
  expect(judgeSubnets("s", [subnet("1", "v", "a"), subnet("2", "w", "a", 5)], "v")).toEqual([
    bad("s has 2 of w, expected subnets of v"),
    bad("s is all in a, expected two zones or more"),
    bad("s has 2 with 5 free addresses, expected at least 6"),
  ]);
});

test.each([
  [{ locked: false, "terraform-version": "1.11.4" }, passed("the workspace w is there, not locked")],
  [{ locked: true }, bad("the workspace w is locked")],
  [{ "terraform-version": "1.9.0" }, bad("the workspace w runs Terraform 1.9.0, expected at least 1.11")],
  [{ "terraform-version": "~> 1.11.0" }, passed("the workspace w is there, not locked")],
  [{ "terraform-version": "latest" }, passed("the workspace w is there, not locked")],
])("workspace %j", (attributes, expected) => {
  expect(judgeWorkspace("w", { data: { attributes } })).toEqual(expected);
});

test("a lock says who has it, and is one even when it cannot be read", () => {
  const info = JSON.stringify({ ID: "4711", Who: "a@b", Operation: "OperationTypeApply", Created: "today" });
  expect(held("s", info)).toEqual(
    failed(
      "s is locked by a@b for OperationTypeApply since today",
      "wait for that run; if it is dead, terraform force-unlock 4711",
    ),
  );
  expect(held("s", "")).toEqual(failed("s is locked", "wait for that run; if it is dead, terraform force-unlock ID"));
});
