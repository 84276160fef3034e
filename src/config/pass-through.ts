import { z } from "zod";
import { ownedConfigKey, ownedEnvironmentVariable, ownedValues } from "../../modules/package-manager/owned";
import { always, refuse, text } from "./checks";

/** Set by `outboundProxy`. */
export const proxyVariables = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"];

const secretReference = z.strictObject({
  name: text(/^[A-Za-z_][A-Za-z0-9_]*$/, "letters, digits and underscores, not a digit first", "rename it").describe(
    "Environment variable.",
  ),
  secret: text(
    /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/,
    "the name of a Kubernetes secret",
    "use a-z, 0-9, hyphens and dots",
  ).describe("Kubernetes secret in the namespace of Package Manager."),
  key: text(/^[A-Za-z0-9._-]{1,253}$/, "a key of a Kubernetes secret", "use letters, digits, ., _ and -").describe(
    "Key in that secret.",
  ),
});

/** Environment variables of the pods. Settings that the app makes itself stay its own. */
export const extraEnvFromSecret = z.array(secretReference).superRefine((references, ctx) => {
  if (!Array.isArray(references)) return;
  const names: unknown[] = references.map((reference) => reference?.name);
  names.forEach((name, i) => {
    if (typeof name !== "string") return;
    const owned = ownedEnvironmentVariable(name);
    if (owned) refuse(ctx, [i, "name"], `a variable that this app does not set; remove it: ${owned.instead}`);
    if (names.indexOf(name) < i) refuse(ctx, [i, "name"], "a variable given once; remove one of the two");
  });
}, always);

const configName = text(/^[A-Za-z][A-Za-z0-9]*$/, "a name of letters and digits", "correct it");
// A line break would start a setting of its own, past all checks.
const configText = text(/^[^\r\n]*$/, "one line", "remove the line breaks");
const configValue = z.union([configText, z.number(), z.boolean(), z.array(configText)]);

/** Settings of rstudio-pm.gcfg, which ignores the case of sections and keys. */
export const extraConfig = z.record(configName, z.record(configName, configValue)).superRefine((sections, ctx) => {
  const seen = new Set<string>();
  for (const [section, settings] of Object.entries(sections)) {
    if (typeof settings !== "object" || settings === null) continue;
    for (const key of Object.keys(settings)) {
      const owned = ownedConfigKey(section, key);
      const name = `${section}.${key}`.toLowerCase();
      const path = [section, key];
      if (owned) refuse(ctx, path, `a setting that this app leaves alone; remove it: ${owned.instead}`, "hidden");
      if (seen.has(name)) refuse(ctx, path, "a setting given once, in any case; remove one of the two", "hidden");
      seen.add(name);
    }
  }
}, always);

/** Values of the chart, as its documentation has them. */
export const extraValues = z.record(z.string(), z.unknown()).superRefine((values, ctx) => {
  if (Array.isArray(values)) return;
  for (const { name, instead } of ownedValues(values)) {
    const rule = `a value that this app leaves alone; remove it: ${instead}`;
    refuse(ctx, deepestGiven(name.split("."), values), rule, "hidden");
  }
}, always);

/** `["image", "tag"]` of `{ image: "x" }` → `["image"]`. */
function deepestGiven(path: string[], values: unknown): string[] {
  const [head, ...rest] = path;
  if (head === undefined || typeof values !== "object" || values === null || !(head in values)) return [];
  return [head, ...deepestGiven(rest, (values as Record<string, unknown>)[head])];
}
