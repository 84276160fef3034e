import { setTimeout as sleep } from "node:timers/promises";
import type { KubernetesApi } from "./api";

interface Pod {
  readonly metadata: { readonly name: string; readonly deletionTimestamp?: string };
  readonly spec: { readonly nodeName?: string };
  readonly status: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

/** What was seen while something happened. */
export interface Seen {
  readonly fewestReady: number;
  readonly samples: number;
}

/** Pods of the release that serve: ready, not ending, and on a node that is there. */
export class Readiness {
  /** Nodes that are gone, whatever their last status says. */
  readonly lost = new Set<string>();

  constructor(
    private readonly api: KubernetesApi,
    private readonly namespace: string,
  ) {}

  /** Node of each pod that serves. */
  async nodes(): Promise<string[]> {
    const { items } = await this.api.get<{ items: Pod[] }>(`/api/v1/namespaces/${this.namespace}/pods`);
    return items
      .filter(({ metadata, status }) => {
        const ready = status.conditions?.some((condition) => condition.type === "Ready" && condition.status === "True");
        return ready && metadata.deletionTimestamp === undefined;
      })
      .map(({ spec }) => spec.nodeName ?? "")
      .filter((node) => !this.lost.has(node))
      .sort();
  }

  /** Looks again and again while `body` runs. */
  async during(body: () => Promise<void>): Promise<Seen> {
    let fewestReady = Infinity;
    let samples = 0;
    let done = false;
    const watching = (async () => {
      while (!done) {
        fewestReady = Math.min(fewestReady, (await this.nodes()).length);
        samples++;
        await sleep(50);
      }
    })();
    try {
      await body();
    } finally {
      done = true;
      await watching;
    }
    return { fewestReady, samples };
  }
}

/** The most pods on one node. */
export function mostOnOne(nodes: readonly string[]): number {
  return Math.max(0, ...[...new Set(nodes)].map((node) => nodes.filter((other) => other === node).length));
}
