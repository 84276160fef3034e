import { failed, type Finding, passed, unknown } from "./check";

/** What a registry says of an image or a chart, by its HTTP status. */
export function judgeManifest(name: string, status: number): Finding {
  if (status === 200) return passed(`${name} is there`);
  if (status === 404) return failed(`${name} is not there`, "correct its name or version, or mirror it");
  if (status === 401 || status === 403) {
    return unknown(
      `${name} is not open to everybody (${status})`,
      "see that Terraform, or the nodes, have a login for it",
    );
  }
  if (status === 429) return unknown(`the registry of ${name} answers too many requests`, "run it again later");
  return unknown(`the registry of ${name} answers ${status}`, "run it again later");
}

/** Whether the index of a chart repository has a version of a chart. */
export function judgeIndex(
  { repository, name, version }: { readonly repository: string; readonly name: string; readonly version: string },
  status: number,
  index: string,
): Finding {
  if (status === 401 || status === 403) {
    return unknown(`${repository} is not open to everybody (${status})`, "see that Terraform has a login for it");
  }
  if (status !== 200)
    return failed(`${repository}/index.yaml answers ${status}, expected 200`, "correct the repository");
  const versions = versionsOf(index, name);
  if (versions.length === 0) return failed(`${repository} has no chart ${name}`, "correct the repository");
  if (versions.includes(version)) return passed(`${repository} has ${name} ${version}`);
  const newest = versions.slice(0, 3).join(", ");
  return failed(`${repository} has no version ${version} of ${name}, but ${newest}`, "take one that it has");
}

/**
 * Versions of a chart in an index, in its order. The indexes of public repositories have some MB, of which this reads two
 * kinds of lines: keys of `entries`, and `version` of their members, which are at the same depth throughout.
 */
export function versionsOf(index: string, chart: string): string[] {
  const lines = index.split(/\r?\n/);
  const start = lines.findIndex((line) => /^\s+/.test(line) && line.trim() === `${chart}:`);
  if (start < 0) return [];
  const depth = (line: string) => line.length - line.trimStart().length;
  const own = depth(lines[start] ?? "");
  const found: string[] = [];
  let members: number | undefined;
  for (const line of lines.slice(start + 1)) {
    if (line.trim() === "") continue;
    const text = line.trimStart();
    if (depth(line) < own || (depth(line) === own && !text.startsWith("- "))) break;
    // The members of an entry of the list, not those of its dependencies.
    if (members === undefined && text.startsWith("- ")) members = depth(line) + 2;
    const at = text.startsWith("- ") ? depth(line) + 2 : depth(line);
    const version = /^(?:- )?version:\s*["']?([^"'\s]+)/.exec(text)?.[1];
    if (version !== undefined && at === members) found.push(version);
  }
  return found;
}
