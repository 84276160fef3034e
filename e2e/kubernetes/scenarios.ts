import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { join } from "node:path";
import { commandFailure, command, succeed } from "../processes";
import type { Lane } from "../report";
import { runbookSteps } from "../runbook";
import { binary } from "./binaries";
import type { ControlPlane } from "./control-plane";
import { mostOnOne, Readiness, type Seen } from "./readiness";
import type { Release } from "./release";

/** Which of the runbook's two drains. */
const drains = { sound: "--delete-emptydir-data --timeout", lost: "--skip-wait-for-delete-timeout" };

/** Package Manager's pods on a control plane, and what may happen to its nodes. */
export class Scenarios {
  private readonly readiness: Readiness;
  private readonly nodes: { readonly name: string; readonly zone: string }[] = [];

  constructor(
    private readonly lane: Lane,
    private readonly plane: ControlPlane,
    private readonly release: Release,
  ) {
    this.readiness = new Readiness(plane.api, release.namespace);
  }

  /** A rollout from nothing on as many nodes as the JSON says. */
  async install(): Promise<void> {
    const { lane, plane, release } = this;
    const { api } = plane;
    await lane.step(`installs ${release.summary}`, async () => {
      await this.addNodes(release.nodeCount);
      const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: release.namespace } };
      await api.create("/api/v1/namespaces", namespace);
      await api.create(`/apis/apps/v1/namespaces/${release.namespace}/deployments`, release.deployment);
      await api.create(
        `/apis/policy/v1/namespaces/${release.namespace}/poddisruptionbudgets`,
        release.podDisruptionBudget,
      );
      await this.allReady();
    });
    await this.expectSpread("after a fresh rollout");
  }

  /** As a raised revision of a secret does. */
  async roll(): Promise<void> {
    await this.observe("a rolling change", async () => {
      const annotations = { "package-manager/secrets-revision": "2.1.1.1" };
      await this.plane.api.patch(this.path, { spec: { template: { metadata: { annotations } } } });
      await this.kubectl("rollout", "status", "deployment/rstudio-pm", "--timeout=120s");
    });
    await this.expectSpread("after the rolling change");
  }

  async drain(): Promise<void> {
    const [{ name = "" } = {}] = this.nodes;
    await this.observe("a drain", () => this.runSteps(drains.sound, { NODE: name }));
    await this.lane.check("after the drain two are on one node, and stay there when the node is back", async () => {
      equal(mostOnOne(await this.readiness.nodes()), 2);
      await this.runSteps("kubectl uncordon", { NODE: name });
      await this.allReady();
      equal(mostOnOne(await this.readiness.nodes()), 2);
    });
    await this.spreadAgain();
    await this.observe("two drains at once", async () => {
      const drained = this.nodes.slice(0, 2).map((node) => node.name);
      await Promise.all(drained.map((node) => this.runSteps(drains.sound, { NODE: node })));
      for (const node of drained) await this.runSteps("kubectl uncordon", { NODE: node });
    });
    await this.observe("every node drained, one after the other", async () => {
      for (const node of this.nodes) {
        await this.runSteps(drains.sound, { NODE: node.name });
        await this.runSteps("kubectl uncordon", { NODE: node.name });
      }
    });
    await this.spreadAgain();
  }

  /** All nodes of one zone are gone; with one node a zone, this is the loss of a node. */
  async lose(what: string): Promise<void> {
    const [{ zone = "" } = {}] = this.nodes;
    const lost = this.nodes.filter((node) => node.zone === zone).map(({ name }) => name);
    await this.observe(what, async () => {
      lost.forEach((node) => this.readiness.lost.add(node));
      await this.plane.loseZone(zone);
      await this.allReady();
    });
    const left = this.nodes.length - lost.length;
    await this.lane.check(`after ${what}, all stand on the ${left} nodes that are left`, async () => {
      const nodes = await this.readiness.nodes();
      equal(nodes.length, this.release.replicas);
      equal(mostOnOne(nodes), Math.ceil(this.release.replicas / left));
    });
    await this.lane.step("the runbook's drain of a node that answers no more comes to an end", async () => {
      for (const node of lost) await this.runSteps(drains.lost, { NODE: node });
    });
    await this.lane.step("the nodes come back", async () => {
      for (const node of lost) await this.runSteps("kubectl uncordon", { NODE: node });
      this.plane.startZone(zone);
      this.readiness.lost.clear();
      await this.plane.until("they are ready", async () => (await this.readyNodes()) === this.nodes.length);
      await this.allReady();
    });
    await this.spreadAgain();
  }

  /** More of the same nodes: `perZone` in each zone. */
  async grow(perZone: number): Promise<void> {
    await this.lane.step(`there are ${perZone} nodes in each zone`, () =>
      this.addNodes(perZone * this.release.zones.length),
    );
    await this.spreadAgain();
  }

  private async addNodes(count: number): Promise<void> {
    const { zones } = this.release;
    if (this.nodes.length === 0) zones.forEach((zone) => this.plane.startZone(zone));
    for (let i = this.nodes.length; i < count; i++) {
      const node = { name: `node-${i + 1}`, zone: zones[i % zones.length] ?? "" };
      await this.plane.api.create("/api/v1/nodes", this.release.node(node.name, node.zone));
      this.nodes.push(node);
    }
    await this.plane.until("the nodes are ready", async () => (await this.readyNodes()) === this.nodes.length);
  }

  /** The runbook's way. */
  private async spreadAgain(): Promise<void> {
    await this.observe("the rollout that spreads pods again", () => this.runSteps("rollout restart"));
    await this.expectSpread("after that rollout");
  }

  private async observe(what: string, body: () => Promise<void>): Promise<void> {
    await this.lane.step(`${what} keeps 2 of ${this.release.replicas} pods ready`, async () => {
      const seen: Seen = await this.readiness.during(async () => {
        await body();
        await this.allReady();
      });
      this.lane.note(`${what}: at least ${seen.fewestReady} ready, ${seen.samples} samples`);
      ok(seen.fewestReady >= 2, `only ${seen.fewestReady} were ready`);
    });
  }

  private async expectSpread(when: string): Promise<void> {
    await this.lane.check(`${when} no two are on one node`, async () => {
      await this.plane.until("no two are on one node", async () => mostOnOne(await this.readiness.nodes()) === 1, 10);
    });
  }

  private async allReady(): Promise<void> {
    await this.plane.until(
      "all replicas serve",
      async () => (await this.readiness.nodes()).length === this.release.replicas,
    );
  }

  private async readyNodes(): Promise<number> {
    const { items } = await this.plane.api.get<{
      items: { spec: { taints?: unknown[] }; status: { conditions?: { type: string; status: string }[] } }[];
    }>("/api/v1/nodes");
    return items.filter(
      ({ spec, status }) =>
        !spec.taints && status.conditions?.some(({ type, status }) => type === "Ready" && status === "True"),
    ).length;
  }

  private get path(): string {
    return `/apis/apps/v1/namespaces/${this.release.namespace}/deployments/rstudio-pm`;
  }

  private get environment(): NodeJS.ProcessEnv {
    return {
      PATH: `${join(binary("kubectl"), "..")}:${process.env.PATH}`,
      HOME: join(this.plane.kubeconfig, ".."),
      KUBECONFIG: this.plane.kubeconfig,
      NAMESPACE: this.release.namespace,
    };
  }

  private kubectl(...args: string[]): Promise<string> {
    return succeed(binary("kubectl"), ["--namespace", this.release.namespace, ...args], { env: this.environment });
  }

  /** Runs command blocks of the runbook. */
  private async runSteps(text: string, variables: NodeJS.ProcessEnv = {}): Promise<void> {
    const steps = `set -e\n${runbookSteps("zone-loss", text)}`;
    const result = await command("bash", ["-c", steps], { env: { ...this.environment, ...variables } });
    equal(result.code, 0, commandFailure(text, result));
  }
}
