import { Token } from "cdktf";
import { expression } from "./expression";

/**
 * The password in the value of a secret, which is either the password itself or JSON with a member `password`, as RDS,
 * Aurora and AWS's rotation functions keep it. A password that is JSON by chance, such as digits, stays as it is.
 *
 * @param secretString ephemeral reference to the value; what is returned is as secret.
 */
export function passwordIn(secretString: string): string {
  return Token.asString(expression`try(tostring(jsondecode(${secretString}).password), ${secretString})`);
}
