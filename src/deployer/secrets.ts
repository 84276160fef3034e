import { type Access, access, type Grant, keyUse } from "./access";

/** Types of KMS and Secrets Manager. Keys have ids, no names. */
export const secretTypes: Readonly<Record<string, Access>> = {
  aws_kms_key: access("kms", ["kms:key/*"], {
    read: "DescribeKey GetKeyPolicy GetKeyRotationStatus ListResourceTags",
    create: "CreateKey PutKeyPolicy EnableKeyRotation TagResource",
    update:
      "PutKeyPolicy EnableKeyRotation DisableKeyRotation UpdateKeyDescription EnableKey DisableKey TagResource UntagResource",
    delete: "ScheduleKeyDeletion",
  }),
  aws_kms_alias: access("kms", ["kms:key/*", "kms:alias/{name}-*"], {
    read: "ListAliases",
    create: "CreateAlias",
    update: "UpdateAlias",
    delete: "DeleteAlias",
  }),
  "data.aws_kms_key": access("kms", ["kms:key/*"], { read: "DescribeKey" }),
  aws_secretsmanager_secret: access(
    "secretsmanager",
    ["secretsmanager:secret:{name}/*"],
    {
      read: "DescribeSecret GetResourcePolicy",
      create: "CreateSecret TagResource",
      update: "UpdateSecret TagResource UntagResource",
      delete: "DeleteSecret",
    },
    { create: [store()] },
  ),
  aws_secretsmanager_secret_version: access(
    "secretsmanager",
    ["secretsmanager:secret:{name}/*"],
    {
      read: "DescribeSecret GetSecretValue",
      create: "PutSecretValue",
      update: "PutSecretValue UpdateSecretVersionStage",
      delete: "UpdateSecretVersionStage",
    },
    { read: [decrypt()], create: [store()] },
  ),
  "ephemeral.aws_secretsmanager_random_password": access("secretsmanager", ["*"], { read: "GetRandomPassword" }),
  "ephemeral.aws_secretsmanager_secret_version": access(
    "secretsmanager",
    ["secretsmanager:secret:{secret}"],
    { read: "GetSecretValue" },
    { read: [decrypt()] },
  ),
};

/** A secret is decrypted in the name of who reads it. */
function decrypt(): Grant {
  return keyUse("secretsmanager", "Decrypt");
}

function store(): Grant {
  return keyUse("secretsmanager", "Decrypt GenerateDataKey");
}
