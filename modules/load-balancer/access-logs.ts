import type { ITerraformDependable } from "cdktf";
import type { PolicyStatement } from "../core";

/** A bucket that takes access logs. It must use SSE-S3: the service that delivers them can use no customer key. */
export interface IAccessLogBucket {
  readonly bucketName: string;
  readonly bucketArn: string;
  /** What the load balancer must wait for: AWS writes a test object when access logs are turned on. */
  readonly policy: ITerraformDependable;
  /** Adds statements to the bucket's policy. */
  addToPolicy(statements: readonly PolicyStatement[]): void;
}

/**
 * Lets Elastic Load Balancing deliver the access logs of one account. This principal serves every region; the accounts
 * per region that older policies name are not needed.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
export function accessLogDelivery(bucketArn: string, accountId: string): PolicyStatement {
  return {
    sid: "DeliverAccessLogs",
    principals: [{ type: "Service", identifiers: ["logdelivery.elasticloadbalancing.amazonaws.com"] }],
    actions: ["s3:PutObject"],
    resources: [`${bucketArn}/AWSLogs/${accountId}/*`],
  };
}
