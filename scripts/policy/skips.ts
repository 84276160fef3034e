import type { Skip } from "./judge";

/** Plans of examples with `protection: false`, which the example says of itself. */
const unprotected = ["fleet-staging-infrastructure", "trial-infrastructure"];

/** Checks that do not apply, each with its reason. An address that nothing fails for is one too many. */
export const skips: readonly Skip[] = [
  {
    check: "CKV_AWS_18",
    addresses: ["aws_s3_bucket.bucket"],
    reason:
      "Only Package Manager's role reads it, and the load balancer logs who asked Package Manager for what. Who needs each request to S3 turns on CloudTrail's data events for the account.",
  },
  {
    check: "CKV_AWS_18",
    addresses: ["aws_s3_bucket.access_logs"],
    reason: "It holds the load balancer's logs; a log of who wrote logs there would need a bucket of its own.",
  },
  {
    check: "CKV_AWS_145",
    addresses: ["aws_s3_bucket.access_logs"],
    reason:
      "Load balancers deliver to buckets with SSE-S3 only. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html",
  },
  {
    check: "CKV_AWS_144",
    addresses: ["aws_s3_bucket.bucket", "aws_s3_bucket.access_logs"],
    reason:
      "Packages can be synced again, and versions bring back what was overwritten. A second region is a choice of who pays for it.",
  },
  {
    check: "CKV2_AWS_62",
    addresses: ["aws_s3_bucket.bucket", "aws_s3_bucket.access_logs"],
    reason: "Nobody listens: Package Manager knows what it wrote, and logs are read when somebody asks.",
  },
  {
    check: "CKV2_AWS_28",
    addresses: ["aws_lb.load_balancer"],
    reason:
      "The reference architecture has no WAF: allowed_cidrs names who may connect. loadBalancer.waf: true adds one, and the shapes of the tests have it.",
  },
  {
    check: "CKV2_AWS_23",
    addresses: ["aws_route53_record.load_balancer_alias_record"],
    plans: ["shared-alb-infrastructure"],
    reason: "The load balancer that the record leads to exists outside of the plan.",
  },
  {
    check: "CKV_AWS_378",
    addresses: ["aws_lb_target_group.load_balancer_target_group"],
    plans: ["shared-alb-infrastructure"],
    reason:
      "As the reference page has it, TLS ends at the load balancer; from there requests stay inside the VPC, and security groups admit only that load balancer.",
  },
  {
    check: "CKV2_AWS_57",
    addresses: [
      "aws_secretsmanager_secret.database_master_password",
      "aws_secretsmanager_secret.database_password",
      "aws_secretsmanager_secret.license",
    ],
    reason:
      "Pods hold a copy, which a rotation by AWS would leave behind. Raising database_password_revision or license_revision changes value and copy together.",
  },
  {
    check: "CKV2_AWS_57",
    addresses: ["aws_secretsmanager_secret.encryption_key"],
    reason: "What it encrypted would be unreadable: docs/adr/0003-encryption-key-is-written-once.md.",
  },
  {
    check: "CKV_AWS_161",
    addresses: ["aws_db_instance.database"],
    reason: "Package Manager logs in with a password; it knows no IAM tokens.",
  },
  {
    check: "CKV_AWS_338",
    addresses: ["aws_cloudwatch_log_group.cluster_log_group", "aws_cloudwatch_log_group.network_flow_logs_log_group"],
    reason:
      "How long logs are kept is a variable of each log group, since it depends on rules of the organization and costs money.",
  },
  {
    check: "CKV_AWS_150",
    addresses: ["aws_lb.load_balancer"],
    plans: unprotected,
    reason: "The example says protection: false, so that it can be destroyed at once.",
  },
  {
    check: "CKV_AWS_293",
    addresses: ["aws_db_instance.database"],
    plans: unprotected,
    reason: "The example says protection: false, so that it can be destroyed at once.",
  },
  {
    check: "CKV_AWS_157",
    addresses: ["aws_db_instance.database"],
    plans: ["trial-infrastructure"],
    reason: "The trial is not highly available, and its first lines say so.",
  },
  {
    check: "CKV_AWS_39",
    addresses: ["aws_eks_cluster.cluster"],
    plans: ["trial-infrastructure"],
    reason:
      "The trial is reached without a VPN: for the addresses in cluster_public_access_cidrs only, which cannot be 0.0.0.0/0.",
  },
];
