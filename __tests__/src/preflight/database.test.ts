import { failed, passed, unknown } from "../../../src/preflight/check";
import { database } from "../../../src/preflight/database";
import { isOfRds, judgeDatabase } from "../../../src/preflight/judge-database";
import { preflightContext } from "../../support/preflight";

const any = expect.any(String) as string;
const rds = (name: string) => `${name}.eu-central-1.rds.amazonaws.com`;
const server = { name: "db", host: rds("db.x"), port: 5432, engine: "postgres", status: "available" };

describe("judgeDatabase", () => {
  test.each([
    ["up", {}, passed("db is available")],
    ["of Aurora", { engine: "aurora-postgresql" }, passed("db is available")],
    ["of another engine", { engine: "mysql" }, failed("db is mysql, expected postgres or aurora-postgresql", any)],
    ["on another port", { port: 5433 }, failed("db listens on 5433, while database_port is 5432", any)],
  ])("%s", (_, given, expected) => {
    expect(judgeDatabase(server.host, 5432, [{ ...server, ...given }])).toEqual(expected);
  });

  const status = (given: string) => judgeDatabase(server.host, 5432, [{ ...server, status: given }]).status;
  test.each([
    ...["backing-up", "storage-optimization", "configuring-enhanced-monitoring", "maintenance", "modifying"],
    ...["configuring-log-exports", "upgrading", "storage-initialization", "failing-over", "update-iam-db-auth"],
  ])("serves while it is %s", (given) => expect(status(given)).toBe("passed"));
  test.each([
    ...["stopped", "stopping", "starting", "creating", "deleting", "failed", "restore-error", "storage-full"],
    ...["inaccessible-encryption-credentials", "inaccessible-encryption-credentials-recoverable"],
    ...["incompatible-network", "incompatible-parameters", "incompatible-restore", "insufficient-capacity"],
    ...["migrating", "migration-failed", "cloning-failed"],
  ])("does not serve while it is %s", (given) => expect(status(given)).toBe("failed"));

  test("names the status", () => {
    expect(judgeDatabase(server.host, 5432, [{ ...server, status: "backing-up" }])).toEqual(passed("db is backing-up"));
    expect(judgeDatabase(server.host, 5432, [{ ...server, status: "stopped" }])).toEqual(
      failed("db is stopped, expected available", any),
    );
  });
});

test.each([
  [rds("db.x"), true],
  ["db.x.rds.cn-north-1.amazonaws.com.cn", true],
  ["db.example.com", false],
  ["rds.amazonaws.com.example.com", false],
])("%s is of RDS: %s", (host, expected) => expect(isOfRds(host)).toBe(expected));

describe("database", () => {
  const instance = (name: string, more: object = {}) => ({
    ...{ DBInstanceIdentifier: name, DBInstanceStatus: "available", Engine: "postgres" },
    Endpoint: { Address: rds(`${name}.x`), Port: 5432 },
    ...more,
  });
  const cluster = (name: string, more: object = {}) => ({
    ...{ DBClusterIdentifier: name, Status: "available", Engine: "aurora-postgresql", Port: 5432 },
    ...{ Endpoint: rds(`${name}.cluster-x`), ReaderEndpoint: rds(`${name}.cluster-ro-x`) },
    ...more,
  });
  const answers = {
    DescribeDBInstances: ({ Marker }: { Marker?: unknown }) =>
      Marker
        ? {
            DBInstances: [
              instance("copy", { ReadReplicaSourceDBInstanceIdentifier: "db" }),
              instance("member", { Engine: "aurora-postgresql", DBClusterIdentifier: "platform" }),
            ],
          }
        : { DBInstances: [instance("db", { DBClusterIdentifier: "" })], Marker: "next" },
    DescribeDBClusters: ({ Marker }: { Marker?: unknown }) =>
      Marker
        ? { DBClusters: [cluster("multi", { Engine: "postgres", Status: "stopped" })] }
        : {
            DBClusters: [cluster("platform", { CustomEndpoints: [rds("part.cluster-custom-x")] })],
            Marker: "next",
          },
  };
  const check = (host: string) => {
    const { context, sent } = preflightContext({ answers, values: { database_host: host } });
    return { findings: Promise.resolve(database(context)), sent };
  };

  test.each([
    ["db.x", passed("db is available")],
    ["DB.X", passed("db is available")],
    ["platform.cluster-x", passed("platform is available")],
    ["multi.cluster-x", failed("multi is stopped, expected available", any)],
    [
      "platform.cluster-ro-x",
      failed(
        `${rds("platform.cluster-ro-x")} is a reader endpoint of platform, which only reads, while Package Manager writes`,
        "set database_host to the endpoint of platform that writes",
      ),
    ],
    ["copy.x", failed(`${rds("copy.x")} is a read replica of db, which only reads, while Package Manager writes`, any)],
    [
      "part.cluster-custom-x",
      unknown(
        `${rds("part.cluster-custom-x")} is a custom endpoint of platform, which need not be the one that writes, as Package Manager does`,
        any,
      ),
    ],
    [
      "member.x",
      unknown(
        `${rds("member.x")} is an instance of platform, which need not be the one that writes, as Package Manager does`,
        any,
      ),
    ],
    ["other.x", unknown(`no server of this account and region has the endpoint ${rds("other.x")}`, any)],
  ])("%s", async (name, expected) => expect(await check(rds(name)).findings).toEqual([expected]));

  test("asks for clusters only where no instance has the host, and for nothing where it is not of RDS", async () => {
    const names = async (host: string) => {
      const { findings, sent } = check(host);
      await findings;
      return [...new Set(sent.map(({ name }) => name))];
    };
    expect(await names(rds("db.x"))).toEqual(["DescribeDBInstances"]);
    expect(await names(rds("platform.cluster-x"))).toEqual(["DescribeDBInstances", "DescribeDBClusters"]);
    expect(await names("db.example.com")).toEqual([]);
    expect(await check("db.example.com").findings).toEqual([unknown("db.example.com is no server of RDS", any)]);
  });
});
