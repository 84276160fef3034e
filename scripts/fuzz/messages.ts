import { parse } from "yaml";

const yamlProblem = /^line \d+, column \d+: \S.*; \S/s;
const unknownKey = /^.+ is not a known key(?: here, it belongs to [^;]+| beside deployments)?; \S/s;
const wrongValue = /^.+? (?:is missing|is .+?), expected (?<rule>.+); \S/s;

/** What is wrong with a message about a deployment file of which `keys` are those of the schema's top level. */
export function faultsOf(message: string, file: string, keys: readonly string[]): string[] {
  if (yamlProblem.test(message)) return [];
  const rule = wrongValue.exec(message)?.groups?.rule;
  if (rule === undefined && !unknownKey.test(message)) return ["it has not the form KEY …, expected …; FIX"];
  const faults: string[] = [];
  if (rule !== undefined && /undefined|\[object|Infinity|a value$/.test(rule)) faults.push("its rule says nothing");
  if (!startsWithKey(message, file, keys)) faults.push("it names no key");
  return faults;
}

/** The first part of the key is one of the file, or one that the schema has; the file itself where it has no keys. */
function startsWithKey(message: string, file: string, keys: readonly string[]): boolean {
  const value = valueOf(file);
  const isMapping = typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isMapping) return message.startsWith("the file is ");
  return [...Object.keys(value), ...keys].some((key) =>
    [key, JSON.stringify(key), `[${JSON.stringify(key)}]`].some(
      (start) => message.startsWith(start) && /^[ .[]/.test(message.slice(start.length)),
    ),
  );
}

function valueOf(file: string): unknown {
  try {
    return parse(file, { stringKeys: true, logLevel: "silent", maxAliasCount: -1 }) as unknown;
  } catch {
    return undefined;
  }
}
