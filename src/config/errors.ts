/** What a user got wrong. Printed without a stack trace; the program then ends with exit code 1. */
export class UserError extends Error {
  override readonly name = "UserError";

  /** @param problems each one by itself, where the message has several. @default - the message */
  constructor(
    message: string,
    readonly problems: readonly string[] = [message],
  ) {
    super(message);
  }
}

/** Several problems of one source, one line each: `deployment.yaml: 2 problems`, then the problems. */
export function problemsIn(source: string, problems: readonly string[]): UserError {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return new UserError([`${source}: ${count}`, ...problems.map((problem) => `  ${problem}`)].join("\n"), problems);
}
