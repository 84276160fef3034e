import { LOG_RETENTION_DAYS } from "../../modules/core";
import { VPC_PREFIX } from "../../modules/network";
import { defineVariables } from "../terraform/variables";

const isNetwork = "can(cidrnetmask(var.vpc_cidr)) && try(cidrsubnet(var.vpc_cidr, 0, 0) == var.vpc_cidr, false)";
const prefix = 'tonumber(split("/", var.vpc_cidr)[1])';

/** Variables of a network that is made here. */
export const networkVariables = defineVariables({
  section: "Network",
  when: "network.mode: create",
  variables: {
    vpcCidr: {
      type: "string",
      description:
        "IPv4 network of the VPC, /16 to /21. Pods take their addresses from it. It stays: AWS moves neither a cluster nor a database to another VPC.",
      default: "10.0.0.0/16",
      rules: [
        {
          condition: isNetwork,
          expected: "an IPv4 network given by its first address, such as 10.0.0.0/16",
          fix: "write the first address of the network, a slash and the size",
        },
        {
          condition: `!(${isNetwork}) || try(${prefix} >= ${VPC_PREFIX.min} && ${prefix} <= ${VPC_PREFIX.max}, false)`,
          expected: `a size from /${VPC_PREFIX.min} to /${VPC_PREFIX.max}`,
          fix: "take /16 if you can; AWS allows no larger one, and no load balancer fits into a smaller one than /21",
        },
      ],
    },
    availabilityZones: {
      type: "list(string)",
      description:
        "Availability Zones to use, in order; as many as the deployment file asks for. Empty: the first that EKS can use and that offer the instance type of the nodes. A change concerns new zones only.",
      default: [],
      example: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
      rules: [
        {
          condition:
            'alltrue([for zone in var.availability_zones : can(regex("^[a-z]{2}(-[a-z]+)+-[0-9][a-z]$", zone))])',
          expected: "names of Availability Zones",
          fix: "write them as the console shows them, such as eu-central-1a; local zones cannot be used",
        },
        {
          condition: "alltrue([for zone in var.availability_zones : startswith(zone, var.region)])",
          expected: "zones of the region",
          fix: "name zones of the region in `region`",
        },
        {
          condition: "length(distinct(var.availability_zones)) == length(var.availability_zones)",
          expected: "each zone once",
          fix: "remove the repeated one",
        },
      ],
    },
    flowLogRetentionDays: {
      type: "number",
      description: "Days for which the record of connections in the VPC is kept.",
      default: 90,
      rules: [
        {
          condition: `contains([${LOG_RETENTION_DAYS.join(", ")}], var.flow_log_retention_days)`,
          expected: `one of ${LOG_RETENTION_DAYS.join(", ")}`,
          fix: "take the next larger one; CloudWatch Logs allows no other",
        },
      ],
    },
  },
});
