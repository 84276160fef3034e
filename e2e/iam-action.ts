import type { Exchange } from "./recorder";

type Call = Pick<Exchange, "service" | "action" | "request">;

/** Services whose name in a signature is not their prefix in IAM. */
const prefixes: Readonly<Record<string, string>> = { monitoring: "cloudwatch" };

/** Which action each request of a REST protocol is: method and path, `ID` for one part of it. */
const rest: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  eks: {
    "POST /clusters": "CreateCluster",
    "GET /clusters/ID": "DescribeCluster",
    "DELETE /clusters/ID": "DeleteCluster",
    "POST /clusters/ID/update-config": "UpdateClusterConfig",
    "POST /clusters/ID/updates": "UpdateClusterVersion",
    "POST /clusters/ID/encryption-config/associate": "AssociateEncryptionConfig",
    "GET /clusters/ID/updates/ID": "DescribeUpdate",
    "POST /clusters/ID/node-groups": "CreateNodegroup",
    "GET /clusters/ID/node-groups/ID": "DescribeNodegroup",
    "DELETE /clusters/ID/node-groups/ID": "DeleteNodegroup",
    "POST /clusters/ID/node-groups/ID/update-config": "UpdateNodegroupConfig",
    "POST /clusters/ID/node-groups/ID/update-version": "UpdateNodegroupVersion",
    "POST /clusters/ID/addons": "CreateAddon",
    "GET /clusters/ID/addons/ID": "DescribeAddon",
    "POST /clusters/ID/addons/ID/update": "UpdateAddon",
    "DELETE /clusters/ID/addons/ID": "DeleteAddon",
    "GET /addons/supported-versions": "DescribeAddonVersions",
    "POST /clusters/ID/access-entries": "CreateAccessEntry",
    "GET /clusters/ID/access-entries/ID": "DescribeAccessEntry",
    "POST /clusters/ID/access-entries/ID": "UpdateAccessEntry",
    "DELETE /clusters/ID/access-entries/ID": "DeleteAccessEntry",
    "POST /clusters/ID/access-entries/ID/access-policies": "AssociateAccessPolicy",
    "GET /clusters/ID/access-entries/ID/access-policies": "ListAssociatedAccessPolicies",
    "DELETE /clusters/ID/access-entries/ID/access-policies/ID": "DisassociateAccessPolicy",
    "POST /clusters/ID/pod-identity-associations": "CreatePodIdentityAssociation",
    "GET /clusters/ID/pod-identity-associations/ID": "DescribePodIdentityAssociation",
    "POST /clusters/ID/pod-identity-associations/ID": "UpdatePodIdentityAssociation",
    "DELETE /clusters/ID/pod-identity-associations/ID": "DeletePodIdentityAssociation",
    "GET /tags/ID": "ListTagsForResource",
    "POST /tags/ID": "TagResource",
    "DELETE /tags/ID": "UntagResource",
  },
  route53: {
    "GET /2013-04-01/change/ID": "GetChange",
    "GET /2013-04-01/hostedzone": "ListHostedZones",
    "GET /2013-04-01/hostedzone/ID": "GetHostedZone",
    "GET /2013-04-01/hostedzone/ID/rrset": "ListResourceRecordSets",
    "POST /2013-04-01/hostedzone/ID/rrset": "ChangeResourceRecordSets",
    "GET /2013-04-01/tags/hostedzone/ID": "ListTagsForResource",
  },
  backup: {
    "PUT /backup-vaults/ID": "CreateBackupVault",
    "GET /backup-vaults/ID": "DescribeBackupVault",
    "DELETE /backup-vaults/ID": "DeleteBackupVault",
    "PUT /backup-vaults/ID/vault-lock": "PutBackupVaultLockConfiguration",
    "DELETE /backup-vaults/ID/vault-lock": "DeleteBackupVaultLockConfiguration",
    "PUT /backup/plans": "CreateBackupPlan",
    "POST /backup/plans/ID": "UpdateBackupPlan",
    "GET /backup/plans/ID": "GetBackupPlan",
    "DELETE /backup/plans/ID": "DeleteBackupPlan",
    "PUT /backup/plans/ID/selections": "CreateBackupSelection",
    "GET /backup/plans/ID/selections/ID": "GetBackupSelection",
    "DELETE /backup/plans/ID/selections/ID": "DeleteBackupSelection",
    "GET /tags/ID": "ListTags",
    "POST /tags/ID": "TagResource",
  },
};

/** S3's actions by the part of a bucket that a request is about: reading it, and writing or taking it away. */
const bucketParts: Readonly<Record<string, readonly [read: string, write: string, remove?: string]>> = {
  "": ["ListBucket", "CreateBucket", "DeleteBucket"],
  accelerate: ["GetAccelerateConfiguration", "PutAccelerateConfiguration"],
  acl: ["GetBucketAcl", "PutBucketAcl"],
  cors: ["GetBucketCORS", "PutBucketCORS"],
  encryption: ["GetEncryptionConfiguration", "PutEncryptionConfiguration"],
  lifecycle: ["GetLifecycleConfiguration", "PutLifecycleConfiguration"],
  location: ["GetBucketLocation", "CreateBucket"],
  logging: ["GetBucketLogging", "PutBucketLogging"],
  "object-lock": ["GetBucketObjectLockConfiguration", "PutBucketObjectLockConfiguration"],
  ownershipControls: ["GetBucketOwnershipControls", "PutBucketOwnershipControls"],
  policy: ["GetBucketPolicy", "PutBucketPolicy", "DeleteBucketPolicy"],
  publicAccessBlock: ["GetBucketPublicAccessBlock", "PutBucketPublicAccessBlock"],
  replication: ["GetReplicationConfiguration", "PutReplicationConfiguration"],
  requestPayment: ["GetBucketRequestPayment", "PutBucketRequestPayment"],
  tagging: ["GetBucketTagging", "PutBucketTagging"],
  versioning: ["GetBucketVersioning", "PutBucketVersioning"],
  versions: ["ListBucketVersions", "DeleteObjectVersion"],
  website: ["GetBucketWebsite", "PutBucketWebsite"],
};

/** Action of IAM that allows a request. What is not known here keeps its method and path, and so is allowed by nothing. */
export function iamAction({ service, action, request }: Call): string {
  const prefix = prefixes[service] ?? service;
  if (!action.includes(" ")) return `${prefix}:${action}`;
  if (service === "s3") return `s3:${s3Action(action, request)}`;
  const [method = "", path = ""] = action.split(" ");
  const parts = path.split("/").filter((part) => part !== "");
  const found = Object.entries(rest[service] ?? {}).find(([pattern]) => {
    const [wanted, shape = ""] = pattern.split(" ");
    const names = shape.split("/").filter((part) => part !== "");
    return (
      wanted === method && names.length === parts.length && names.every((name, i) => name === "ID" || name === parts[i])
    );
  });
  return `${prefix}:${found?.[1] ?? action}`;
}

function s3Action(action: string, request: string): string {
  const [method = "", path = ""] = action.split(" ");
  const query = request.split("\n")[0]?.split("?")[1] ?? "";
  const names = query.split("&").map((one) => one.replace(/=.*/, ""));
  const isObject = path.split("/").filter((part) => part !== "").length > 1;
  if (isObject)
    return { GET: "GetObject", HEAD: "GetObject", PUT: "PutObject", DELETE: "DeleteObject" }[method] ?? action;
  const [read, write, remove = write] =
    bucketParts[names.find((name) => name in bucketParts && name !== "") ?? ""] ?? [];
  return { GET: read, HEAD: read, PUT: write, POST: write, DELETE: remove }[method] ?? action;
}
