import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { type CloudHost, startCloudHost } from "./cloud-host";
import { asObject } from "./json";
import { cliConfiguration } from "./plugins";
import type { Lane } from "./report";
import { awsEnvironment } from "./settings";
import { stackFolder, synth } from "./synth";
import { TerraformFolder } from "./terraform";

const organization = "example-team";

/** `terraform init` of both stacks reaches the host that the deployment file names, and asks for their workspaces. */
export async function checkCloud(lane: Lane, folder: string): Promise<void> {
  const host = await startCloudHost(folder, organization);
  try {
    const workspaces = { infrastructure: "network-and-cluster" };
    await lane.step("synthesizes for a host with a port", () =>
      synth(folder, JSON.stringify({ state: { backend: "cloud", hostname: host.hostname, organization, workspaces } })),
    );
    await checkStack(lane, folder, host, "ppm-infrastructure", workspaces.infrastructure);
    await checkStack(lane, folder, host, "ppm-application", "ppm-application");
  } finally {
    await host.stop();
  }
}

async function checkStack(
  lane: Lane,
  folder: string,
  host: CloudHost,
  stack: string,
  workspace: string,
): Promise<void> {
  const environment = {
    // Nothing asks AWS.
    ...awsEnvironment("http://127.0.0.1:9", folder),
    SSL_CERT_FILE: host.authorities,
    TF_CLI_CONFIG_FILE: host.configure(cliConfiguration(folder, process.env)),
  };
  const terraform = new TerraformFolder(stackFolder(folder, stack), environment);
  // A machine without a cluster may lack the providers of Kubernetes and Helm.
  const { terraform: settings } = terraform.json;
  terraform.json = {
    terraform: Object.fromEntries(Object.entries(asObject(settings)).filter(([key]) => key !== "required_providers")),
  };
  const start = host.requests.length;
  await lane.step(`initializes ${stack}`, () => terraform.run("init", "-no-color", "-input=false"));
  const requests = host.requests.slice(start);
  await lane.check(`finds the host's services, then the workspace ${workspace}`, () => {
    const paths = requests.map(({ path }) => path);
    equal(paths[0], "/.well-known/terraform.json");
    const asked = paths.filter((path) => /^\/api\/v2\/organizations\/.*\/workspaces\//.test(path));
    equal([...new Set(asked)], [`/api/v2/organizations/${organization}/workspaces/${workspace}`]);
  });
  await lane.check("logs in with the credentials for that host", () => {
    const inApi = requests.filter(({ path }) => path.startsWith("/api/"));
    ok(inApi.length > 0, "no request");
    equal(
      inApi.filter(({ authorized }) => !authorized).map(({ path }) => path),
      [],
    );
  });
}
