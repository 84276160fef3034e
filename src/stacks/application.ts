import type { Construct } from "constructs";
import type { Deployment } from "../config/schema";
import { addBackend, readRemoteState, type StateLocation } from "../terraform/backend";
import { addAwsProvider, addClusterProviders } from "../terraform/providers";
import { applicationTagVariables } from "../variables/common";
import { BaseStack, deploymentTags } from "./base-stack";
import { contractFromState, contractVariables, type ContractValues } from "./contract";
import { stackNames } from "./names";

/** Package Manager on a cluster that exists: namespace, secrets, load balancer controller, and the Helm release. */
export class ApplicationStack extends BaseStack {
  constructor(scope: Construct, deployment: Deployment, location: StateLocation) {
    super(scope, stackNames(deployment).application);
    addBackend(this, location);
    const given = this.contract(deployment, location);
    const common = this.declare(applicationTagVariables);
    addAwsProvider(this, {
      region: given.region,
      defaultTags: deploymentTags(given.name, common.tags),
      ignoreTagKeys: common.ignoreTagKeys,
      ignoreTagKeyPrefixes: common.ignoreTagKeyPrefixes,
    });
    addClusterProviders(this, {
      clusterName: given.clusterName,
      endpoint: given.clusterEndpoint,
      certificateAuthority: given.clusterCertificateAuthority,
      region: given.region,
      login: deployment.clusterLogin,
    });
  }

  private contract(deployment: Deployment, location: StateLocation): ContractValues {
    if (deployment.handover === "variables") {
      return this.declare(contractVariables(deployment)) as unknown as ContractValues;
    }
    const state = readRemoteState(this, "Infrastructure", location, stackNames(deployment).infrastructure);
    return contractFromState(state, deployment);
  }
}
