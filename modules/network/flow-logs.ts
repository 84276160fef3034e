import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { Construct } from "constructs";
import { type PolicyStatement, ServiceRole } from "../core";
import type { IEncryptionKey } from "../encryption-key";

export interface FlowLogsProps {
  readonly vpcId: string;
  /** Starts the names of log group and role. */
  readonly name: string;
  /** Account that the network is in. */
  readonly accountId: string;
  /** Must admit CloudWatch Logs. */
  readonly logsKey: IEncryptionKey;
  readonly retentionDays: number;
  /** Path of the role. @default "/" */
  readonly iamPath?: string;
  /** ARN of the policy that bounds the role. @default - none */
  readonly permissionsBoundaryArn?: string;
  /** Existing role that writes the logs. @default - a role is made */
  readonly roleArn?: string;
}

/** Defines a record of all connections in a VPC, accepted or rejected, in an encrypted log group. */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);

    const logGroup = new CloudwatchLogGroup(this, "LogGroup", {
      name: `/aws/vpc/${props.name}/flow-logs`,
      retentionInDays: props.retentionDays,
      kmsKeyId: props.logsKey.keyArn,
    });
    const role = ServiceRole.define(this, "Role", {
      roleArn: props.roleArn,
      name: `${props.name}-flow-logs`,
      iamPath: props.iamPath,
      permissionsBoundaryArn: props.permissionsBoundaryArn,
      trust: trustOf(props.accountId),
      trustDocument: { scope: this, id: "TrustPolicy" },
      inlinePolicies: {
        Policy: {
          name: "write-logs",
          statements: [
            {
              sid: "WriteLogs",
              actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
              resources: [`${logGroup.arn}:*`],
            },
          ],
        },
      },
    });
    new FlowLog(this, "Resource", {
      vpcId: props.vpcId,
      trafficType: "ALL",
      logDestination: logGroup.arn,
      iamRoleArn: role.arn,
      tags: { Name: props.name },
      dependsOn: role.dependencies,
    });
  }
}

function trustOf(accountId: string): PolicyStatement {
  return {
    sid: "AllowFlowLogsOfAccount",
    principals: [{ type: "Service", identifiers: ["vpc-flow-logs.amazonaws.com"] }],
    actions: ["sts:AssumeRole"],
    resources: [],
    conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [accountId] }],
  };
}
