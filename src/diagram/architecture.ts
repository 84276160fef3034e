import { at } from "../inspect/terraform-json";
import type { Block, Stacks } from "../inspect/terraform-json";
import type { Synthesized } from "../inspect/synthesized";
import { readFlows, type Flow } from "./flows";
import { item, type Network, readNetwork, type TierName, tierOf } from "./network";
import { type Item, known, lines, Reading, refersTo, shown } from "./reading";
import { readServices } from "./services";

/** All that a picture shows, without where. */
export interface Architecture {
  readonly region?: string;
  readonly clients?: Item;
  readonly internet?: Item;
  readonly network: Network;
  readonly loadBalancer?: LoadBalancer;
  readonly nodes?: Nodes;
  readonly pods?: Pods;
  readonly database?: Database;
  readonly bucket?: Item;
  /** What a region offers outside of the network. */
  readonly services: readonly Item[];
  readonly request: Flow;
  readonly sync: Flow;
}

export interface LoadBalancer {
  readonly item: Item;
  readonly isInternal: boolean;
  /** Listeners, rules, firewall, target group. */
  readonly parts: readonly Item[];
  readonly tier?: TierName;
}

export interface Nodes {
  readonly item: Item;
  /** `c6a.4xlarge` */
  readonly instanceType?: string;
  /** How many there are at the start. */
  readonly count?: number;
  readonly tier?: TierName;
}

export interface Pods {
  readonly item: Item;
  readonly replicas: number;
  /** Pods that serve the cluster: the load balancer controller. */
  readonly others: readonly Item[];
}

export interface Database {
  readonly item: Item;
  readonly standby?: Item;
  readonly tier?: TierName;
}

/** Reads the picture's contents off the stacks. */
export function readArchitecture(stacks: Stacks, inputs: Synthesized["inputs"]): Architecture {
  const reading = new Reading(stacks, inputs);
  const parts = {
    network: readNetwork(reading),
    loadBalancer: readLoadBalancer(reading),
    nodes: readNodes(reading),
    pods: readPods(reading),
    database: readDatabase(reading),
    bucket: readBucket(reading),
  };
  const url = known(at(reading.values, "config.Server.Address"));
  return {
    region: reading.region,
    clients: parts.loadBalancer && actor("clients", "Clients", url),
    internet: parts.pods && actor("internet", "Package sources", "Posit Package Service, Git repositories"),
    ...parts,
    services: readServices(reading),
    ...readFlows(reading, parts),
  };
}

function actor(icon: Item["icon"], title: string, detail: string | undefined): Item {
  return { icon, title, details: lines(detail), yours: false, addresses: [] };
}

function readLoadBalancer(reading: Reading): LoadBalancer | undefined {
  const own = reading.all("aws_lb")[0];
  const found = own ?? reading.all("data.aws_lb")[0];
  const listeners = [...reading.all("aws_lb_listener"), ...reading.all("data.aws_lb_listener")];
  const rules = reading.all("aws_lb_listener_rule");
  const firewall = reading.all("aws_wafv2_web_acl");
  const groups = [...reading.all("aws_lb_target_group"), ...reading.all("data.aws_lb_target_group")];
  if (!found) return undefined;
  const scheme = own && (own.body.internal === true ? "internal" : "internet-facing");
  return {
    item: item("loadBalancer", "Application Load Balancer", found, lines(scheme)),
    isInternal: own?.body.internal === true,
    parts: [
      ...firewall.map((block) => item("firewall", "WAF", block)),
      ...listeners.map((block) => item("listener", listenerTitle(block), block)),
      ...rules.map((block) => item("listener", "Rule by host name", block)),
      ...groups.map((block) => item("target", targetTitle(block), block)),
    ],
    tier: tierOf(reading, own?.body.subnets),
  };
}

function listenerTitle({ body }: Block): string {
  const protocol = known(body.protocol);
  const here = protocol ? `${protocol} ${known(body.port) ?? ""}`.trim() : "Listener";
  const redirect = known(at(body, "default_action.redirect.port"));
  return redirect ? `${here} → ${redirect}` : here;
}

function targetTitle({ body }: Block): string {
  const port = known(body.port);
  return port ? `Targets: ${body.target_type === "instance" ? "nodes" : "pods"}, ${port}` : "Target group";
}

function readNodes(reading: Reading): Nodes | undefined {
  const group = reading.all("aws_eks_node_group")[0];
  if (group) {
    const { body } = group;
    const [least, most] = [at(body, "scaling_config.min_size"), at(body, "scaling_config.max_size")].map(known);
    const instanceType = known(Array.isArray(body.instance_types) ? body.instance_types[0] : undefined);
    const many = least === most ? least : `${least}–${most}`;
    return {
      item: item("node", "EKS node group", group, lines([many, instanceType].filter(Boolean).join(" × "))),
      instanceType,
      count: Number(known(at(body, "scaling_config.desired_size")) ?? least),
      tier: tierOf(reading, body.subnet_ids),
    };
  }
  // A brought cluster: Terraform knows its nodes by their type and number only.
  const type = reading.find("data.aws_ec2_instance_type", "cluster_node_type");
  if (!type || !reading.find("data.aws_eks_cluster", "cluster")) return undefined;
  const count = known(reading.handover("node_count"));
  const instanceType = known(type.body.instance_type);
  return {
    item: item("node", "Nodes of the cluster", type, lines([count, instanceType].filter(Boolean).join(" × "))),
    instanceType,
    ...(count && { count: Number(count) }),
    tier: reading.find("data.aws_subnet", "network_private") && "private",
  };
}

function readPods(reading: Reading): Pods | undefined {
  const release = reading.release("rstudio-pm");
  if (!release) return undefined;
  const replicas = Number(known(at(reading.values, "replicas")) ?? 1);
  const controller = reading.release("aws-load-balancer-controller");
  const namespace = known(at(reading.all("kubernetes_namespace_v1")[0]?.body, "metadata.name"));
  return {
    item: item("pod", "rstudio-pm", release, lines(namespace && `in ${namespace}`)),
    replicas,
    others: controller ? [item("pod", "aws-load-balancer-controller", controller)] : [],
  };
}

function readDatabase(reading: Reading): Database | undefined {
  const own = reading.all("aws_db_instance")[0];
  if (own) {
    const { body } = own;
    const group = reading.all("aws_db_subnet_group")[0];
    const storage = known(body.allocated_storage);
    const version = known(body.engine_version);
    const details = lines(
      [`RDS ${known(body.instance_class) ?? ""}`.trim(), storage && `${storage} GiB ${known(body.storage_type) ?? ""}`]
        .filter(Boolean)
        .join(", "),
    );
    return {
      item: item("database", `PostgreSQL ${version ?? ""}`.trim(), own, details),
      ...(body.multi_az === true && {
        standby: item("database", "Standby", own, ["in another zone, Multi-AZ"]),
      }),
      tier: tierOf(reading, group?.body.subnet_ids),
    };
  }
  // A brought server has no block: its address is in the values of the chart.
  const release = reading.release("rstudio-pm");
  const host = /@([^:/]+):\d+\//.exec(known(at(reading.values, "config.Postgres.URL")) ?? "")?.[1];
  if (!release || !host) return undefined;
  return { item: { ...item("database", "PostgreSQL", release, [host]), yours: true } };
}

function readBucket(reading: Reading): Item | undefined {
  const found = reading.find("aws_s3_bucket", "bucket") ?? reading.find("data.aws_s3_bucket", "bucket");
  if (!found) return undefined;
  const own = (type: string) => reading.all(type).find((block) => block.name.startsWith("bucket_"))?.body;
  const encryption = own("aws_s3_bucket_server_side_encryption_configuration");
  const key = reading.all("aws_kms_key").find(({ address }) => refersTo(encryption, address));
  const versioned = at(own("aws_s3_bucket_versioning"), "versioning_configuration.status") === "Enabled";
  return item(
    "bucket",
    "S3 for packages",
    found,
    lines(
      shown(found.body.bucket)?.replace(/(?<=\u2026)-.*/, ""),
      [key && "SSE-KMS", versioned && "versioned"].filter(Boolean).join(", "),
    ),
  );
}
