import { globalAgent } from "node:https";
import { Agent } from "agent-base";
import { HttpsProxyAgent } from "https-proxy-agent";
import { getProxyForUrl } from "proxy-from-env";

/**
 * An agent for HTTPS that goes through the proxy of HTTPS_PROXY, but for hosts of NO_PROXY, as Terraform and its providers
 * do; undefined where there is no proxy.
 */
export function proxyAgent(environment: Readonly<Record<string, string | undefined>>): Agent | undefined {
  const names = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
  return names.some((name) => environment[name]) ? new ByHost() : undefined;
}

class ByHost extends Agent {
  connect(...[, { host, port }]: Parameters<Agent["connect"]>) {
    const proxy = getProxyForUrl(`https://${host}:${port}`);
    return proxy ? new HttpsProxyAgent(proxy) : globalAgent;
  }
}
