import type { Grant } from "./access";
import type { Phase, StackJson } from "./policies";

type Settings = Readonly<Record<string, unknown>>;

/**
 * What Terraform itself does with states in S3: it reads and locks that of the stack, which only an apply writes, and
 * reads that of the stack before.
 */
export function stateGrants(phase: Phase, { terraform = {}, data = {} }: StackJson): Grant[] {
  const before = Object.values(data.terraform_remote_state ?? {}) as { backend?: unknown; config?: Settings }[];
  return [
    ...ofState(
      terraform.backend?.s3 ?? {},
      (object) => [
        { actions: phase === "apply" ? ["s3:GetObject", "s3:PutObject"] : ["s3:GetObject"], on: [object] },
        { actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], on: [`${object}.tflock`] },
      ],
      ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
    ),
    ...before
      .filter(({ backend }) => backend === "s3")
      .flatMap(({ config = {} }) =>
        ofState(config, (object) => [{ actions: ["s3:GetObject"], on: [object] }], ["kms:Decrypt"]),
      ),
  ];
}

/** A role of the state does all of it in the deployer's place. */
function ofState(settings: Settings, access: (object: string) => Grant[], keyActions: readonly string[]): Grant[] {
  const { bucket, key, kms_key_id: encryptionKey, role_arn: role, assume_role: assumed } = settings;
  if (typeof bucket !== "string" || typeof key !== "string") return [];
  const roles = [role, (assumed as { role_arn?: unknown } | undefined)?.role_arn].filter(
    (arn) => typeof arn === "string",
  );
  if (roles.length > 0) return [{ actions: ["sts:AssumeRole"], on: roles }];
  return [
    { actions: ["s3:ListBucket"], on: [`arn:aws:s3:::${bucket}`] },
    ...access(`arn:aws:s3:::${bucket}/${key}`),
    ...(typeof encryptionKey === "string" ? [{ actions: keyActions, on: [encryptionKey] }] : []),
  ];
}
