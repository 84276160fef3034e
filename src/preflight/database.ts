import {
  type DBCluster,
  type DBInstance,
  paginateDescribeDBClusters,
  paginateDescribeDBInstances,
  type RDSClient,
} from "@aws-sdk/client-rds";
import { noValue, type Run } from "./check";
import { isOfRds, judgeDatabase, type Server, serverAt } from "./judge-database";
import { textOf, valueOf } from "./values";

export const database: Run = async ({ aws: { rds }, subject }) => {
  const host = textOf(subject, "database_host");
  if (host === undefined) return [noValue("database_host")];
  const servers = isOfRds(host) ? await candidates(rds, host) : [];
  return [judgeDatabase(host, Number(valueOf(subject, "database_port") ?? 5432), servers)];
};

/** Instances; clusters only where no instance has the host, so that most need no permission for them. */
async function candidates(client: RDSClient, host: string): Promise<Server[]> {
  const instances: Server[] = [];
  for await (const { DBInstances = [] } of paginateDescribeDBInstances({ client }, {})) {
    instances.push(...DBInstances.map(instanceServer));
  }
  if (serverAt(host, instances)) return instances;
  const clusters: Server[] = [];
  for await (const { DBClusters = [] } of paginateDescribeDBClusters({ client }, {})) {
    clusters.push(...DBClusters.flatMap(clusterServers));
  }
  return clusters;
}

function instanceServer(instance: DBInstance): Server {
  const { DBInstanceIdentifier = "", DBInstanceStatus = "", Engine = "", Endpoint } = instance;
  const { DBClusterIdentifier: cluster, ReadReplicaSourceDBInstanceIdentifier: source } = instance;
  return {
    name: DBInstanceIdentifier,
    host: Endpoint?.Address ?? "",
    port: Endpoint?.Port ?? 0,
    engine: Engine,
    status: DBInstanceStatus,
    ...(cluster && { part: { kind: "an instance", of: cluster } }),
    ...(source && { part: { kind: "a read replica", of: source } }),
  };
}

/** A server for each endpoint of a cluster, of Aurora or Multi-AZ. */
function clusterServers(cluster: DBCluster): Server[] {
  const { DBClusterIdentifier: name = "", Status: status = "", Engine: engine = "", Port: port = 0 } = cluster;
  const common = { name, port, engine, status };
  const of = (kind: NonNullable<Server["part"]>["kind"], hosts: readonly string[]) =>
    hosts.map((host): Server => ({ ...common, host, part: { kind, of: name } }));
  return [
    { ...common, host: cluster.Endpoint ?? "" },
    ...of("a reader endpoint", cluster.ReaderEndpoint ? [cluster.ReaderEndpoint] : []),
    ...of("a custom endpoint", cluster.CustomEndpoints ?? []),
  ];
}
