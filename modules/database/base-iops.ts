import { Token } from "cdktf";
import { expression } from "../core";

/**
 * Operations per second that gp3 has at this size without a charge, where they must be said: from 400 GiB on, else null at
 * plan. Terraform would send the former number along with a size that passes that line, which RDS refuses.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/28382
 */
export function baseIops(allocatedStorageGiB: number): number {
  return Token.asNumber(expression`${allocatedStorageGiB} >= 400 ? 12000 : null`);
}
