import type { Exchange } from "./recorder";

/**
 * The emulator ignores the filter by which Terraform finds its server (`dbi-resource-id`). Where one other server stands,
 * it answers with that one, and Terraform waits for its end in vain.
 */
export function databaseFilter({ action, request, response }: Exchange): string | undefined {
  if (action !== "DescribeDBInstances" || !request.includes("=dbi-resource-id")) return undefined;
  const wanted = new Set(
    [...request.matchAll(/^Filters\.Filter\.\d+\.Values\.Value\.\d+=(.*)$/gm)].map(([, id]) => id),
  );
  return response.replace(/<DBInstance>[\s\S]*?<\/DBInstance>/g, (instance) =>
    wanted.has(/<DbiResourceId>(.*?)<\/DbiResourceId>/.exec(instance)?.[1]) ? instance : "",
  );
}
