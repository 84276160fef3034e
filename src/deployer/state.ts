import type { Grant } from "./access";
import type { StackJson } from "./policies";

/** What Terraform itself does with a state in S3: reading, writing and the lock, which a plan takes, too. */
export function stateGrants({ terraform = {} }: StackJson): Grant[] {
  const { bucket, key, kms_key_id: encryptionKey, role_arn: role, assume_role: assumed } = terraform.backend?.s3 ?? {};
  if (typeof bucket !== "string" || typeof key !== "string") return [];
  const roles = [role, (assumed as { role_arn?: unknown } | undefined)?.role_arn].filter(
    (arn) => typeof arn === "string",
  );
  if (roles.length > 0) return [{ actions: ["sts:AssumeRole"], on: roles }];
  const object = `arn:aws:s3:::${bucket}/${key}`;
  return [
    { actions: ["s3:ListBucket"], on: [`arn:aws:s3:::${bucket}`] },
    { actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], on: [object, `${object}.tflock`] },
    ...(typeof encryptionKey === "string"
      ? [{ actions: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"], on: [encryptionKey] }]
      : []),
  ];
}
