import type { Aws } from "../../../src/aws/clients";
import { leftoversIn } from "../../../src/leftovers/lookups";
import { awsError, fakeClient } from "../../support/aws";

const own = [
  { Key: "Application", Value: "posit-package-manager" },
  { Key: "Deployment", Value: "ppm" },
];
const key = (id: string) => `arn:aws:kms:eu-central-1:111122223333:key/${id}`;
const secret = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:ppm/license-x";

function aws(answers: Parameters<typeof fakeClient>[0]) {
  const { client, sent } = fakeClient<never>(answers);
  const all = new Proxy({}, { get: () => client }) as Aws;
  return { all, sent };
}

describe("leftoversIn", () => {
  test("asks for both tags, page by page", async () => {
    const { all, sent } = aws({
      GetResources: ({ PaginationToken }) =>
        PaginationToken === undefined
          ? { ResourceTagMappingList: [{ ResourceARN: "arn:aws:s3:::b" }], PaginationToken: "next" }
          : { ResourceTagMappingList: [{ ResourceARN: "arn:aws:s3:::a" }], PaginationToken: "" },
    });
    expect((await leftoversIn(all, "ppm", false)).found).toEqual([
      { arn: "arn:aws:s3:::a" },
      { arn: "arn:aws:s3:::b" },
    ]);
    const [first, second, ...more] = sent.filter(({ name }) => name === "GetResources");
    expect(first?.input.TagFilters).toEqual([
      { Key: "Application", Values: ["posit-package-manager"] },
      { Key: "Deployment", Values: ["ppm"] },
    ]);
    expect(second?.input.PaginationToken).toBe("next");
    expect(more).toEqual([]);
    expect(sent.map(({ name }) => name)).not.toContain("ListRoles");
  });

  test("says when keys and secrets go, and leaves out what is gone already", async () => {
    const { all } = aws({
      GetResources: () => ({
        ResourceTagMappingList: [key("1"), key("2"), key("3"), secret].map((ResourceARN) => ({ ResourceARN })),
      }),
      DescribeKey: ({ KeyId }) => {
        if (KeyId === key("3")) return awsError("NotFoundException")();
        if (KeyId === key("1")) return { KeyMetadata: { KeyState: "Enabled" } };
        return { KeyMetadata: { KeyState: "PendingDeletion", DeletionDate: new Date("2026-06-03") } };
      },
      DescribeSecret: () => ({ DeletedDate: new Date("2026-05-04") }),
    });
    expect((await leftoversIn(all, "ppm", false)).found).toEqual([
      { arn: key("1") },
      { arn: key("2"), note: "AWS deletes it on 2026-06-03" },
      { arn: secret, note: "deleted on 2026-05-04, and kept for its recovery window" },
    ]);
  });

  test("finds what AWS lists no tags of: aliases, roles, and backups of a deleted server", async () => {
    const { all } = aws({
      ListAliases: () => ({
        Aliases: [{ AliasName: "alias/ppm-logs", AliasArn: "arn:alias" }, { AliasName: "alias/ppmx-logs" }],
      }),
      DescribeDBInstanceAutomatedBackups: () => ({
        DBInstanceAutomatedBackups: [
          { Status: "active", DBInstanceAutomatedBackupsArn: "arn:live" },
          { Status: "retained", DBInstanceAutomatedBackupsArn: "arn:backups", BackupRetentionPeriod: 14 },
        ],
      }),
      ListRoles: () => ({
        Roles: ["ppm-cluster", "ppm-other", "else"].map((RoleName) => ({ RoleName, Arn: `arn:${RoleName}` })),
      }),
      ListRoleTags: ({ RoleName }) => ({ Tags: RoleName === "ppm-cluster" ? own : [] }),
    });
    expect((await leftoversIn(all, "ppm", true)).found).toEqual([
      { arn: "arn:alias", note: "by its name" },
      { arn: "arn:backups", note: "automated backups, each kept for 14 days" },
      { arn: "arn:ppm-cluster" },
    ]);
  });

  test("a list that may not be read is no proof that nothing is there", async () => {
    const { all } = aws({ DescribeDBInstanceAutomatedBackups: awsError("AccessDenied") });
    expect(await leftoversIn(all, "ppm", false)).toEqual({
      found: [],
      unknown: ["automated backups of a deleted server: AccessDenied"],
    });
  });
});
