import { type VariableRule, defineVariables } from "../terraform/variables";

const section = "Network";

const subnetRules = (name: string): VariableRule[] => [
  {
    condition: `alltrue([for id in var.${name} : can(regex("^subnet-([0-9a-f]{8}|[0-9a-f]{17})$", id))])`,
    expected: "ids such as subnet-0a1b2c3d4e5f67890",
    fix: "copy them from the VPC console",
  },
  {
    condition: `length(distinct(var.${name})) == length(var.${name}) && length(var.${name}) >= 2`,
    expected: "two or more different subnets",
    fix: "name one in each of two or more Availability Zones",
  },
];

/** Variable of a network that exists. */
export const vpcVariables = defineVariables({
  section,
  when: "network.mode: existing",
  variables: {
    vpcId: {
      type: "string",
      description: "VPC that everything is in. Changing it replaces nearly everything.",
      example: "vpc-0a1b2c3d4e5f67890",
      rules: [
        {
          condition: 'can(regex("^vpc-([0-9a-f]{8}|[0-9a-f]{17})$", var.vpc_id))',
          expected: "an id such as vpc-0a1b2c3d4e5f67890",
          fix: "copy it from the VPC console",
        },
      ],
    },
  },
});

/** Variable of the subnets for what must not be reached from outside. */
export const privateSubnetVariables = defineVariables({
  section,
  when: "network.mode: existing, and something made here is in private subnets",
  variables: {
    privateSubnetIds: {
      type: "list(string)",
      description: "Private subnets of the VPC, one in each of two or more zones, with a way to the internet.",
      example: ["subnet-0a1b2c3d4e5f67890", "subnet-0a1b2c3d4e5f67891", "subnet-0a1b2c3d4e5f67892"],
      rules: subnetRules("private_subnet_ids"),
    },
  },
});

/** Variable of the subnets for an internet-facing load balancer. */
export const publicSubnetVariables = defineVariables({
  section,
  when: "network.mode: existing, and an internet-facing load balancer made here",
  variables: {
    publicSubnetIds: {
      type: "list(string)",
      description: "Public subnets of the VPC, one in each of two or more zones, routed to an internet gateway.",
      example: ["subnet-0b1b2c3d4e5f67890", "subnet-0b1b2c3d4e5f67891", "subnet-0b1b2c3d4e5f67892"],
      rules: subnetRules("public_subnet_ids"),
    },
  },
});

/** Variable of the subnets of a database. */
export const databaseSubnetVariables = defineVariables({
  section,
  when: "network.databaseSubnets: own, and a database made here",
  variables: {
    databaseSubnetIds: {
      type: "list(string)",
      description: "Subnets of the VPC for the database, one in each of two or more zones.",
      example: ["subnet-0c1b2c3d4e5f67890", "subnet-0c1b2c3d4e5f67891"],
      rules: subnetRules("database_subnet_ids"),
    },
  },
});
