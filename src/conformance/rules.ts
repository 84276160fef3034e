import { applicationRules } from "./application";
import { infrastructureRules } from "./infrastructure";
import type { Rule } from "./view";

/** Every requirement of the reference page. */
export const conformanceRules: readonly Rule[] = [...infrastructureRules, ...applicationRules];
