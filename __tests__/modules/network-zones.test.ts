import { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones";
import { DataAwsEc2InstanceTypeOfferings } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type-offerings";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { TerraformVariable, type TerraformStack } from "cdktf";
import { addressIn, network, resourcesOf } from "../support/network";
import { synthResources, synthStack } from "../support/synth";

const KINDS = ["isolated", "private", "public"] as const;
const zones = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
const zoneOf = (zone: number) => `\${${addressIn(zone, "subnet", "public_subnet")}.availability_zone}`;

/** The first and the last address of `cidrsubnet("10.0.0.0/16", newBits, number)`, counted from 10.0.0.0. */
function addresses(subnet: unknown): [number, number] {
  const [, newBits, number] =
    /^\$\{cidrsubnet\(aws_vpc.network.cidr_block, (\d+), (\d+)\)\}$/.exec(String(subnet)) ?? [];
  const size = 2 ** (16 - Number(newBits));
  return [Number(number) * size, (Number(number) + 1) * size - 1];
}

/** A network whose zones may be given by the variable `availability_zones`. */
const withVariable = (stack: TerraformStack) => {
  const variable = new TerraformVariable(stack, "availability_zones", { type: "list(string)", default: [] });
  network(stack, { availabilityZones: variable.listValue });
};

describe("subnets", () => {
  test("are of three kinds in each zone, none with public addresses, tagged for load balancers", () => {
    const roles = {
      public: { "kubernetes.io/role/elb": "1" },
      private: { "kubernetes.io/role/internal-elb": "1" },
      isolated: {},
    };

    expect(resourcesOf({ zoneCount: 2 })(Subnet)).toEqual(
      zones(2).flatMap((zone) =>
        KINDS.map((kind) =>
          expect.objectContaining({
            vpc_id: "${aws_vpc.network.id}",
            map_public_ip_on_launch: false,
            tags: { Name: `ppm-${kind}-${zone}`, ...roles[kind] },
          }),
        ),
      ),
    );
  });

  test("of six zones fit and do not overlap, and the private ones take three quarters", () => {
    const subnets = resourcesOf({ zoneCount: 6 })(Subnet);
    const ranges = subnets.map((subnet) => addresses(subnet.cidr_block)).sort(([a], [b]) => a - b);

    expect(ranges).toHaveLength(18);
    ranges.forEach(([first, last], i) => {
      expect(first).toBeGreaterThan(ranges[i - 1]?.[1] ?? -1);
      expect(last).toBeLessThan(2 ** 16);
    });
    const sizes = subnets.map((subnet) => addresses(subnet.cidr_block)).map(([first, last]) => last - first + 1);
    expect(sizes).toEqual(zones(6).flatMap(() => [1024, 8192, 1024]));
  });

  test.each([2, 3, 4, 5])("of %i zones stay where they are when a zone is added", (zoneCount) => {
    const subnetsOf = (count: number) =>
      synthStack((stack) => network(stack, { zoneCount: count })).resource?.aws_subnet ?? {};

    expect(Object.keys(subnetsOf(zoneCount))).toHaveLength(3 * zoneCount);
    expect(subnetsOf(zoneCount + 1)).toEqual(expect.objectContaining(subnetsOf(zoneCount)));
  });

  test("follow the public one of their zone, which a later choice does not move", () => {
    expect(resourcesOf()(Subnet).map((subnet) => [subnet.availability_zone, subnet.lifecycle])).toEqual(
      zones(3).flatMap((zone) => [
        [zoneOf(zone), { ignore_changes: ["availability_zone"] }],
        [zoneOf(zone), { ignore_changes: ["availability_zone"] }],
        [
          `\${local.network_availability_zones_names[${zone - 1}]}`,
          expect.objectContaining({ ignore_changes: ["availability_zone"] }),
        ],
      ]),
    );
  });

  test("refuse a zone that an earlier one is in already", () => {
    const isPublic = (subnet: object) => JSON.stringify(subnet).includes("ppm-public");
    const postconditions = resourcesOf()(Subnet)
      .filter(isPublic)
      .map((subnet) => (subnet.lifecycle as { postcondition?: unknown }).postcondition);
    const first = zoneOf(1).slice(2, -1);
    const second = zoneOf(2).slice(2, -1);

    expect(postconditions).toEqual([
      undefined,
      [
        {
          condition: `\${!contains([${first}], self.availability_zone)}`,
          error_message:
            `Zone 2 of the network is \${self.availability_zone}, expected one other than \${join(", ", [${first}])}; ` +
            "name all zones in availability_zones, those in use first and in this order.",
        },
      ],
      [
        {
          condition: `\${!contains([${first}, ${second}], self.availability_zone)}`,
          error_message:
            `Zone 3 of the network is \${self.availability_zone}, expected one other than ` +
            `\${join(", ", [${first}, ${second}])}; name all zones in availability_zones, those in use first and in this order.`,
        },
      ],
    ]);
  });
});

describe("zones", () => {
  test("are looked up without local zones and those without EKS, and only while none are given", () => {
    const resources = synthResources(withVariable);
    const count = "${(length(var.availability_zones) > 0) ? 0 : 1}";

    expect(resources(DataAwsAvailabilityZones)).toEqual([
      {
        count,
        state: "available",
        filter: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
        exclude_zone_ids: ["use1-az3", "usw1-az2", "cac1-az3"],
      },
    ]);
    expect(resources(DataAwsEc2InstanceTypeOfferings)).toEqual([
      {
        count,
        location_type: "availability-zone",
        filter: [{ name: "instance-type", values: ["c6a.4xlarge"] }],
      },
    ]);
  });

  test("are those given, else those that offer the instance type, by name", () => {
    const usable = "data.aws_availability_zones.network_availability_zones_usable[*].names";
    const offering = "data.aws_ec2_instance_type_offerings.network_availability_zones_offering[*].locations";

    expect(synthStack(withVariable)).toHaveProperty("locals", {
      network_availability_zones_chosen: `\${sort(setintersection(flatten(${usable}), flatten(${offering})))}`,
      network_availability_zones_names:
        "${(length(var.availability_zones) > 0) ? distinct(var.availability_zones) : local.network_availability_zones_chosen}",
    });
    expect(synthStack((stack) => network(stack, { availabilityZones: ["eu-central-1b", "eu-central-1a"] }))).toEqual(
      expect.objectContaining({
        locals: expect.objectContaining({
          network_availability_zones_names:
            '${(length(["eu-central-1b", "eu-central-1a"]) > 0) ? distinct(["eu-central-1b", "eu-central-1a"]) : local.network_availability_zones_chosen}',
        }),
      }),
    );
  });

  test("must be enough, given or chosen, before anything is made", () => {
    expect(synthResources(withVariable)(Vpc)).toEqual([
      expect.objectContaining({
        lifecycle: {
          precondition: [
            {
              condition: "${!(length(var.availability_zones) > 0) || length(distinct(var.availability_zones)) >= 3}",
              error_message:
                "availability_zones is ${jsonencode(var.availability_zones)}, expected at least 3 different zones; " +
                "name more, or leave it empty to have them chosen.",
            },
            {
              condition:
                "${(length(var.availability_zones) > 0) || length(local.network_availability_zones_chosen) >= 3}",
              error_message:
                "The zones that offer c6a.4xlarge and EKS are ${jsonencode(local.network_availability_zones_chosen)}, " +
                "expected at least 3; choose another instance type or region, ask for fewer zones in the deployment " +
                "file, or name the zones in availability_zones.",
            },
          ],
        },
      }),
    ]);
  });

  test.each([
    [1, "at least 2"],
    [7, "at most 6"],
    [2.5, "3"],
  ])("rejects zoneCount %p", (zoneCount, fix) => {
    expect(() => resourcesOf({ zoneCount })).toThrow(
      `test/Network: \`zoneCount\` is ${zoneCount}, expected a whole number of Availability Zones from 2 to 6; set it to ${fix}`,
    );
  });

  test("rejects a zoneCount that is not known at synth", () => {
    expect(() =>
      synthStack((stack) =>
        network(stack, { zoneCount: new TerraformVariable(stack, "zones", { type: "number" }).numberValue }),
      ),
    ).toThrow(
      'test/Network: `zoneCount` is "a token", expected a number known at synth; set it in the deployment file',
    );
  });
});
