import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { makeCertificate } from "./certificate";
import type { Json } from "./json";

/** A request that Terraform made. */
export interface CloudRequest {
  readonly path: string;
  /** Whether it carried the token of the credentials for this host. The token itself stays here. */
  readonly authorized: boolean;
}

/** Stands in for HCP Terraform as far as `terraform init` asks, on loopback, over HTTPS. */
export interface CloudHost {
  /** `localhost:PORT`. */
  readonly hostname: string;
  readonly requests: readonly CloudRequest[];
  /** Credentials for the host, in a Terraform CLI configuration that is otherwise `cliConfiguration`. */
  configure(cliConfiguration: string): string;
  /** File of certificate authorities: the usual ones and this host's. */
  readonly authorities: string;
  stop(): Promise<void>;
}

const mediaType = "application/vnd.api+json";

/** Starts a host with one organization; every workspace in it exists. */
export async function startCloudHost(folder: string, organization: string): Promise<CloudHost> {
  const { certificate, key } = await makeCertificate(folder);
  const token = randomBytes(24).toString("hex");
  const requests: CloudRequest[] = [];
  const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (incoming, outgoing) => {
    const path = pathOf(incoming);
    requests.push({ path, authorized: incoming.headers.authorization === `Bearer ${token}` });
    const body = answer(path, organization);
    const headers = {
      "content-type": path.startsWith("/.well-known/") ? "application/json" : mediaType,
      "tfp-api-version": "2.6",
      "tfp-appname": "HCP Terraform",
    };
    outgoing.writeHead(body === undefined ? 404 : 200, headers).end(JSON.stringify(body ?? { errors: [] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const hostname = `localhost:${(server.address() as AddressInfo).port}`;

  const authorities = join(folder, "authorities.pem");
  const usual = process.env.SSL_CERT_FILE ? [readFileSync(process.env.SSL_CERT_FILE, "utf8")] : rootCertificates;
  writeFileSync(authorities, [...usual, readFileSync(certificate, "utf8")].join("\n"));
  return {
    hostname,
    requests,
    authorities,
    configure: (cliConfiguration) => {
      const file = join(folder, "cloud.rc");
      const credentials = `credentials ${JSON.stringify(hostname)} {\n  token = ${JSON.stringify(token)}\n}\n`;
      writeFileSync(file, `${readFileSync(cliConfiguration, "utf8")}\n${credentials}`, { mode: 0o600 });
      return file;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function pathOf({ url = "/" }: IncomingMessage): string {
  return decodeURIComponent(url.replace(/\?.*/, ""));
}

function answer(path: string, organization: string): Json | undefined {
  if (path === "/.well-known/terraform.json")
    return { "state.v2": "/api/v2/", "tfe.v2": "/api/v2/", "tfe.v2.1": "/api/v2/", "tfe.v2.2": "/api/v2/" };
  if (path === "/api/v2/ping") return {};
  const [, inOrganization] = path.split(`/api/v2/organizations/${organization}/`);
  if (inOrganization === "entitlement-set") {
    const attributes = { operations: true, "state-storage": true };
    return { data: { id: "org-1", type: "entitlement-sets", attributes } };
  }
  const [, workspace] = /^workspaces\/([^/]+)$/.exec(inOrganization ?? "") ?? [];
  if (workspace !== undefined) {
    const attributes = { name: workspace, "terraform-version": "latest", operations: false, "execution-mode": "local" };
    return { data: { id: `ws-${workspace}`, type: "workspaces", attributes } };
  }
  return undefined;
}
