import type { ChildProcess } from "node:child_process";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort, launch, stop } from "../processes";
import { KubernetesApi } from "./api";
import { binary } from "./binaries";

/** Shorter than Kubernetes' own 50 and 300 seconds, or a test would mostly wait. */
export const shortened = { nodeMonitorGraceSeconds: 10, evictionSeconds: 5 };

/** etcd, kube-apiserver, scheduler and controller manager on loopback; kwok plays the nodes, a process a zone. */
export class ControlPlane {
  private readonly running: ChildProcess[] = [];
  private readonly zones = new Map<string, ChildProcess>();
  private url = "";
  readonly kubeconfig: string;
  private readonly token = randomUUID();
  private log = "";

  constructor(private readonly folder: string) {
    this.kubeconfig = join(folder, "kubeconfig");
  }

  get api(): KubernetesApi {
    return new KubernetesApi(this.url, this.token, join(this.folder, "pki", "apiserver.crt"));
  }

  async start(): Promise<void> {
    const { folder, token } = this;
    const [client, peer, port, scheduler, controllers] = await Promise.all([1, 2, 3, 4, 5].map(() => freePort()));
    const pki = join(folder, "pki");
    mkdirSync(pki, { recursive: true });
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    writeFileSync(join(pki, "sa.key"), privateKey.export({ type: "pkcs1", format: "pem" }));
    writeFileSync(join(pki, "sa.pub"), publicKey.export({ type: "spki", format: "pem" }));
    writeFileSync(join(pki, "tokens.csv"), `${token},admin,admin,system:masters\n`);
    this.url = `https://127.0.0.1:${port}`;
    this.writeKubeconfig();

    this.launch("etcd", [
      `--data-dir=${join(folder, "etcd")}`,
      `--listen-client-urls=http://127.0.0.1:${client}`,
      `--advertise-client-urls=http://127.0.0.1:${client}`,
      `--listen-peer-urls=http://127.0.0.1:${peer}`,
      "--log-level=error",
      // Nothing here outlives the test.
      "--unsafe-no-fsync",
    ]);
    this.launch("kube-apiserver", [
      `--etcd-servers=http://127.0.0.1:${client}`,
      `--cert-dir=${pki}`,
      `--secure-port=${port}`,
      "--bind-address=127.0.0.1",
      "--advertise-address=127.0.0.1",
      "--service-cluster-ip-range=10.96.0.0/16",
      "--service-account-issuer=https://kubernetes.default.svc",
      `--service-account-key-file=${join(pki, "sa.pub")}`,
      `--service-account-signing-key-file=${join(pki, "sa.key")}`,
      `--token-auth-file=${join(pki, "tokens.csv")}`,
      "--authorization-mode=RBAC",
      `--default-not-ready-toleration-seconds=${shortened.evictionSeconds}`,
      `--default-unreachable-toleration-seconds=${shortened.evictionSeconds}`,
    ]);
    await this.until("the API server is ready", () => this.api.ready());
    const login = [
      `--kubeconfig=${this.kubeconfig}`,
      `--authentication-kubeconfig=${this.kubeconfig}`,
      `--authorization-kubeconfig=${this.kubeconfig}`,
      "--bind-address=127.0.0.1",
      "--leader-elect=false",
    ];
    this.launch("kube-scheduler", [...login, `--secure-port=${scheduler}`]);
    this.launch("kube-controller-manager", [
      ...login,
      `--secure-port=${controllers}`,
      `--service-account-private-key-file=${join(pki, "sa.key")}`,
      "--node-monitor-period=2s",
      `--node-monitor-grace-period=${shortened.nodeMonitorGraceSeconds}s`,
    ]);
  }

  /** Lets the nodes of a zone live. */
  startZone(zone: string): void {
    const child = this.launch("kwok", [
      `--kubeconfig=${this.kubeconfig}`,
      `--config=${join(__dirname, "stages.yaml")}`,
      `--manage-nodes-with-label-selector=topology.kubernetes.io/zone=${zone}`,
      "--node-lease-duration-seconds=8",
    ]);
    this.zones.set(zone, child);
  }

  /** All nodes of a zone are gone from one moment to the next, and nobody says so. */
  async loseZone(zone: string): Promise<void> {
    const child = this.zones.get(zone);
    if (child === undefined) throw new Error(`no zone ${zone}`);
    child.kill("SIGKILL");
    await stop(child);
  }

  async stop(): Promise<void> {
    for (const child of [...this.zones.values(), ...this.running.toReversed()]) await stop(child);
  }

  /** @throws Error with what the programs printed, when it does not come true. */
  async until(what: string, condition: () => Promise<boolean>, seconds = 120): Promise<void> {
    const deadline = Date.now() + seconds * 1000;
    while (!(await condition())) {
      if (Date.now() > deadline) throw new Error(`not after ${seconds} s: ${what}\n${this.log}`);
      await sleep(200);
    }
  }

  private launch(name: string, args: readonly string[]): ChildProcess {
    const child = launch(binary(name), args, { cwd: this.folder, env: { PATH: process.env.PATH, HOME: this.folder } });
    const remember = (text: Buffer) => (this.log = `${this.log}${name}: ${text.toString()}`.slice(-4000));
    child.stdout?.on("data", remember);
    child.stderr?.on("data", remember);
    child.on("error", ({ message }) => (this.log += message));
    this.running.push(child);
    return child;
  }

  private writeKubeconfig(): void {
    const config = {
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        {
          name: "local",
          cluster: { server: this.url, "certificate-authority": join(this.folder, "pki", "apiserver.crt") },
        },
      ],
      users: [{ name: "admin", user: { token: this.token } }],
      contexts: [{ name: "local", context: { cluster: "local", user: "admin" } }],
      "current-context": "local",
    };
    writeFileSync(this.kubeconfig, JSON.stringify(config), { mode: 0o600 });
  }
}
