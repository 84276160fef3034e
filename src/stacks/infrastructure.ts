import type { Construct } from "constructs";
import type { Deployment } from "../config/schema";
import { addBackend, type StateLocation } from "../terraform/backend";
import { addAwsProvider } from "../terraform/providers";
import { commonVariables } from "../variables/common";
import { BaseStack, deploymentTags } from "./base-stack";
import { stackNames } from "./names";

/** Everything in AWS: network, cluster, database, bucket, load balancer, roles, secrets. */
export class InfrastructureStack extends BaseStack {
  constructor(scope: Construct, deployment: Deployment, location: StateLocation) {
    super(scope, stackNames(deployment).infrastructure);
    addBackend(this, location);
    const common = this.declare(commonVariables(deployment.name));
    addAwsProvider(this, {
      region: common.region,
      defaultTags: deploymentTags(common.name, common.tags),
      ignoreTagKeys: common.ignoreTagKeys,
      ignoreTagKeyPrefixes: common.ignoreTagKeyPrefixes,
    });
  }
}
