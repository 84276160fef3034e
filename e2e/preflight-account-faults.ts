import type { AwsContext } from "./aws-context";
import type { Preflight } from "./preflight-run";
import { linkedRoles } from "./preflight-account";
import type { World } from "./preflight-world";
import { region } from "./settings";

/** Faults of the account: who asks, regions, zones, quotas, service-linked roles, DNS, certificate. */
export async function checkAccountFaults({ lane }: AwsContext, world: World, reference: Preflight): Promise<void> {
  const { aws } = world;
  await lane.check("somebody else than the role that applies", () =>
    reference.finds("identity", "unknown", /:root of account .* which is not apply_role_arn/, {
      environment: world.stranger,
    }),
  );
  await lane.check("another account than that role's", () =>
    reference.finds("identity", "failed", /apply_role_arn is of account 999988887777$/, {
      variables: { apply_role_arn: "arn:aws:iam::999988887777:role/terraform-apply" },
    }),
  );
  await lane.check("a region that is none", () =>
    reference.finds("region", "failed", /^AWS knows no region eu-nowhere-9$/, {
      variables: { region: "eu-nowhere-9" },
    }),
  );
  await lane.check("a region that is not enabled", () =>
    world.during(
      {
        amend: ({ action, response }) =>
          action === "DescribeRegions"
            ? response.replace(/<OptInStatus>[^<]*|<optInStatus>[^<]*/g, (text) => text.replace(/>.*/, ">not-opted-in"))
            : undefined,
      },
      () => reference.finds("region", "failed", /^eu-central-1 is not enabled in this account$/),
    ),
  );
  await lane.check("an instance type in too few zones", () =>
    reference.finds(
      "zones",
      "failed",
      /^p5\.48xlarge is offered in 2 zones \(eu-central-1a, eu-central-1b\), expected 3$/,
      {
        variables: { node_instance_type: "p5.48xlarge" },
      },
    ),
  );
  await lane.check("a zone that does not offer it", () =>
    reference.finds("zones", "failed", /^eu-central-1c does not offer p5\.48xlarge/, {
      variables: {
        node_instance_type: "p5.48xlarge",
        availability_zones: ["a", "b", "c"].map((letter) => `${region}${letter}`),
      },
    }),
  );
  await checkQuotas(lane, world, reference);

  await lane.check("a service-linked role that is not there", async () => {
    const RoleName = linkedRoles.at(-1) ?? "";
    await aws.call("iam", "delete_role", { RoleName });
    await reference.finds("linked-roles", "unknown", /^AWSServiceRoleForRDS is not there/);
  });
  await lane.check("a role that a variable names and that is not there", () =>
    reference.finds("roles", "failed", /^apply_role_arn is arn:.*:role\/nobody, which does not exist$/, {
      variables: { apply_role_arn: "arn:aws:iam::123456789012:role/nobody" },
    }),
  );
  await checkDns(lane, world, reference);
  await checkCertificate(lane, world);
}

async function checkQuotas(lane: AwsContext["lane"], world: World, reference: Preflight): Promise<void> {
  const { aws, faults } = world;
  await lane.check("a vCPU quota of a new account", () =>
    world.during({ quotas: { ...faults.quotas, "L-1216C47A": 32 } }, () =>
      reference.finds("vcpus", "failed", /^48 more vCPUs \(3 × c6a\.4xlarge\) for 0 of 32 in use$/),
    ),
  );
  await lane.check("vCPUs that others use", async () => {
    const two = { ImageId: "ami-1", MinCount: 2, MaxCount: 2, InstanceType: "c6a.4xlarge" };
    await aws.call("ec2", "run_instances", two);
    await reference.finds("vcpus", "failed", /^48 more vCPUs \(3 × c6a\.4xlarge\) for 32 of 64 in use$/);
  });
  await lane.check("addresses that others use", async () => {
    await aws.callAll([1, 2, 3].map(() => ["ec2", "allocate_address", { Domain: "vpc" }] as const));
    await reference.finds("elastic-ips", "failed", /^3 more Elastic IP addresses for 3 of 5 in use$/);
  });
  await lane.check("VPCs of others", async () => {
    await aws.callAll([1, 2, 3].map((i) => ["ec2", "create_vpc", { CidrBlock: `10.${100 + i}.0.0/16` }] as const));
    await reference.finds("vpcs", "failed", /^1 more VPCs for 5 of 5 in use$/);
  });
  await lane.check("a zone full of NAT gateways", async () => {
    const subnets = world.parts.private_subnet_ids as string[];
    await aws.call("ec2", "create_nat_gateway", { SubnetId: subnets[0] ?? "", ConnectivityType: "private" });
    await reference.finds("nat-gateways", "passed", /at most 1 of 5 in use there$/);
    await world.during({ quotas: { ...faults.quotas, "L-FE5A380F": 1 } }, () =>
      reference.finds("nat-gateways", "failed", /^1 of 1 NAT gateways are in use in eu-central-1a$/),
    );
  });
}

async function checkDns(lane: AwsContext["lane"], world: World, reference: Preflight): Promise<void> {
  await lane.check("a hosted zone that does not exist", () =>
    reference.finds("hosted-zone", "failed", /^there is no hosted zone Z0000000000000 in this account$/, {
      variables: { hosted_zone_id: "Z0000000000000" },
    }),
  );
  await lane.check("a domain of another zone", () =>
    reference.finds(
      "hosted-zone",
      "failed",
      /^domain_name is packages\.example\.org, which is not in the zone example\.test$/,
      {
        variables: { domain_name: "packages.example.org" },
      },
    ),
  );
  await lane.check("a private zone", async () => {
    const { Vpcs } = await world.aws.call<{ Vpcs: { VpcId: string }[] }>("ec2", "describe_vpcs");
    const { HostedZone } = await world.aws.call<{ HostedZone: { Id: string } }>("route53", "create_hosted_zone", {
      Name: "example.test",
      CallerReference: "preflight",
      VPC: { VPCRegion: region, VPCId: Vpcs[0]?.VpcId ?? "" },
      HostedZoneConfig: { PrivateZone: true },
    });
    const variables = { hosted_zone_id: HostedZone.Id.replace(/^.*\//, "") };
    await reference.finds("hosted-zone", "failed", /^example\.test is a private zone/, { variables });
  });
  await lane.check("a zone that is not delegated", () =>
    world.during({ delegations: {} }, () =>
      reference.finds("delegation", "failed", /^DNS gives no name servers for example\.test/),
    ),
  );
  await lane.check("a zone whose servers do not know it", () =>
    world.during({ delegations: { "example.test": "SERVFAIL" } }, () =>
      reference.finds("delegation", "failed", /^DNS cannot look up example\.test: the servers that its parent zone/),
    ),
  );
  await lane.check("a zone that is delegated elsewhere", () =>
    world.during({ delegations: { "example.test": ["ns1.registrar.example"] } }, () =>
      reference.finds("delegation", "failed", /^DNS gives ns1\.registrar\.example for example\.test/),
    ),
  );
}

async function checkCertificate(lane: AwsContext["lane"], world: World): Promise<void> {
  const preflight = world.preflight("certificate", {
    deployment: { loadBalancer: { mode: "create", tls: { mode: "certificate" } } },
    variables: ["region", "domain_name", "hosted_zone_id", "certificate_arn"],
  });
  const finds = (status: "passed" | "failed", text: RegExp, variables = {}) =>
    preflight.finds("certificate", status, text, { variables });
  await lane.check("a certificate that is good", () => finds("passed", /^issued, covers packages\.example\.test/));
  await lane.check("a certificate that waits for its validation", () =>
    world.during(
      {
        amend: ({ action, response }) =>
          action === "DescribeCertificate" ? response.replace('"ISSUED"', '"PENDING_VALIDATION"') : undefined,
      },
      () => finds("failed", /^its status is PENDING_VALIDATION, expected ISSUED$/),
    ),
  );
  await lane.check("a certificate for another name", () =>
    finds("failed", /^it is for \*\.example\.test, not for a\.b\.example\.test$/, { domain_name: "a.b.example.test" }),
  );
  await lane.check("a certificate that does not exist", () =>
    finds("failed", /^there is no certificate arn:/, {
      certificate_arn: `arn:aws:acm:${region}:123456789012:certificate/00000000-0000-0000-0000-000000000000`,
    }),
  );
}
