import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import { policyDocument } from "../core";

export interface S3EndpointProps {
  readonly vpcId: string;
  /** Starts the Name tag. */
  readonly name: string;
  readonly region: string;
  /** Account whose buckets may be written. */
  readonly accountId: string;
  /** ARNs of further buckets that may be written. @default [] */
  readonly writableBucketArns?: readonly string[];
  readonly routeTableIds: string[];
}

/**
 * Defines the way to S3 that costs nothing, for the given route tables. Through it all buckets can be read, since image
 * layers and operating system packages lie in buckets of AWS, but only those of the account, and those
 * given, can be written.
 */
export class S3Endpoint extends Construct {
  constructor(scope: Construct, id: string, props: S3EndpointProps) {
    super(scope, id);
    const { writableBucketArns = [] } = props;
    const anyone = [{ type: "*" as const, identifiers: ["*"] }];

    new VpcEndpoint(this, "Resource", {
      vpcId: props.vpcId,
      vpcEndpointType: "Gateway",
      serviceName: `com.amazonaws.${props.region}.s3`,
      routeTableIds: props.routeTableIds,
      policy: policyDocument(this, "Policy", [
        { sid: "ReadAnyBucket", principals: anyone, actions: ["s3:Get*", "s3:List*"], resources: ["*"] },
        {
          sid: "UseBucketsOfAccount",
          principals: anyone,
          actions: ["s3:*"],
          resources: ["*"],
          conditions: [{ test: "StringEquals", variable: "aws:ResourceAccount", values: [props.accountId] }],
        },
        ...(writableBucketArns.length > 0
          ? [
              {
                sid: "UseFurtherBuckets",
                principals: anyone,
                actions: ["s3:*"],
                resources: writableBucketArns.flatMap((arn) => [arn, `${arn}/*`]),
              },
            ]
          : []),
      ]),
      tags: { Name: `${props.name}-s3` },
    });
  }
}
