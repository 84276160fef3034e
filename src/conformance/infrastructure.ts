import { expectAt, same, type Rule, type View } from "./view";
import { at } from "../inspect/terraform-json";

const cluster = (view: View) => view.only("infrastructure", "aws_eks_cluster");
const nodes = (view: View) => view.only("infrastructure", "aws_eks_node_group");
const database = (view: View) => view.only("infrastructure", "aws_db_instance");
const loadBalancer = (view: View) => view.only("infrastructure", "aws_lb");

/** What the page asks of the AWS resources. */
export const infrastructureRules: readonly Rule[] = [
  {
    id: "eks-with-internet",
    quote:
      "Posit Package Manager can be configured to run on AWS in a Kubernetes cluster with EKS for a non-air-gapped environment.",
    check: (view) => {
      const gateways = view.all("infrastructure", "aws_nat_gateway").map(({ address }) => `\${${address}.id}`);
      const out = view
        .all("infrastructure", "aws_route")
        .filter(
          ({ body }) => body.destination_cidr_block === "0.0.0.0/0" && gateways.includes(String(body.nat_gateway_id)),
        );
      return [
        ...same("number of EKS clusters", view.all("infrastructure", "aws_eks_cluster").length, 1),
        ...same("private ways to the internet, one a zone", out.length, 3),
      ];
    },
  },
  {
    id: "zones",
    quote:
      "In this architecture, Package Manager can handle a large number of users and benefits from deploying across multiple availability zones.",
    check: (view) => same("zones of the nodes", view.zones(nodes(view).subnet_ids).length, 3),
  },
  {
    id: "load-balancer",
    quote: "- AWS Application Load Balancer (ALB) to route requests to the Posit Package Manager service.",
    check: (view) => {
      const forwards = view
        .all("infrastructure", "aws_lb_listener")
        .filter(({ body }) => at(body, "default_action.type") === "forward");
      return [
        ...expectAt(loadBalancer(view), { load_balancer_type: "application" }),
        ...same(
          "listeners that forward",
          forwards.map(({ body }) => at(body, "default_action.target_group_arn") ?? null),
          ["${aws_lb_target_group.load_balancer_target_group.arn}"],
        ),
        ...expectAt(view.only("infrastructure", "aws_lb_target_group"), { port: 4242, target_type: "ip" }),
      ];
    },
  },
  {
    id: "eks-manages-the-cluster",
    quote: "- AWS Elastic Kubernetes Service (EKS) to provision and manage the Kubernetes cluster.",
    check: (view) => same("cluster of the node group", nodes(view).cluster_name, cluster(view).name ?? null),
  },
  {
    id: "rds-postgresql",
    quote:
      "- AWS Relational Database Service (RDS) for PostgreSQL, serving as the application database for Posit Package Manager.",
    check: (view) => expectAt(database(view), { engine: "postgres" }),
  },
  {
    id: "s3-bucket",
    quote: "- AWS Simple Storage Service (S3) Posit Package Manager’s object storage.",
    check: (view) => {
      const name = at(view.values, "config.S3Storage.Bucket") ?? null;
      const buckets = view.all("infrastructure", "aws_s3_bucket").filter(({ body }) => body.bucket === name);
      return same("bucket of the chart's configuration", buckets.length, 1);
    },
  },
  {
    id: "eks-provisions",
    quote: "The Kubernetes cluster can be provisioned using AWS Elastic Kubernetes Service (EKS).",
    check: (view) => same("number of EKS clusters", view.all("infrastructure", "aws_eks_cluster").length, 1),
  },
  {
    id: "three-nodes",
    quote: "We recommend three worker nodes across multiple availability zones.",
    check: (view) => [
      ...expectAt(nodes(view), { "scaling_config.desired_size": 3 }),
      ...same("zones of the nodes", view.zones(nodes(view).subnet_ids).length, 3),
    ],
  },
  {
    id: "node-size",
    quote:
      "We have tested with c6a.4xlarge instances (16 vCPUs, 32 GiB Memory) for each of the nodes and can serve 30 million package installs per month, or 1 million package installs per day.",
    check: (view) => expectAt(nodes(view), { instance_types: ["c6a.4xlarge"] }),
  },
  {
    id: "no-autoscaling",
    quote: "This reference architecture does not assume autoscaling node groups.",
    check: (view) => expectAt(nodes(view), { "scaling_config.min_size": 3, "scaling_config.max_size": 3 }),
  },
  {
    id: "fixed-nodes",
    quote: "It assumes you have a fixed number of nodes within your node group.",
    check: (view) => [
      ...same("number of node groups", view.all("infrastructure", "aws_eks_node_group").length, 1),
      ...same(
        "changes of the number of nodes that Terraform would ignore",
        JSON.stringify(at(nodes(view), "lifecycle.ignore_changes") ?? []).includes("scaling_config"),
        false,
      ),
    ],
  },
  {
    id: "autoscaling-possible",
    otherShapes: true,
    quote: "However, it is safe for Posit Package Manager pods to run on auto-scaling nodes.",
    check: (_view, other) => {
      const scaling = at(nodes(other("private")), "scaling_config");
      const [min, max] = [Number(at(scaling, "min_size")), Number(at(scaling, "max_size"))];
      const ignored = JSON.stringify(at(nodes(other("private")), "lifecycle.ignore_changes") ?? []);
      return [
        ...same("min_size < max_size with nodes: autoscaling", min < max, true),
        ...same("desired size left to the autoscaler", ignored.includes("desired_size"), true),
      ];
    },
  },
  {
    id: "database-size",
    quote:
      "This configuration uses RDS with Postgres on a db.t3.xlarge instance with 100GB of storage and Multi-AZ enabled.",
    check: (view) =>
      expectAt(database(view), { instance_class: "db.t3.xlarge", allocated_storage: 100, multi_az: true }),
  },
  {
    id: "database-zones",
    quote:
      "Multi-AZ allows for the RDS instance to run in an active/passive configuration across 2 availability zones, with auto-failover when the primary instance goes down.",
    check: (view) => {
      const zones = view.zones(view.only("infrastructure", "aws_db_subnet_group").subnet_ids).length;
      return same("two zones or more for the database", zones >= 2, true);
    },
  },
  {
    id: "empty-database",
    quote:
      "The RDS instance should be configured with an empty Postgres database for the Posit Package Manager metadata.",
    check: (view) => [
      ...same("name of the database", typeof database(view).db_name, "string"),
      ...same("database that the chart's configuration names", databaseInUrl(view), database(view).db_name ?? null),
      ...["snapshot_identifier", "replicate_source_db", "restore_to_point_in_time"].flatMap((source) =>
        same(source, database(view)[source] ?? null, null),
      ),
    ],
  },
  {
    id: "kms",
    otherShapes: true,
    quote: "S3 can also be used with KMS for client-side encryption.",
    check: (_view, other) => {
      const view = other("ownCertificate");
      const settings = JSON.stringify(at(view.values, "config") ?? {});
      const keys = view
        .all("infrastructure", "aws_kms_key")
        .filter(({ address }) => settings.includes(`\${${address}.arn}`));
      const statements = JSON.stringify(view.all("infrastructure", "data.aws_iam_policy_document"));
      const granted = keys.filter(({ address }) =>
        statements.includes(`"kms:Decrypt"],"effect":"Allow","resources":["\${${address}.arn}"]`),
      );
      return [
        ...same("KMS keys in the configuration with clientSideEncryption", keys.length, 1),
        ...same("KMS keys in the configuration that a role may use", granted.length, 1),
      ];
    },
  },
  {
    id: "private-cluster-public-load-balancer",
    quote:
      "Posit Package Manager should be deployed in a EKS cluster with the control plane and node group in a private subnet with ingress using an Application Load Balancer in a public subnet.",
    check: (view) => [
      ...expectAt(cluster(view), {
        "vpc_config.endpoint_private_access": true,
        "vpc_config.endpoint_public_access": false,
      }),
      ...same(
        "subnets of the control plane",
        view.subnetKinds(at(cluster(view), "vpc_config.subnet_ids")),
        threeTimes("private"),
      ),
      ...same("subnets of the nodes", view.subnetKinds(nodes(view).subnet_ids), threeTimes("private")),
      ...same("subnets of the load balancer", view.subnetKinds(loadBalancer(view).subnets), threeTimes("public")),
      ...expectAt(loadBalancer(view), { internal: false }),
    ],
  },
  {
    id: "everything-in-several-zones",
    quote: "This should run across multiple availability zones.",
    check: (view) => [
      ...same("zones of the control plane", view.zones(at(cluster(view), "vpc_config.subnet_ids")).length, 3),
      ...same("zones of the nodes", view.zones(nodes(view).subnet_ids).length, 3),
      ...same("zones of the load balancer", view.zones(loadBalancer(view).subnets).length, 3),
    ],
  },
];

function threeTimes(kind: string): string[] {
  return [kind, kind, kind];
}

function databaseInUrl(view: View): string | undefined {
  return /^postgres:\/\/[^/]+\/([^?]+)/.exec(String(at(view.values, "config.Postgres.URL")))?.[1];
}
