import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Annotations, type IResolvable, type ITerraformDependable } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import {
  type IGrantee,
  PropError,
  type PolicyStatement,
  policyDocument,
  requireInteger,
  requirePattern,
} from "../core";
import type { IEncryptionKey } from "../encryption-key";
import { type BucketLookup, findBucket } from "./existing-bucket";
import { denyWithoutTls, readWriteStatements } from "./permissions";

/** An S3 bucket, created here or brought by the user. */
export interface IBucket extends IConstruct {
  readonly bucketName: string;
  readonly bucketArn: string;
  /** Start of the keys of all objects that belong to this app; ends with a slash, or is an empty token. @default - all do */
  readonly prefix?: string;
  /** Lets `grantee` list, read, write and delete these objects, and use the bucket's KMS key for them. */
  grantReadWrite(id: string, grantee: IGrantee): void;
}

/** What is needed to use a bucket that this app does not own. */
export type BucketAttributes = Pick<IBucket, "bucketName" | "bucketArn" | "prefix"> & {
  /** Customer key of the bucket; grants then cover it. @default - none: the bucket uses SSE-S3 or the key `aws/s3` */
  readonly encryptionKey?: IEncryptionKey;
};

/** `s3` is for what writers without KMS permissions deliver, such as access logs of a load balancer. */
export type BucketEncryption = { readonly mode: "kms"; readonly key: IEncryptionKey } | { readonly mode: "s3" };

export interface BucketProps {
  /**
   * Name, unique in the whole AWS partition: 3 to 63 characters a-z, 0-9 and hyphen. Changing it replaces the bucket.
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
   */
  readonly bucketName: string;
  /** Default encryption of objects. Changing it concerns new objects only. */
  readonly encryption: BucketEncryption;
  /** Days for which an overwritten or deleted object can be restored, 1 to 36500. @default 30 */
  readonly noncurrentVersionDays?: number;
  /** Days after which the parts of an unfinished upload are removed, 1 to 36500. @default 7 */
  readonly incompleteUploadDays?: number;
  /** Days after which objects are deleted, 1 to 36500. @default - objects stay */
  readonly expirationDays?: number;
  /** Keeps Terraform from destroying the bucket. @default true */
  readonly protection?: boolean;
  /**
   * Destroys the bucket together with every object in it. Refused while {@link protection} is on.
   * @default - a bucket with objects cannot be destroyed
   */
  readonly forceDestroy?: boolean | IResolvable;
}

const DAYS = { min: 1, max: 36500, unit: "days" };

abstract class BucketBase extends Construct implements IBucket {
  abstract readonly bucketName: string;
  abstract readonly bucketArn: string;
  readonly prefix?: string;
  protected abstract readonly encryptionKey?: IEncryptionKey;

  grantReadWrite(id: string, grantee: IGrantee): void {
    grantee.grant(id, readWriteStatements(this.bucketArn, this.prefix));
    this.encryptionKey?.grantEncryptDecrypt(`${id}Key`, grantee);
  }
}

/**
 * Defines a private, encrypted, versioned bucket that only answers over TLS. AWS endpoints accept TLS 1.2 and later
 * only, so the policy needs no rule for the version.
 *
 * @throws PropError when the name or a number is outside its documented range, or when `forceDestroy` meets `protection`.
 */
export class Bucket extends BucketBase {
  /** Refers to an existing bucket; defines no resource. */
  static fromAttributes(scope: Construct, id: string, attrs: BucketAttributes): IBucket {
    return new (class extends BucketBase {
      readonly bucketName = attrs.bucketName;
      readonly bucketArn = attrs.bucketArn;
      override readonly prefix = attrs.prefix;
      protected readonly encryptionKey = attrs.encryptionKey;
    })(scope, id);
  }

  /** Looks up an existing bucket and checks it at plan; defines no resource. */
  static fromLookup(scope: Construct, id: string, props: BucketLookup): IBucket {
    return new (class extends BucketBase {
      readonly bucketName = props.bucketName;
      readonly bucketArn = findBucket(this, props);
      override readonly prefix = props.prefix;
      protected readonly encryptionKey = props.encryptionKey;
    })(scope, id);
  }

  readonly bucketName: string;
  readonly bucketArn: string;
  /** What a service must wait for before it may deliver. */
  readonly policy: ITerraformDependable;
  protected readonly encryptionKey?: IEncryptionKey;
  private readonly statements: PolicyStatement[] = [];

  constructor(scope: Construct, id: string, props: BucketProps) {
    super(scope, id);
    const { noncurrentVersionDays = 30, incompleteUploadDays = 7, protection = true, forceDestroy = false } = props;
    requirePattern(this, "bucketName", props.bucketName, {
      pattern: /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
      expected: "3 to 63 characters a-z, 0-9 and hyphen, with a letter or digit at both ends",
      fix: "choose a name that S3 allows without dots",
    });
    requireInteger(this, "noncurrentVersionDays", noncurrentVersionDays, DAYS);
    requireInteger(this, "incompleteUploadDays", incompleteUploadDays, DAYS);
    if (props.expirationDays !== undefined) requireInteger(this, "expirationDays", props.expirationDays, DAYS);
    if (protection && forceDestroy !== false) {
      throw new PropError(this, "forceDestroy", forceDestroy, "false with `protection`", "turn `protection` off first");
    }
    if (!protection) Annotations.of(this).addWarning("`protection` is off: Terraform may destroy this bucket.");

    const bucket = new S3Bucket(this, "Resource", {
      bucket: props.bucketName,
      forceDestroy,
      lifecycle: { preventDestroy: protection },
    });
    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.encryptionKey = props.encryption.mode === "kms" ? props.encryption.key : undefined;

    const publicAccessBlock = new S3BucketPublicAccessBlock(this, "PublicAccessBlock", {
      bucket: this.bucketName,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const ownershipControls = new S3BucketOwnershipControls(this, "OwnershipControls", {
      bucket: this.bucketName,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "ServerSideEncryption", {
      bucket: this.bucketName,
      rule: [encryptionRule(props.encryption)],
    });
    const versioning = new S3BucketVersioningA(this, "Versioning", {
      bucket: this.bucketName,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketLifecycleConfiguration(this, "Lifecycle", {
      bucket: this.bucketName,
      rule: [
        {
          id: "expire",
          status: "Enabled",
          filter: [{}],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: incompleteUploadDays }],
          noncurrentVersionExpiration: [{ noncurrentDays: noncurrentVersionDays }],
          // Without expiry of objects: removes the markers that deleted objects leave behind.
          expiration: [
            props.expirationDays === undefined ? { expiredObjectDeleteMarker: true } : { days: props.expirationDays },
          ],
        },
      ],
      dependsOn: [versioning],
    });
    this.policy = new S3BucketPolicy(this, "Policy", {
      bucket: this.bucketName,
      policy: policyDocument(this, "PolicyDocument", this.statements),
      // S3 refuses two changes of a bucket's access at a time.
      dependsOn: [publicAccessBlock, ownershipControls],
    });

    this.addToPolicy([denyWithoutTls(this.bucketArn)]);
  }

  /** Adds statements to the bucket's policy, such as one that lets a service deliver. */
  addToPolicy(statements: readonly PolicyStatement[]): void {
    this.statements.push(...statements);
  }
}

function encryptionRule(encryption: BucketEncryption) {
  switch (encryption.mode) {
    case "kms":
      return {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: encryption.key.keyArn },
        bucketKeyEnabled: true,
      };
    case "s3":
      return { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } };
  }
}
