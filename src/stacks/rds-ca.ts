import { Fn, ref, Token } from "cdktf";
import type { BaseStack } from "./base-stack";
import bundles from "./rds-ca.json";

/**
 * Puts the CA bundle of each region's database servers beside the stack's JSON, and returns the one of `region`, PEM:
 * empty for GovCloud, China and the newest regions, which the source of these files lacks.
 *
 * The files come from `npm run rds-ca`.
 */
export function rdsCaBundle(stack: BaseStack, region: string): string {
  for (const [name, pem] of Object.entries(bundles)) stack.addFile(`rds-ca/${name}.pem`, pem);
  const file = Fn.format("%s/rds-ca/%s.pem", [ref("path.module", stack), region]);
  return Token.asString(Fn.try([Fn.file(file), ""]));
}
