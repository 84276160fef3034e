import type { KMSClient } from "@aws-sdk/client-kms";
import type { RDSClient } from "@aws-sdk/client-rds";
import { checkKey } from "../../../src/restore/key";
import { findBackups, findSnapshot } from "../../../src/restore/source";
import { awsError, fakeClient } from "../../support/aws";

const rds = (answers: Parameters<typeof fakeClient>[0]) => fakeClient<RDSClient>(answers);
const time = new Date("2026-05-04T03:02:01.250Z");

describe("findSnapshot", () => {
  const snapshot = { Status: "available", KmsKeyId: "key", EngineVersion: "17.6", AllocatedStorage: 200 };

  test("takes the time of the last transaction, of a copy that of the original", async () => {
    const all = {
      SnapshotDatabaseTime: time,
      OriginalSnapshotCreateTime: new Date(1),
      SnapshotCreateTime: new Date(2),
    };
    const of = (given: object) =>
      findSnapshot(rds({ DescribeDBSnapshots: () => ({ DBSnapshots: [{ ...snapshot, ...given }] }) }).client, "s");
    expect(await of(all)).toEqual({
      status: "available",
      time,
      kmsKeyId: "key",
      engineVersion: "17.6",
      storageGiB: 200,
    });
    expect((await of({ ...all, SnapshotDatabaseTime: undefined })).time).toEqual(new Date(1));
    expect((await of({ SnapshotCreateTime: new Date(2) })).time).toEqual(new Date(2));
  });

  const ofAccount = "arn:aws:rds:eu-central-1:111122223333:snapshot:";
  test.each([
    ["ppm-final-0a1b2c3d", undefined],
    [`${ofAccount}ppm-final-0a1b2c3d`, undefined],
    ["rds:ppm-2026-05-04-03-02", "automated"],
    [`${ofAccount}rds:ppm-2026-05-04-03-02`, "automated"],
    ["awsbackup:job-0a1b", "awsbackup"],
    [`${ofAccount}awsbackup:copyjob-0a1b`, "awsbackup"],
  ])("asks for %s with the type %s", async (identifier, SnapshotType) => {
    const { client, sent } = rds({ DescribeDBSnapshots: () => ({ DBSnapshots: [{ SnapshotDatabaseTime: time }] }) });
    await findSnapshot(client, identifier);
    expect(sent).toEqual([{ name: "DescribeDBSnapshots", input: { DBSnapshotIdentifier: identifier, SnapshotType } }]);
  });

  test("says what to do where there is none, and passes other errors on", async () => {
    const none = rds({ DescribeDBSnapshots: awsError("DBSnapshotNotFoundFault") });
    await expect(findSnapshot(none.client, "s")).rejects.toThrow(
      '--snapshot is "s", expected a snapshot of an RDS server in this account and region',
    );
    const denied = rds({ DescribeDBSnapshots: awsError("AccessDenied") });
    await expect(findSnapshot(denied.client, "s")).rejects.toThrow("AccessDenied");
  });
});

describe("findBackups", () => {
  const window = { EarliestTime: new Date(0), LatestTime: time };
  const backup = {
    DbiResourceId: "db-A",
    DBInstanceAutomatedBackupsArn: "arn:b",
    Region: "eu-central-1",
    Status: "active",
    RestoreWindow: window,
  };
  const find = (client: RDSClient, source: string) => findBackups(client, source, "eu-central-1");
  const of = (...backups: object[]) =>
    rds({ DescribeDBInstanceAutomatedBackups: () => ({ DBInstanceAutomatedBackups: backups }) });

  test.each([
    ["ppm", { DBInstanceIdentifier: "ppm" }],
    ["db-ABC", { DbiResourceId: "db-ABC" }],
    [
      "arn:aws:rds:eu-central-1:111122223333:auto-backup:ab-1",
      { DBInstanceAutomatedBackupsArn: expect.anything() as unknown },
    ],
  ])("asks for %s by what it is", async (source, input) => {
    const { client, sent } = of(backup);
    await find(client, source);
    expect(sent).toEqual([{ name: "DescribeDBInstanceAutomatedBackups", input }]);
  });

  test("a restore names the server, which may be gone, and of another region what was replicated", async () => {
    expect(await find(of(backup).client, "ppm")).toMatchObject({
      restoreFrom: "db-A",
      window: { earliest: new Date(0), latest: time },
    });
    const from = async (given: object) => (await find(of({ ...backup, ...given }).client, "ppm")).restoreFrom;
    expect(await from({ Status: "retained" })).toBe("db-A");
    expect(await from({ Status: "retained", DBInstanceAutomatedBackupsArn: undefined })).toBe("db-A");
    expect(await from({ Status: "replicating", Region: "eu-west-1" })).toBe("arn:b");
    expect(await from({ Status: "retained", Region: "eu-west-1" })).toBe("arn:b");
  });

  test("refuses none, several, and those without a window", async () => {
    await expect(find(of().client, "ppm")).rejects.toThrow("ppm has no automated backups");
    await expect(
      find(of(backup, { ...backup, DbiResourceId: "db-B", Status: "retained" }).client, "ppm"),
    ).rejects.toThrow("give --source one of db-A (active), db-B (retained)");
    await expect(find(of({ ...backup, RestoreWindow: {} }).client, "ppm")).rejects.toThrow(
      "cannot be restored to a time yet",
    );
  });
});

test.each([
  ["Enabled", true, "its key k can be used"],
  ["PendingDeletion", false, "run aws kms cancel-key-deletion --key-id k, then aws kms enable-key --key-id k"],
  ["Disabled", false, "run aws kms enable-key --key-id k"],
  ["PendingImport", false, "without it the backup cannot be read"],
])("a key that is %s: %s", async (KeyState, ok, text) => {
  const { client } = fakeClient<KMSClient>({ DescribeKey: () => ({ KeyMetadata: { KeyState } }) });
  const finding = await checkKey(client, "k");
  expect(finding.ok).toBe(ok);
  expect(finding.text).toContain(text);
});

test("a key that is gone, or was never there", async () => {
  const { client } = fakeClient<KMSClient>({ DescribeKey: awsError("NotFoundException") });
  expect((await checkKey(client, "k")).text).toContain("its key k is gone, expected Enabled");
  expect((await checkKey(client, undefined)).ok).toBe(false);
});
