import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deploymentOf, shapeNames } from "../../scripts/checks/shapes";
import { documents } from "../../scripts/docs/documents";
import { deploymentKeys } from "../../src/config/json-schema";

const root = join(__dirname, "..", "..");

function onDisk(path: string): string {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch {
    return "";
  }
}

test("the generated documents are up to date", () => {
  const stale = [...documents()].filter(([path, contents]) => onDisk(path) !== contents).map(([path]) => path);
  expect({ stale, fix: "npm run docs" }).toEqual({ stale: [], fix: "npm run docs" });
});

test("the deployments that they are made from take every value of every key between them", () => {
  const chosen = shapeNames.map(deploymentOf);
  const taken = (path: string) =>
    chosen.map((deployment) =>
      path.split(".").reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], deployment),
    );
  const missing = deploymentKeys().flatMap(({ path, node }) => {
    const values = node.type === "boolean" ? [true, false] : (node.enum ?? []);
    return values.filter((value) => !taken(path).includes(value)).map((value) => `${path}: ${String(value)}`);
  });
  expect(missing).toEqual([]);
});
