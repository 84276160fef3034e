import { failed, type Finding, passed, unknown } from "./check";

export interface Server {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly engine: string;
  /** As RDS calls it: `available`, … */
  readonly status: string;
}

/** Whether a database server is one of these, and up. */
export function judgeDatabase(host: string, port: number, servers: readonly Server[]): Finding {
  if (!/\.rds\.amazonaws\.com(\.cn)?$/.test(host)) {
    return unknown(`${host} is no server of RDS`, "see that the nodes reach it; only they need to");
  }
  const found = servers.find((server) => server.host.toLowerCase() === host.toLowerCase());
  if (!found) return failed(`no server of this account and region has the endpoint ${host}`, "correct database_host");
  if (found.engine !== "postgres")
    return failed(`${found.name} is ${found.engine}, expected postgres`, "correct database_host");
  if (found.port !== port)
    return failed(`${found.name} listens on ${found.port}, while database_port is ${port}`, "correct database_port");
  if (found.status !== "available")
    return failed(`${found.name} is ${found.status}, expected available`, "start it, or wait");
  return passed(`${found.name} is available`);
}
