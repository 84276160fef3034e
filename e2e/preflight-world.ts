import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { AwsClient } from "./aws-client";
import type { AwsContext } from "./aws-context";
import type { Amendment } from "./amendments";
import { infrastructureVariables } from "./fixture";
import type { Json } from "./json";
import { applyRole, databaseHost, makeParts, makeRoles, serversOf } from "./preflight-account";
import { Preflight } from "./preflight-run";
import { type Delegations, type Server, type Site, startDns, startSite } from "./preflight-servers";
import { aboutQuotas, type Quotas, usualQuotas } from "./quotas";
import { startRecorder } from "./recorder";

/** What checks see, beside the emulator, and what a fault changes for a while. */
export interface Faults {
  quotas: Quotas;
  /** Name servers that DNS gives, by zone. */
  delegations: Delegations;
  site: Site;
  /** Answers in place of the emulator, where it cannot have the fault. */
  amend: Amendment;
}

/** An account that is ready, with servers around it. */
export interface World {
  readonly faults: Faults;
  readonly site: Server;
  readonly aws: AwsClient;
  /** Folder of everything. */
  readonly folder: string;
  /** Variables of what exists already. */
  readonly parts: Readonly<Record<string, Json>>;
  /** Credentials of nobody in particular. */
  readonly stranger: NodeJS.ProcessEnv;
  /** A folder with a deployment file, and variables of it. @default - the reference architecture */
  preflight(name: string, given?: { readonly deployment: object; readonly variables: readonly string[] }): Preflight;
  /** Runs `body` with other faults, and takes them back. */
  during(faults: Partial<Faults>, body: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

const charts = (version: string, name: string) => `entries:\n  ${name}:\n  - name: ${name}\n    version: ${version}\n`;

/** A chart repository that has both charts, a registry that has every image, and a workspace that nobody uses. */
const usualSite: Site = (path) => {
  if (path === "/charts/index.yaml") {
    const [first, second] = [charts("0.20.4", "rstudio-pm"), charts("3.5.0", "aws-load-balancer-controller")];
    return { status: 200, body: first + second.replace("entries:\n", "") };
  }
  if (/^\/v2\/.+\/manifests\//.test(path)) return { status: 200, body: "{}" };
  if (path.startsWith("/api/v2/organizations/example/workspaces/")) {
    return { status: 200, body: JSON.stringify({ data: { attributes: { locked: false } } }) };
  }
  return undefined;
};

export const licenseFile = "2099-01-31_rspm_example_key.lic";
export const licenseText = "-----BEGIN RSTUDIO LICENSE-----\nnot one\n-----END RSTUDIO LICENSE-----\n";

export async function makeWorld({ folder, environment, recorder: inner }: AwsContext): Promise<World> {
  // What is made goes past the recorder that remembers what is where.
  const aws = new AwsClient(environment);
  const usual: Faults = { quotas: { ...usualQuotas }, delegations: {}, site: usualSite, amend: () => undefined };
  const faults = { ...usual };
  const recorder = await startRecorder(inner.url, (exchange) => {
    const named = faults.amend(exchange) ?? aboutQuotas(() => faults.quotas)(exchange);
    if (named !== undefined || exchange.action !== "DescribeDBInstances") return named;
    return exchange.response.replace(/<Address>localhost</g, `<Address>${databaseHost}<`);
  });
  const dns = await startDns(() => faults.delegations);
  const site = await startSite(folder, () => faults.site);
  const role = await makeRoles(aws);
  const common = await infrastructureVariables(aws);
  const zone = String(common.hosted_zone_id);
  usual.delegations = faults.delegations = { "example.test": await serversOf(aws, zone) };
  writeFileSync(join(folder, licenseFile), licenseText);
  const repository = `https://${site.address}/charts`;
  const variables = {
    ...common,
    apply_role_arn: applyRole,
    ...{ chart_repository: repository, controller_chart_repository: repository },
    ...{ image_repository: `${site.address}/posit/package-manager`, init_image: `${site.address}/postgres:17` },
    controller_image_repository: `${site.address}/controller`,
  };
  const base = { ...environment, AWS_ENDPOINT_URL: recorder.url, NODE_EXTRA_CA_CERTS: site.authority };
  const parts = await makeParts(aws);
  return {
    ...{ faults, site, aws, folder, parts },
    stranger: { AWS_ACCESS_KEY_ID: environment.AWS_ACCESS_KEY_ID, AWS_SESSION_TOKEN: "" },
    preflight: (name, given) => {
      const all: Readonly<Record<string, Json>> = { ...variables, ...parts };
      const names = given?.variables ?? Object.keys(variables);
      const chosen = Object.fromEntries(names.map((one): [string, Json] => [one, all[one] ?? null]));
      const own = { ...base, ...role };
      return new Preflight(join(folder, name), own, chosen, ["--resolver", dns.address], given?.deployment);
    },
    during: async (changed, body) => {
      Object.assign(faults, changed);
      try {
        await body();
      } finally {
        Object.assign(faults, usual);
      }
    },
    stop: async () => {
      await Promise.all([recorder.stop(), dns.stop(), site.stop()]);
    },
  };
}
