import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { policyDocument } from "../core";
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
    const role = new IamRole(this, "Role", {
      name: `${props.name}-flow-logs`,
      path: props.iamPath,
      permissionsBoundary: props.permissionsBoundaryArn,
      assumeRolePolicy: policyDocument(this, "TrustPolicy", [
        {
          sid: "AllowFlowLogsOfAccount",
          principals: [{ type: "Service", identifiers: ["vpc-flow-logs.amazonaws.com"] }],
          actions: ["sts:AssumeRole"],
          resources: [],
          conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [props.accountId] }],
        },
      ]),
    });
    const policy = new IamRolePolicy(this, "RolePolicy", {
      name: "write-logs",
      role: role.id,
      policy: policyDocument(this, "RolePolicyDocument", [
        {
          sid: "WriteLogs",
          actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          resources: [`${logGroup.arn}:*`],
        },
      ]),
    });
    new FlowLog(this, "Resource", {
      vpcId: props.vpcId,
      trafficType: "ALL",
      logDestination: logGroup.arn,
      iamRoleArn: role.arn,
      tags: { Name: props.name },
      dependsOn: [policy],
    });
  }
}
