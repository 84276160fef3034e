import { execFile } from "node:child_process";
import { Resolver } from "node:dns/promises";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { homedir } from "node:os";
import { proxyAgent } from "../aws/proxy";

/** What lies outside beside AWS: programs, DNS and other servers. */
export interface Outside {
  /** Runs a program; undefined when there is none of that name. */
  run(program: string, args: readonly string[]): Promise<{ status: number; output: string } | undefined>;
  /** Asks DNS for the name servers of a zone. @throws Error of Node.js without an answer. */
  nameServers(zone: string): Promise<NameServers>;
  /** Gets an address. @throws Error of Node.js without an answer. */
  get(url: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Asks for the headers of an address only, without its body. @throws Error of Node.js without an answer. */
  head(url: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  readonly home: string;
}

/**
 * Names of a zone's servers, in lower case without the last dot; none when the parent zone names none. `lame`: those that
 * it names do not answer for the zone.
 */
export type NameServers = readonly string[] | "lame";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

const patience = 15_000;

interface Options {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** DNS server to ask. @default - those of the machine */
  readonly resolver?: string;
}

/** The real surroundings. */
export function surroundings({ environment, resolver }: Options): Outside {
  const agent = proxyAgent(environment);
  const dns = new Resolver({ timeout: 3_000, tries: 2 });
  if (resolver !== undefined) dns.setServers([resolver]);
  return {
    run: (program, args) =>
      new Promise((resolve) => {
        execFile(program, args, { timeout: patience, maxBuffer: 1_000_000 }, (error, output) => {
          if (error && error.code === "ENOENT") resolve(undefined);
          else resolve({ status: typeof error?.code === "number" ? error.code : error ? 1 : 0, output });
        });
      }),
    nameServers: (zone) => nameServers(dns, zone),
    get: (url, headers = {}) => follow("GET", url, headers, agent, 5),
    head: (url, headers = {}) => follow("HEAD", url, headers, agent, 5),
    home: homedir(),
  };
}

async function nameServers(dns: Resolver, zone: string): Promise<NameServers> {
  try {
    return (await dns.resolveNs(zone)).map((name) => name.toLowerCase().replace(/\.$/, "")).sort();
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (["ENOTFOUND", "ENODATA"].includes(code)) return [];
    if (!["ESERVFAIL", "EREFUSED"].includes(code) || !zone.includes(".")) throw error;
    // A DNS server that is cut off, or refuses this client, says the same of every zone: of the parent, too.
    const parent = await nameServers(dns, zone.slice(zone.indexOf(".") + 1)).catch(() => "lame" as const);
    if (parent === "lame") throw error;
    return "lame";
  }
}

type Method = "GET" | "HEAD";

async function follow(
  method: Method,
  url: string,
  headers: Readonly<Record<string, string>>,
  agent: ReturnType<typeof proxyAgent>,
  redirects: number,
): Promise<Answer> {
  const answer = await ask(method, new URL(url), headers, agent);
  const { location } = answer.headers;
  if (redirects === 0 || ![301, 302, 303, 307, 308].includes(answer.status) || typeof location !== "string")
    return answer;
  const next = new URL(location, url);
  // A token is for the host that it was made for.
  const { authorization, ...others } = headers;
  const same = next.host === new URL(url).host && authorization !== undefined;
  return follow(method, next.href, same ? headers : others, agent, redirects - 1);
}

/** The most that is read of an answer; the index of a chart repository has some MB. */
const most = 20_000_000;

function ask(
  method: Method,
  url: URL,
  headers: Readonly<Record<string, string>>,
  agent: ReturnType<typeof proxyAgent>,
): Promise<Answer> {
  const secure = url.protocol === "https:";
  return new Promise((resolve, reject) => {
    const options = {
      method,
      headers: { "user-agent": "ppm-eks", ...headers },
      ...(secure && agent && { agent }),
      timeout: patience,
    };
    const sent = (secure ? requestHttps : requestHttp)(url, options, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => {
        body += text;
        if (body.length > most) response.destroy(new Error(`${url.href} answers more than ${most} bytes`));
      });
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    sent.on("timeout", () => sent.destroy(Object.assign(new Error("no answer in time"), { code: "ETIMEDOUT" })));
    sent.on("error", reject).end();
  });
}
