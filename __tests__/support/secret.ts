import type { TerraformStack } from "cdktf";
import type { SecretProps } from "../../modules/secret";
import { FakeKey } from "./synth";

/** What every secret needs, as a test that is about something else gives it. */
export function secretProps(stack: TerraformStack): SecretProps {
  return {
    namePrefix: "ppm/secret-",
    description: "A secret",
    encryptionKey: new FakeKey(stack, "Key"),
  };
}

/** The secret that {@link secretProps} gives. */
export const SECRET = {
  name_prefix: "ppm/secret-",
  description: "A secret",
  kms_key_id: "arn:aws:kms:eu-central-1:111122223333:key/k",
  recovery_window_in_days: 30,
  lifecycle: { prevent_destroy: true },
};
