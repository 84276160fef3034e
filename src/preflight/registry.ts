import type { Answer, Outside } from "./outside";

/** An image or a chart in a registry. */
export interface ImageName {
  /** Host with port, without scheme. */
  readonly host: string;
  readonly path: string;
  /** Tag or digest. */
  readonly version: string;
}

/** Docker's own registry, where an image names none. */
const dockerHub = "registry-1.docker.io";

/** Reads `[host/]path[:tag][@digest]` as container runtimes do. */
export function parseImage(image: string): ImageName {
  const [, name = image, digest] = /^(.+?)@(sha256:[0-9a-f]+)$/.exec(image) ?? [];
  const [, untagged = name, tag = "latest"] = /^(.+):([\w.-]+)$/.exec(name) ?? [];
  const [first = "", ...rest] = untagged.split("/");
  const hasHost = rest.length > 0 && /[.:]|^localhost$/.test(first);
  const version = digest ?? tag;
  if (hasHost && first !== "docker.io") return { host: first, path: rest.join("/"), version };
  const path = hasHost ? rest.join("/") : untagged;
  return { host: dockerHub, path: path.includes("/") ? path : `library/${path}`, version };
}

const accept = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

/**
 * Asks a registry whether it has the manifest, as a container runtime without a login does. With HEAD, since Docker Hub
 * counts a GET as a pull, of which an address has few.
 *
 * @see https://docs.docker.com/docker-hub/usage/pulls/
 * @see https://distribution.github.io/distribution/spec/auth/token/
 */
export async function manifest(outside: Outside, { host, path, version }: ImageName): Promise<Answer> {
  const url = `https://${host}/v2/${path}/manifests/${version}`;
  const first = await outside.head(url, { accept });
  const challenge = first.headers["www-authenticate"];
  if (first.status !== 401 || typeof challenge !== "string") return first;
  const token = await anonymousToken(outside, challenge);
  return token === undefined ? first : outside.head(url, { accept, authorization: `Bearer ${token}` });
}

async function anonymousToken(outside: Outside, challenge: string): Promise<string | undefined> {
  const part = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(challenge)?.[1];
  const realm = part("realm");
  if (!/^bearer /i.test(challenge) || realm === undefined) return undefined;
  const query = ["service", "scope"].flatMap((name) => {
    const value = part(name);
    return value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`];
  });
  const { status, body } = await outside.get(`${realm}?${query.join("&")}`);
  if (status !== 200) return undefined;
  const { token, access_token: other } = JSON.parse(body) as { token?: string; access_token?: string };
  return token ?? other;
}
