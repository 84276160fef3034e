import { z } from "zod";

// A deployment file is parsed once a run: to generate code for that takes longer than to parse without.
z.config({ jitless: true });

/*
 * The message of a check is "RULE; FIX"; messages.ts puts the key and its value before it.
 */

/** Text that matches `pattern`. */
export const text = (pattern: RegExp, rule: string, fix: string) => z.string().regex(pattern, `${rule}; ${fix}`);

/** A switch. */
export const flag = (fallback: boolean, meaning: string) => z.boolean().default(fallback).describe(meaning);

/** Runs a check over several keys even when one of them is wrong, so that one run reports everything. */
export const always = { when: ({ value }: { value: unknown }) => typeof value === "object" && value !== null };

interface Context {
  addIssue(issue: { code: "custom"; path: PropertyKey[]; message: string; params: { hidden: boolean } }): void;
}

/** Refuses the value at `path`. It is shown to the user unless it may be a secret. */
export function refuse(ctx: Context, path: PropertyKey[], message: string, show: "shown" | "hidden" = "shown"): void {
  ctx.addIssue({ code: "custom", path, message, params: { hidden: show === "hidden" } });
}
