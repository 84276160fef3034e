import type { Part } from "../inspect/parts";
import type { Block } from "../inspect/terraform-json";
import { numberAt, type ResolvedSizes } from "./resolved-sizes";

/** Something that AWS charges for. */
export interface Charge {
  readonly part: Part;
  readonly what: string;
  /** Name in the table of prices. */
  readonly price: string;
  /** How many units, without hours; undefined when it is known at plan only. */
  readonly count?: number;
  /** Further factors, such as GiB of each. */
  readonly times?: readonly number[];
  /** The amount depends on use, which nobody here knows. */
  readonly byUse?: boolean;
}

/** Everything that a deployment makes and AWS charges for, read from its stacks. */
export function charges(sizes: ResolvedSizes): Charge[] {
  return [
    ...network(sizes),
    ...cluster(sizes),
    ...database(sizes),
    ...bucket(sizes),
    ...backups(sizes),
    ...loadBalancer(sizes),
    ...some("secrets", "Secrets", "secret", sizes.all("aws_secretsmanager_secret").length),
    ...some(
      "keys",
      "Customer keys; rotation adds $1 in each of the first two years",
      "kms key",
      sizes.all("aws_kms_key").length,
    ),
    ...monitoring(sizes),
    ...logs(sizes),
  ];
}

function some(part: Part, what: string, price: string, count: number | undefined): Charge[] {
  return count === 0 ? [] : [{ part, what, price, count }];
}

function byUse(part: Part, what: string, price: string, when: boolean): Charge[] {
  return when ? [{ part, what, price, byUse: true }] : [];
}

function network(sizes: ResolvedSizes): Charge[] {
  const gateways = sizes.all("aws_nat_gateway").length;
  const endpoints = sizes.all("aws_vpc_endpoint").filter(({ body }) => body.vpc_endpoint_type === "Interface");
  const zones = members(endpoints, "subnet_ids");
  return [
    ...some("network", "NAT gateways", "nat-gateway", gateways),
    ...some("network", "Public addresses of the NAT gateways", "public-ipv4", sizes.all("aws_eip").length),
    ...byUse("network", "Data through the NAT gateways", "nat-gateway data", gateways > 0),
    ...some("network", `Interface endpoints, ${endpoints.length}, each in every zone`, "vpc-endpoint", zones),
    ...byUse("network", "Data through the endpoints", "vpc-endpoint data", endpoints.length > 0),
  ];
}

function cluster(sizes: ResolvedSizes): Charge[] {
  const groups = sizes.all("aws_eks_node_group");
  return [
    ...some("cluster", "Control plane", "eks cluster", sizes.all("aws_eks_cluster").length),
    ...groups.flatMap(({ body }): Charge[] => {
      const [type] = Array.isArray(body.instance_types) ? body.instance_types : [];
      const count = numberAt(body, "scaling_config.min_size");
      const most = numberAt(body, "scaling_config.max_size");
      const disk = numberAt(sizes.first("aws_launch_template"), "block_device_mappings.ebs.volume_size");
      const upTo = most !== count && most !== undefined ? `; up to ${most} when they autoscale` : "";
      return [
        { part: "cluster", what: `Nodes, ${String(type)}${upTo}`, price: `ec2 ${String(type)}`, count },
        {
          part: "cluster",
          what: "Disks of the nodes, gp3",
          price: "ebs gp3",
          count,
          times: disk === undefined ? [] : [disk],
        },
      ];
    }),
  ];
}

function database(sizes: ResolvedSizes): Charge[] {
  return sizes.all("aws_db_instance").flatMap(({ body }): Charge[] => {
    const instanceClass = String(body.instance_class);
    const servers = typeof body.multi_az === "boolean" ? (body.multi_az ? 2 : 1) : undefined;
    const storage = numberAt(body, "allocated_storage");
    const zones = servers === 2 ? " and its standby" : "";
    return [
      {
        part: "database",
        what: `Server${zones}, ${instanceClass}`,
        price: `rds-postgresql ${instanceClass}`,
        count: servers,
      },
      {
        part: "database",
        what: `Storage${servers === 2 ? ", twice" : ""}, gp3`,
        price: "rds gp3",
        count: storage === undefined ? undefined : servers,
        times: storage === undefined ? [] : [storage],
      },
      ...byUse(
        "database",
        "CPU beyond the credits of a burstable class",
        "rds cpu-credits",
        /^db\.t/.test(instanceClass),
      ),
    ];
  });
}

function bucket(sizes: ResolvedSizes): Charge[] {
  return byUse(
    "bucket",
    "Packages and metadata in S3, requests beside",
    "s3 standard",
    sizes.first("aws_s3_bucket") !== undefined,
  );
}

function backups(sizes: ResolvedSizes): Charge[] {
  const vaults = sizes.all("aws_backup_vault").length;
  return [
    ...byUse("backups", "Backups of the server by AWS Backup, what changed each", "backup rds", vaults > 0),
    ...byUse("backups", "Backups of the bucket by AWS Backup, what changed each", "backup s3", vaults > 0),
    ...byUse("backups", "Copies in the other region, once more what the backups take", "backup s3", vaults > 1),
    ...byUse("backups", "What goes there", "backup transfer", vaults > 1),
  ];
}

function loadBalancer(sizes: ResolvedSizes): Charge[] {
  const balancers = sizes.all("aws_lb");
  const open = balancers.filter(({ body }) => body.internal === false);
  const addresses = members(open, "subnets");
  const firewalls = sizes.all("aws_wafv2_web_acl");
  const rules = members(firewalls, "rule");
  return [
    ...some("loadBalancer", "Load balancer", "alb", balancers.length),
    ...some("loadBalancer", "Its public addresses, at least one a zone", "public-ipv4", addresses),
    ...byUse("loadBalancer", "Capacity units: connections, bytes and rules", "alb lcu", balancers.length > 0),
    ...some("loadBalancer", "Web application firewall", "waf web-acl", firewalls.length),
    ...some("loadBalancer", "Its rules", "waf rule", rules),
    ...byUse("loadBalancer", "Requests that it inspects", "waf requests", firewalls.length > 0),
    ...byUse("loadBalancer", "What clients download over the internet", "data-transfer out", open.length > 0),
  ];
}

function monitoring(sizes: ResolvedSizes): Charge[] {
  const alarms = sizes.all("aws_cloudwatch_metric_alarm").filter(({ body }) => body.count !== 0);
  const insights = sizes.all("aws_eks_addon").some(({ body }) => body.addon_name === "amazon-cloudwatch-observability");
  const dashboards = sizes.all("aws_cloudwatch_dashboard").length;
  return [
    ...some("monitoring", "Alarms", "cloudwatch alarm", alarms.length),
    ...byUse("monitoring", "Dashboard, beyond the first three of an account", "cloudwatch dashboard", dashboards > 0),
    ...byUse("monitoring", "Container Insights, by what it observes", "cloudwatch observations", insights),
  ];
}

function logs(sizes: ResolvedSizes): Charge[] {
  const groups: Block[] = sizes.all("aws_cloudwatch_log_group");
  return byUse("other", `Logs, in ${groups.length} groups`, "logs ingested", groups.length > 0);
}

/** How many members the lists of all blocks have together; undefined where one is known at plan only. */
function members(blocks: readonly Block[], list: string): number | undefined {
  const lists = blocks.map(({ body }) => body[list]);
  return lists.every((one) => Array.isArray(one)) ? lists.flat().length : undefined;
}
