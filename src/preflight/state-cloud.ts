import { problemOf } from "../aws/errors";
import { at, type JsonObject } from "../inspect/terraform-json";
import { type Context, failed, type Finding, passed, unknown } from "./check";
import { judgeWorkspace, type Workspace } from "./judge-workspace";

/** A workspace of HCP Terraform, by its API. */
export async function cloudState(context: Context, stack: string, config: JsonObject): Promise<Finding> {
  const [host, organization] = [String(config.hostname ?? "app.terraform.io"), String(config.organization)];
  const name = String(at(config, "workspaces.name") ?? stack);
  const token = tokenFor(context, host);
  if (token === undefined) {
    return unknown(`there is no token for ${host}`, `run terraform login ${host}, or set ${tokenVariable(host)}`);
  }
  try {
    const { status, body } = await context.outside.get(
      `https://${host}/api/v2/organizations/${encodeURIComponent(organization)}/workspaces/${encodeURIComponent(name)}`,
      { authorization: `Bearer ${token}`, "content-type": "application/vnd.api+json" },
    );
    if (status === 401) return failed(`${host} does not take the token`, `run terraform login ${host}`);
    const { state } = context.subject.deployment;
    if (status === 404) {
      if (state.backend === "cloud" && state.manage) return passed(`the workspace ${name} will be made`);
      return unknown(
        `${organization} has no workspace ${name} that the token may see`,
        "terraform init makes it, where the token may",
      );
    }
    if (status !== 200) return unknown(`${host} answers ${status}`, "run it again in a minute");
    return judgeWorkspace(name, JSON.parse(body) as Workspace);
  } catch (error) {
    return failed(`${host} cannot be reached: ${problemOf(error).text}`, "open the way to it, or set HTTPS_PROXY");
  }
}

/** Terraform's own way to name it: dots as _, hyphens as __. */
function tokenVariable(host: string): string {
  return `TF_TOKEN_${host.replace(/-/g, "__").replace(/[.:]/g, "_")}`;
}

/** A token of the environment, else of Terraform's files, as terraform login writes them. None is ever shown. */
function tokenFor({ io, outside }: Context, host: string): string | undefined {
  const own = io.environment[tokenVariable(host)];
  if (own) return own;
  const folder = io.environment.TF_CLI_CONFIG_DIR ?? `${outside.home}/.terraform.d`;
  const files = [
    io.environment.TF_CLI_CONFIG_FILE ?? `${outside.home}/.terraformrc`,
    `${folder}/credentials.tfrc.json`,
  ].filter((path) => io.exists(path));
  return files.map((path) => tokenIn(io.read(path, "a configuration of Terraform"), host)).find((token) => token);
}

/** Reads both ways to write it: `credentials "HOST" { token = "…" }`, and the same as JSON. */
function tokenIn(text: string, host: string): string | undefined {
  const name = host.replace(/[.]/g, "\\.");
  const block =
    new RegExp(`credentials"?\\s*(?::\\s*\\{[^}]*?)?\\s*"${name}"\\s*:?\\s*\\{([^}]*)\\}`).exec(text)?.[1] ?? "";
  return /token"?\s*[:=]\s*"([^"]+)"/.exec(block)?.[1];
}
