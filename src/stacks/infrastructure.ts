import type { Construct } from "constructs";
import type { Deployment } from "../config/schema";
import { addBackend, type StateLocation } from "../terraform/backend";
import { addAwsProvider } from "../terraform/providers";
import { clusterVariables } from "../variables/cluster";
import { workloadVariables } from "../variables/workload";
import { BaseStack } from "./base-stack";
import { publishContract } from "./contract";
import { cluster } from "./infrastructure/cluster";
import { encryptionKey, infrastructureContext } from "./infrastructure/context";
import { database } from "./infrastructure/database";
import { loadBalancer } from "./infrastructure/load-balancer";
import { network } from "./infrastructure/network";
import { controllerRole, packageManagerRole, serviceAccountName } from "./infrastructure/roles";
import { secrets } from "./infrastructure/secrets";
import { bucketDefaults, storage } from "./infrastructure/storage";
import { stackNames } from "./names";

/** Everything in AWS: network, keys, cluster, secrets, database, bucket, load balancer, and the roles of the pods. */
export class InfrastructureStack extends BaseStack {
  constructor(scope: Construct, deployment: Deployment, location: StateLocation) {
    super(scope, stackNames(deployment).infrastructure);
    addBackend(this, location);
    const context = infrastructureContext(this, deployment);
    const { region } = context.account;
    addAwsProvider(this, { ...context, region, defaultTags: context.tags });

    const { namespace } = this.declare(workloadVariables);
    const variables = this.declare(clusterVariables);
    const logsKey = encryptionKey(context, "LogsKey", {
      alias: "logs",
      description: "Logs of Package Manager's infrastructure",
      serviceGrants: ["logs"],
    });
    const buckets = bucketDefaults(context);

    const vpc = network(context, { instanceType: variables.nodeInstanceType, logsKey });
    const kubernetes = cluster(context, { variables, network: vpc, logsKey });
    const given = secrets(context);
    const postgres = database(context, { network: vpc, masterPassword: given.databaseMasterPassword, logsKey });
    postgres.allowFrom("Cluster", kubernetes);
    const balancer = loadBalancer(context, { network: vpc, cluster: kubernetes, logsKey, bucketDefaults: buckets });
    const role = packageManagerRole(context, kubernetes, namespace);
    const { bucket, clientSideKeyArn } = storage(context, { role, defaults: buckets });

    publishContract(this, deployment, {
      region,
      name: context.name,
      clusterName: kubernetes.clusterName,
      clusterEndpoint: kubernetes.endpoint,
      clusterCertificateAuthority: kubernetes.certificateAuthority,
      vpcId: vpc.vpcId,
      vpcCidr: vpc.vpcCidr,
      ingressCidrs: deployment.loadBalancer.scheme === "internal" ? vpc.privateSubnetCidrs : vpc.publicSubnetCidrs,
      nodeCount: kubernetes.nodes.count,
      nodeCpuMillicores: kubernetes.nodes.cpuMillicores,
      nodeMemoryMib: kubernetes.nodes.memoryMib,
      targetGroupArn: balancer.targetGroupArn,
      deregistrationDelaySeconds: balancer.deregistrationDelaySeconds,
      nodePort: balancer.targetPort,
      url: balancer.url,
      databaseHost: postgres.host,
      databasePort: postgres.port,
      databaseName: postgres.databaseName,
      databaseMasterUsername: postgres.masterUsername,
      databaseMaxConnections: postgres.maxConnections,
      databaseMasterSecretArn: given.databaseMasterPassword.secretArn,
      databaseSecretArn: given.databasePassword.secretArn,
      databasePasswordRevision: given.databasePassword.revision,
      encryptionKeySecretArn: given.encryptionKey.secretArn,
      encryptionKeyRevision: given.encryptionKey.revision,
      licenseSecretArn: given.license?.secretArn,
      licenseRevision: given.license?.revision,
      bucketName: bucket.bucketName,
      clientSideKeyArn,
      namespace,
      serviceAccountName,
      packageManagerRoleArn: role.roleArn,
      loadBalancerControllerRoleArn: controllerRole(context, kubernetes, balancer.targetGroupArn)?.roleArn,
    });
  }
}
