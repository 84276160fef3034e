import { type Access, access, grant, keyUse, linkedRole, passRole, ROLES } from "./access";

const server = ["rds:db:{name}"];
const parameterGroup = ["rds:pg:{name}-postgres*"];
const subnetGroup = ["rds:subgrp:{name}"];
const finalSnapshot = ["rds:snapshot:{name}-final-*"];
/** What a server is made with. */
const serverParts = [...parameterGroup, ...subnetGroup, "rds:og:default*"];
const kindsOfBuckets = ["packages", "access-logs"];
const bucket = kindsOfBuckets.map((kind) => `s3:{name}-${kind}-*`);
const objects = kindsOfBuckets.map((kind) => `s3:{name}-${kind}-*/*`);
/** With what follows: AWS names a group with and without `:*` at its end. */
const logGroup = [
  "/aws/containerinsights/{name}/",
  "/aws/eks/{name}/",
  "/aws/rds/instance/{name}/",
  "/aws/vpc/{name}/",
  "aws-waf-logs-{name}",
].map((start) => `logs:log-group:${start}*`);
const TAGS = "AddTagsToResource";
const UNTAG = "AddTagsToResource RemoveTagsFromResource";

/** A setting of a bucket, which has no delete of its own where AWS has none. */
const setting = (read: string, write: string, remove?: string): Access =>
  access("s3", bucket, { read, create: write, update: write, ...(remove && { delete: remove }) });

/** What the provider asks about each bucket, whether the bucket has it or not. */
const BUCKET_READS =
  "ListBucket GetBucketLocation GetBucketPolicy GetBucketAcl GetBucketCORS GetBucketWebsite GetBucketVersioning GetAccelerateConfiguration GetBucketRequestPayment GetBucketLogging GetLifecycleConfiguration GetReplicationConfiguration GetEncryptionConfiguration GetBucketObjectLockConfiguration GetBucketTagging";

/** Types of RDS, S3, CloudWatch Logs and IAM. */
export const storageTypes: Readonly<Record<string, Access>> = {
  aws_db_instance: access(
    "rds",
    [...server, ...serverParts],
    {
      read: "ListTagsForResource",
      create: `CreateDBInstance ModifyDBInstance RebootDBInstance ${TAGS}`,
      update: `ModifyDBInstance RebootDBInstance ${UNTAG}`,
      delete: "DeleteDBInstance",
    },
    {
      // Terraform looks for its server by a filter, and RDS then asks for all servers: LeanerCloud/CUDly, pull request 1699.
      read: [grant("rds", "DescribeDBInstances", ["rds:db:*"])],
      create: [
        grant("rds", "RestoreDBInstanceFromDBSnapshot", [...server, ...serverParts, "rds:snapshot:*"]),
        // The server whose time is brought back may have any name.
        grant("rds", "RestoreDBInstanceToPointInTime", ["rds:db:*", ...serverParts, "rds:auto-backup:*"]),
        passRole("monitoring.rds.amazonaws.com"),
        linkedRole("rds.amazonaws.com"),
        // RDS looks at the network in the name of who makes the server.
        grant(
          "ec2",
          "DescribeAccountAttributes DescribeAvailabilityZones DescribeInternetGateways DescribeSecurityGroups DescribeSubnets DescribeVpcs",
        ),
        grant("ec2", "DescribeVpcAttribute", ["ec2:vpc/*"]),
        grant("kms", "DescribeKey", ["kms:key/*"]),
        keyUse("rds", "CreateGrant Decrypt GenerateDataKey"),
      ],
      update: [passRole("monitoring.rds.amazonaws.com")],
      delete: [grant("rds", "CreateDBSnapshot", [...server, ...finalSnapshot]), grant("rds", TAGS, finalSnapshot)],
    },
  ),
  aws_db_parameter_group: access("rds", parameterGroup, {
    read: "DescribeDBParameterGroups DescribeDBParameters ListTagsForResource",
    create: `CreateDBParameterGroup ModifyDBParameterGroup ${TAGS}`,
    update: `ModifyDBParameterGroup ResetDBParameterGroup ${UNTAG}`,
    delete: "DeleteDBParameterGroup",
  }),
  aws_db_subnet_group: access(
    "rds",
    subnetGroup,
    {
      read: "DescribeDBSubnetGroups ListTagsForResource",
      create: `CreateDBSubnetGroup ${TAGS}`,
      update: `ModifyDBSubnetGroup ${UNTAG}`,
      delete: "DeleteDBSubnetGroup",
    },
    { create: [grant("ec2", "DescribeSubnets DescribeVpcs")] },
  ),
  "data.aws_db_snapshot": access("rds", ["rds:snapshot:*", "rds:db:*"], {
    read: "DescribeDBSnapshots ListTagsForResource",
  }),
  aws_s3_bucket: access(
    "s3",
    bucket,
    {
      read: BUCKET_READS,
      create: "CreateBucket PutBucketTagging",
      update: "PutBucketTagging",
      delete: "DeleteBucket",
    },
    {
      // For `bucket_force_destroy`.
      delete: [grant("s3", "ListBucketVersions", bucket), grant("s3", "DeleteObject DeleteObjectVersion", objects)],
    },
  ),
  aws_s3_bucket_lifecycle_configuration: setting(
    "GetLifecycleConfiguration",
    "PutLifecycleConfiguration",
    "PutLifecycleConfiguration",
  ),
  aws_s3_bucket_ownership_controls: setting(
    "GetBucketOwnershipControls",
    "PutBucketOwnershipControls",
    "PutBucketOwnershipControls",
  ),
  aws_s3_bucket_policy: setting("GetBucketPolicy", "PutBucketPolicy", "DeleteBucketPolicy"),
  aws_s3_bucket_public_access_block: setting(
    "GetBucketPublicAccessBlock",
    "PutBucketPublicAccessBlock",
    "PutBucketPublicAccessBlock",
  ),
  aws_s3_bucket_server_side_encryption_configuration: setting(
    "GetEncryptionConfiguration",
    "PutEncryptionConfiguration",
    "PutEncryptionConfiguration",
  ),
  aws_s3_bucket_versioning: setting("GetBucketVersioning", "PutBucketVersioning"),
  // Of a bucket that the user has.
  "data.aws_s3_bucket": access("s3", ["s3:*"], { read: "ListBucket GetBucketLocation GetBucketWebsite" }),
  "data.aws_s3_bucket_policy": access("s3", ["s3:*"], { read: "GetBucketPolicy" }),
  aws_cloudwatch_log_group: access("logs", logGroup, {
    read: "DescribeLogGroups ListTagsForResource",
    create: "CreateLogGroup PutRetentionPolicy AssociateKmsKey TagResource",
    update: "PutRetentionPolicy DeleteRetentionPolicy AssociateKmsKey DisassociateKmsKey TagResource UntagResource",
    delete: "DeleteLogGroup",
  }),
  aws_iam_role: access("iam", ROLES, {
    read: "GetRole GetRolePolicy ListRolePolicies ListAttachedRolePolicies",
    create: "CreateRole PutRolePermissionsBoundary TagRole",
    // A boundary is taken away by somebody else: it is there to bound who applies.
    update: "UpdateRole UpdateRoleDescription UpdateAssumeRolePolicy PutRolePermissionsBoundary TagRole UntagRole",
    delete: "DeleteRole ListInstanceProfilesForRole DetachRolePolicy DeleteRolePolicy",
  }),
  aws_iam_role_policy: access("iam", ROLES, {
    read: "GetRolePolicy",
    create: "PutRolePolicy",
    update: "PutRolePolicy",
    delete: "DeleteRolePolicy",
  }),
  aws_iam_role_policy_attachment: access("iam", ROLES, {
    read: "ListAttachedRolePolicies",
    create: "AttachRolePolicy",
    delete: "DetachRolePolicy",
  }),
  aws_iam_openid_connect_provider: access("iam", ["iam:oidc-provider/{issuer}"], {
    read: "GetOpenIDConnectProvider",
    create: "CreateOpenIDConnectProvider TagOpenIDConnectProvider",
    update:
      "UpdateOpenIDConnectProviderThumbprint AddClientIDToOpenIDConnectProvider RemoveClientIDFromOpenIDConnectProvider TagOpenIDConnectProvider UntagOpenIDConnectProvider",
    delete: "DeleteOpenIDConnectProvider",
  }),
  "data.aws_iam_openid_connect_provider": access("iam", ["iam:oidc-provider/{issuer}"], {
    read: "GetOpenIDConnectProvider ListOpenIDConnectProviders",
  }),
  // Made by the provider alone.
  "data.aws_iam_policy_document": {},
  "data.aws_partition": {},
  // AWS lets everybody ask who they are.
  "data.aws_caller_identity": { read: [grant("sts", "GetCallerIdentity")] },
};
