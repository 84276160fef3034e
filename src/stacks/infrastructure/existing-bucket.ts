import type { Context } from "./context";
import type { Storage } from "./storage";

type ExistingBucket = Extract<Context["deployment"]["bucket"], { mode: "existing" }>;

/** A bucket that the user has, or a part of it. */
export function existingBucket(_context: Context, _part: ExistingBucket): Storage {
  throw new Error("not yet");
}
