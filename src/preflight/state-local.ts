import { type Context, failed, type Finding, passed } from "./check";
import { held } from "./lock";

/** A state in a file. Terraform writes who holds it beside it. */
export function localState({ subject: { stateFolder }, io }: Context, stack: string): Finding {
  const file = `terraform.${stack}.tfstate`;
  const lock = `${stateFolder}/.${file}.lock.info`;
  if (!io.exists(stateFolder)) return failed(`${stateFolder} is not there, for ${file}`, "make that folder");
  if (io.exists(lock)) return held(file, io.read(lock, "the lock of a state"));
  return passed(io.exists(`${stateFolder}/${file}`) ? `${file} is there, not locked` : `${file} will be made`);
}
