import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";

/** Where the Filesystem Hierarchy Standard puts what is added to a machine; each child may be a provider mirror. */
const addOnFolders = [join(sep, "opt"), join(sep, "usr", "local", "share"), join(sep, "srv")];

/**
 * Writes a Terraform CLI configuration that takes providers from a mirror on this machine where one holds them, and
 * all others from their registry.
 *
 * The mirror is the folder `TF_PLUGIN_DIR`, or the first one found in Terraform's layout beside a machine's other
 * add-ons. A `TF_CLI_CONFIG_FILE` of the user's that exists is taken as it is instead.
 *
 * @returns the configuration file to use.
 */
export function cliConfiguration(folder: string, environment: NodeJS.ProcessEnv): string {
  const given = environment.TF_CLI_CONFIG_FILE;
  if (given && existsSync(given)) return given;

  const candidates = environment.TF_PLUGIN_DIR ? [environment.TF_PLUGIN_DIR] : addOnFolders.flatMap(subfolders);
  const mirror = candidates.map((path) => ({ path, providers: mirroredProviders(path) })).find(holdsProviders);
  if (environment.TF_PLUGIN_DIR && !mirror) {
    throw new Error(
      `TF_PLUGIN_DIR is ${environment.TF_PLUGIN_DIR}, expected a folder with HOST/NAMESPACE/TYPE/VERSION`,
    );
  }
  const file = join(folder, "terraform.rc");
  writeFileSync(file, configuration(mirror));
  return file;
}

interface Mirror {
  readonly path: string;
  /** `HOST/NAMESPACE/TYPE` of each. */
  readonly providers: readonly string[];
}

function configuration(mirror: Mirror | undefined): string {
  if (!mirror) return "disable_checkpoint = true\n";
  const held = JSON.stringify(mirror.providers);
  return `disable_checkpoint = true
provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(mirror.path)}
    include = ${held}
  }
  direct {
    exclude = ${held}
  }
}
`;
}

function holdsProviders(mirror: Mirror): boolean {
  return mirror.providers.length > 0;
}

/** Providers in Terraform's mirror layout: `HOST/NAMESPACE/TYPE/VERSION/OS_ARCH/`. Host names have a dot. */
function mirroredProviders(mirror: string): string[] {
  return subfolders(mirror)
    .filter((host) => host.slice(mirror.length).includes("."))
    .flatMap(subfolders)
    .flatMap(subfolders)
    .filter((type) => subfolders(type).some((version) => subfolders(version).length > 0))
    .map((type) => type.slice(mirror.length + 1).replaceAll(sep, "/"));
}

function subfolders(folder: string): string[] {
  try {
    return readdirSync(folder)
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isDirectory());
  } catch {
    return []; // Not there, or not ours to read.
  }
}
