import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import {
  type PolicyStatement,
  type RoleSettings,
  ServiceRole,
  type WorkloadIdentity,
  defineAssociation,
  requireLogRetentionDays,
  serviceAccountTrust,
} from "../core";
import type { IEncryptionKey } from "../encryption-key";
import { AddOn } from "./add-on";

export interface ContainerInsightsProps extends RoleSettings {
  readonly clusterName: string;
  readonly kubernetesVersion: string;
  /** Version of the add-on. Null at plan takes the newest that fits the cluster. */
  readonly version: string;
  /** How pods get AWS permissions in the cluster. */
  readonly identity: WorkloadIdentity;
  /** Name of the agent's role, 1 to 64 characters, unique in the account. Changing it replaces the role. */
  readonly roleName: string;
  /** Existing role of the agent. @default - a role is made */
  readonly roleArn?: string;
  /** Encrypts the log groups; its policy must admit CloudWatch Logs. */
  readonly logsKey: IEncryptionKey;
  /** Days for which logs of pods and nodes are kept; one of the numbers that CloudWatch Logs knows, such as 90. */
  readonly logRetentionDays: number;
  /** The nodes: the add-on is degraded until it finds one. */
  readonly after: ITerraformDependable[];
}

/** What the add-on writes to, under `/aws/containerinsights/CLUSTER/`. Keys are ids. */
const LOGS = { Application: "application", Dataplane: "dataplane", Host: "host", Performance: "performance" };

/**
 * Defines CloudWatch Container Insights in a cluster: metrics of nodes and pods, and the logs of all pods, in encrypted
 * log groups that end.
 *
 * AWS charges by what is measured and logged: several USD a month for each node.
 *
 * @throws PropError when CloudWatch Logs cannot keep logs for so many days.
 */
export class ContainerInsights extends Construct {
  /** Log group of the pods. */
  readonly podLogGroupName: string;

  constructor(scope: Construct, id: string, props: ContainerInsightsProps) {
    super(scope, id);
    requireLogRetentionDays(this, "logRetentionDays", props.logRetentionDays);
    // The agents would make the groups themselves, unencrypted and without end.
    const group = (role: keyof typeof LOGS) =>
      new CloudwatchLogGroup(this, `${role}LogGroup`, {
        name: `/aws/containerinsights/${props.clusterName}/${LOGS[role]}`,
        kmsKeyId: props.logsKey.keyArn,
        retentionInDays: props.logRetentionDays,
      });
    const pods = group("Application");
    const groups = [pods, group("Dataplane"), group("Host"), group("Performance")];

    const serviceAccount = {
      identity: props.identity,
      namespace: "amazon-cloudwatch",
      serviceAccountName: "cloudwatch-agent",
    };
    const role = ServiceRole.define(this, "Role", {
      permissionsBoundaryArn: props.permissionsBoundaryArn,
      iamPath: props.iamPath,
      roleArn: props.roleArn,
      name: props.roleName,
      trust: serviceAccountTrust(serviceAccount),
      inlinePolicies: { Telemetry: { name: "telemetry", statements: telemetry(groups.map(({ arn }) => arn)) } },
    });
    const association = defineAssociation(role, serviceAccount, role.arn);
    new AddOn(this, "AddOn", {
      clusterName: props.clusterName,
      addOnName: "amazon-cloudwatch-observability",
      version: props.version,
      kubernetesVersion: props.kubernetesVersion,
      // It would change each pod behind a Service at its next start: init containers, and agents in the processes.
      configuration: { manager: { applicationSignals: { autoMonitor: { monitorAllServices: false } } } },
      roleArn: association ? undefined : role.arn,
      dependsOn: [...props.after, ...groups, ...role.dependencies, ...(association ? [association] : [])],
    });
    this.podLogGroupName = pods.name;
  }
}

/**
 * What the agents do, narrower than AWS's CloudWatchAgentServerPolicy: they write to these groups only, and measure under
 * these names only.
 */
function telemetry(groupArns: readonly string[]): PolicyStatement[] {
  return [
    {
      sid: "WriteLogs",
      // Fluent Bit asks for each group to be made, and goes on when it is there.
      actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources: groupArns.flatMap((arn) => [arn, `${arn}:*`]),
    },
    {
      sid: "Measure",
      actions: ["cloudwatch:PutMetricData"],
      // Has no resources; the name space is what can be limited.
      resources: ["*"],
      conditions: [
        { test: "StringEquals", variable: "cloudwatch:namespace", values: ["ContainerInsights", "CWAgent"] },
      ],
    },
    {
      sid: "KnowNodes",
      // Neither has resources.
      actions: ["ec2:DescribeTags", "ec2:DescribeVolumes"],
      resources: ["*"],
    },
  ];
}
