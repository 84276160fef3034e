import type { Exchange } from "./recorder";

/**
 * The emulator takes the update of an add-on, and does not know it afterwards: asked how it goes, it has no such route.
 * What it took is done at once.
 */
export function clusterUpdate({ service, action, status }: Exchange): string | undefined {
  const [, id] = /^GET \/clusters\/[^/]+\/updates\/([^/]+)$/.exec(action) ?? [];
  if (service !== "eks" || id === undefined || status === 200) return undefined;
  return JSON.stringify({ update: { id, status: "Successful", type: "AddonUpdate", params: [], errors: [] } });
}
