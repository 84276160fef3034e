import type { Context } from "./context";
import type { Secrets } from "./secrets";

/** Secrets that the user has, in Secrets Manager or in Kubernetes. */
export function existingSecrets(_context: Context): Secrets {
  throw new Error("not yet");
}
