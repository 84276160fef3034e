import type { Construct } from "constructs";
import type { Deployment } from "../config/schema";
import { addBackend, type StateLocation } from "../terraform/backend";
import { BaseStack } from "./base-stack";
import { publishContract } from "./contract";
import { configureAws } from "./infrastructure/aws";
import { infrastructureContext } from "./infrastructure/context";
import { stackNames } from "./names";
import { defineParts } from "./parts";
import { afterInfrastructure } from "./what-next";

/** Everything in AWS: network, keys, cluster, secrets, database, bucket, load balancer, and the roles of the pods. */
export class InfrastructureStack extends BaseStack {
  constructor(scope: Construct, deployment: Deployment, location: StateLocation) {
    super(scope, stackNames(deployment).infrastructure, deployment);
    addBackend(this, "infrastructure", location);
    const context = infrastructureContext(this, deployment);
    configureAws(context);
    const { values, watching } = defineParts(context);
    publishContract(this, deployment, values);
    afterInfrastructure(this, deployment, values, watching);
  }
}
