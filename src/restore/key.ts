import { DescribeKeyCommand, type KMSClient } from "@aws-sdk/client-kms";
import type { Finding } from "./instant";

/** Whether the key that encrypts a backup can still decrypt it. */
export async function checkKey(kms: KMSClient, keyId: string | undefined): Promise<Finding> {
  if (keyId === undefined) return { ok: false, text: "the backup is not encrypted, expected a KMS key; take another" };
  const state = await stateOf(kms, keyId);
  if (state === "Enabled") return { ok: true, text: `its key ${keyId} can be used` };
  const fixes: Readonly<Record<string, string>> = {
    PendingDeletion: `run aws kms cancel-key-deletion --key-id ${keyId}, then aws kms enable-key --key-id ${keyId}`,
    Disabled: `run aws kms enable-key --key-id ${keyId}`,
  };
  return {
    ok: false,
    text: `its key ${keyId} is ${state}, expected Enabled; ${fixes[state] ?? "without it the backup cannot be read, so take another"}`,
  };
}

async function stateOf(kms: KMSClient, keyId: string): Promise<string> {
  try {
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: keyId }));
    return KeyMetadata?.KeyState ?? "unknown";
  } catch (error) {
    if ((error as Error).name === "NotFoundException") return "gone";
    throw error;
  }
}
