import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Delegations, startDns } from "../../../e2e/preflight-servers";
import { surroundings } from "../../../src/preflight/outside";

describe("nameServers", () => {
  const ask = async (zones: Delegations) => {
    const dns = await startDns(() => zones);
    try {
      return await surroundings({ environment: {}, resolver: dns.address }).nameServers("packages.example.test");
    } finally {
      await dns.stop();
    }
  };

  test("are plain and sorted; none where DNS knows none", async () => {
    expect(await ask({ "packages.example.test": ["NS2.example.", "ns1.example"] })).toEqual([
      "ns1.example",
      "ns2.example",
    ]);
    expect(await ask({})).toEqual([]);
  });

  test.each(["SERVFAIL", "REFUSED"] as const)("that do not know the zone: %s", async (code) => {
    expect(await ask({ "packages.example.test": code, "example.test": ["ns1.example"] })).toBe("lame");
    expect(await ask({ "packages.example.test": code })).toBe("lame");
  });

  test.each(["SERVFAIL", "REFUSED"] as const)("a DNS server that answers %s of every zone", async (code) => {
    const zones = { "packages.example.test": code, "example.test": code, test: code };
    await expect(ask(zones)).rejects.toMatchObject({ code: `E${code}` });
  });
});

test("head asks for headers only, after a redirect, too", async () => {
  const asked: string[] = [];
  const server = createServer(({ method, url }, outgoing) => {
    asked.push(`${method} ${url}`);
    outgoing.writeHead(url === "/a" ? 302 : 200, { location: "/b", "x-it": "is" }).end("text");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { head, get } = surroundings({ environment: {} });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    expect(await head(`${url}/a`)).toMatchObject({ status: 200, body: "", headers: { "x-it": "is" } });
    expect(await get(`${url}/b`)).toMatchObject({ status: 200, body: "text" });
    expect(asked).toEqual(["HEAD /a", "HEAD /b", "GET /b"]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
