import { workloadVariables } from "../variables/workload";
import type { ContractValues } from "./contract";
import { backup } from "./infrastructure/backup";
import { cluster, clusterInputs } from "./infrastructure/cluster";
import type { Context } from "./infrastructure/context";
import { database } from "./infrastructure/database";
import { loadBalancer } from "./infrastructure/load-balancer";
import { type Monitoring, monitoring } from "./infrastructure/monitoring";
import { network } from "./infrastructure/network";
import { controllerRole, packageManagerRole, serviceAccountName } from "./infrastructure/roles";
import { secrets } from "./infrastructure/secrets";
import { storage } from "./infrastructure/storage";

/** What came of the parts. */
export interface DefinedParts {
  /** What the application has to know of them. */
  readonly values: ContractValues;
  readonly watching: Monitoring;
}

/** Defines in the stack of `context` everything in AWS that Package Manager needs, made there or brought by the user. */
export function defineParts(context: Context): DefinedParts {
  const { namespace } = context.stack.declare(workloadVariables);
  const inputs = clusterInputs(context);
  const vpc = network(context, inputs.variables.nodeInstanceType);
  const kubernetes = cluster(context, inputs, vpc);
  const given = secrets(context);
  const postgres = database(context, { network: vpc, masterPassword: given.newServerPassword });
  postgres.allowFrom("Cluster", kubernetes);
  const balancer = loadBalancer(context, { network: vpc, cluster: kubernetes });
  const role = packageManagerRole(context, kubernetes, namespace);
  const stored = storage(context, role);
  const backups = backup(context, { database: postgres, bucket: stored.bucket });
  const watching = monitoring(context, {
    cluster: kubernetes,
    clusterInputs: inputs,
    database: postgres,
    loadBalancer: balancer,
    backups,
    namespace,
  });

  const values = {
    region: context.account.region,
    name: context.name,
    clusterName: kubernetes.clusterName,
    clusterEndpoint: kubernetes.endpoint,
    clusterCertificateAuthority: kubernetes.certificateAuthority,
    vpcId: vpc.vpcId,
    vpcCidr: vpc.vpcCidr,
    ingressCidrs: balancer.sourceCidrs,
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
    databaseMasterSecretArn: given.databaseMasterPassword?.secretArn,
    databaseSecretArn: given.databasePassword?.secretArn,
    databasePasswordRevision: (given.databasePassword ?? given.databaseMasterPassword)?.revision,
    encryptionKeySecretArn: given.encryptionKey?.secretArn,
    encryptionKeyRevision: given.encryptionKey?.revision,
    licenseSecretArn: given.license?.secretArn,
    licenseRevision: given.license?.revision,
    bucketName: stored.bucket.bucketName,
    bucketPrefix: stored.prefix,
    clientSideKeyArn: stored.clientSideKeyArn,
    namespace,
    serviceAccountName,
    packageManagerRoleArn: role.roleArn,
    loadBalancerControllerRoleArn: controllerRole(context, kubernetes, balancer.targetGroupArn)?.roleArn,
  };
  return { values, watching };
}
