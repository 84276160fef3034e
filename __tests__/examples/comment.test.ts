import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { marker } from "../../src/diff/render-markdown";

const script = join(__dirname, "../../examples/ci/comment.mjs");
const report = `${marker}\n### New\n`;

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly user?: { readonly login: string };
  readonly author?: { readonly id: number };
}

let folder: string;
let server: Server;
let comments: Comment[];
/** Method, path, token and body of each request that writes. */
let written: unknown[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "comment-"));
  written = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method, url = "" } = request;
      const [path, query] = url.split("?");
      const token = request.headers.authorization ?? request.headers["private-token"];
      const page = Number(new URLSearchParams(query).get("page") ?? 1);
      if (method !== "GET") written.push([method, path, token, JSON.parse(Buffer.concat(chunks).toString())]);
      const answer = path?.endsWith("/user") ? { id: 7 } : comments.slice((page - 1) * 100, page * 100);
      response.statusCode = token === "Bearer wrong" ? 403 : 200;
      response.end(JSON.stringify(method === "GET" ? answer : {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(async () => {
  rmSync(folder, { recursive: true });
  await new Promise((resolve) => server.close(resolve));
});

function post(service: "github" | "gitlab", { text = report, token = "t" } = {}) {
  writeFileSync(join(folder, "change.md"), text);
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const github = {
    GITHUB_ACTIONS: "true",
    GITHUB_API_URL: api,
    GITHUB_REPOSITORY: "o/r",
    PULL_REQUEST: "5",
    GITHUB_TOKEN: token,
  };
  const gitlab = { CI_API_V4_URL: api, CI_PROJECT_ID: "9", CI_MERGE_REQUEST_IID: "5", COMMENT_TOKEN: token };
  const env = { PATH: process.env.PATH, ...(service === "github" ? github : gitlab) };
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [script, "change.md"], { cwd: folder, env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

const bot = { login: "github-actions[bot]" };
const others: Comment[] = Array.from({ length: 100 }, (_, i) => ({
  id: i + 1,
  body: "hello",
  user: bot,
  author: { id: 7 },
}));

describe("comment.mjs", () => {
  test.each([
    ["github", ["POST", "/repos/o/r/issues/5/comments", "Bearer t", { body: report }]],
    ["gitlab", ["POST", "/projects/9/merge_requests/5/notes", "t", { body: report }]],
  ] as const)("%s: the first comment is a new one, whatever else there is", async (service, request) => {
    // A person who wrote the marker owns that comment.
    comments = [...others, { id: 101, body: report, user: { login: "person" }, author: { id: 8 } }];
    expect(await post(service)).toMatchObject({ code: 0, stderr: "" });
    expect(written).toEqual([request]);
  });

  test.each([
    ["github", ["PATCH", "/repos/o/r/issues/comments/102", "Bearer t", { body: report }]],
    ["gitlab", ["PUT", "/projects/9/merge_requests/5/notes/102", "t", { body: report }]],
  ] as const)("%s: writes over its own comment, on the second page too", async (service, request) => {
    comments = [...others, { id: 102, body: `${marker}\n### Old\n`, user: bot, author: { id: 7 } }];
    expect(await post(service)).toMatchObject({ code: 0, stderr: "" });
    expect(written).toEqual([request]);
  });

  test("leaves a comment that says the same", async () => {
    comments = [{ id: 1, body: report.trim(), user: bot }];
    expect(await post("github")).toEqual({ code: 0, stdout: "the comment is up to date\n", stderr: "" });
    expect(written).toEqual([]);
  });

  test("without a token, as in a fork, says where the report is", async () => {
    comments = [];
    const { code, stdout } = await post("gitlab", { token: "" });
    expect([code, stdout]).toEqual([0, expect.stringContaining("no comment: COMMENT_TOKEN is not set")]);
    expect(written).toEqual([]);
  });

  test.each([
    [
      "no marker",
      { text: "### New" },
      'change.md begins with "### New", expected a marker such as <!-- ppm-eks diff -->',
    ],
    ["too long", { text: `${marker}\n${"x".repeat(65_536)}` }, "expected at most 65536; make it with --limit 65536"],
    ["a refusal", { token: "wrong" }, "/repos/o/r/issues/5/comments?per_page=100&page=1: 403"],
  ])("fails: %s", async (_, given, message) => {
    comments = [];
    const { code, stderr } = await post("github", given);
    expect([code, stderr]).toEqual([1, expect.stringContaining(message)]);
    expect(written).toEqual([]);
  });
});
