import { failed, passed, unknown } from "../../../src/preflight/check";
import { judgeIndex, judgeManifest, versionsOf } from "../../../src/preflight/judge-repositories";
import type { Answer, Outside } from "../../../src/preflight/outside";
import { manifest, parseImage } from "../../../src/preflight/registry";

const any = expect.any(String) as string;

test.each([
  ["posit/package-manager:1", { host: "registry-1.docker.io", path: "posit/package-manager", version: "1" }],
  ["postgres:17.6-alpine", { host: "registry-1.docker.io", path: "library/postgres", version: "17.6-alpine" }],
  ["docker.io/library/postgres", { host: "registry-1.docker.io", path: "library/postgres", version: "latest" }],
  ["public.ecr.aws/eks/c:v3", { host: "public.ecr.aws", path: "eks/c", version: "v3" }],
  ["localhost:5000/a/b", { host: "localhost:5000", path: "a/b", version: "latest" }],
  ["r.example.com/a@sha256:0a1b", { host: "r.example.com", path: "a", version: "sha256:0a1b" }],
  ["r.example.com/a:1@sha256:0a1b", { host: "r.example.com", path: "a", version: "sha256:0a1b" }],
])("image %s", (image, expected) => expect(parseImage(image)).toEqual(expected));

describe("manifest", () => {
  const answers = (given: Record<string, Partial<Answer>>) => {
    const asked: string[] = [];
    const answer =
      (method: string): Outside["get"] =>
      (url, headers = {}) => {
        asked.push(`${method} ${url}`);
        const key = headers.authorization ? `${url} with ${headers.authorization}` : url;
        return Promise.resolve({ status: 404, headers: {}, body: "", ...given[key] });
      };
    return { asked, outside: { get: answer("GET"), head: answer("HEAD") } as Partial<Outside> as Outside };
  };
  const image = { host: "h", path: "a/b", version: "1" };

  test("is asked for without a login where none is wanted", async () => {
    const { outside, asked } = answers({ "https://h/v2/a/b/manifests/1": { status: 200 } });
    expect((await manifest(outside, image)).status).toBe(200);
    expect(asked).toEqual(["HEAD https://h/v2/a/b/manifests/1"]);
  });

  test("is asked for with the token that the registry gives to anybody", async () => {
    const challenge = 'Bearer realm="https://auth/token",service="reg",scope="repository:a/b:pull"';
    const { outside, asked } = answers({
      "https://h/v2/a/b/manifests/1": { status: 401, headers: { "www-authenticate": challenge } },
      "https://auth/token?service=reg&scope=repository%3Aa%2Fb%3Apull": { status: 200, body: '{"token":"T"}' },
      "https://h/v2/a/b/manifests/1 with Bearer T": { status: 200 },
    });
    expect((await manifest(outside, image)).status).toBe(200);
    expect(asked.filter((one) => one.includes("/manifests/") && !one.startsWith("HEAD "))).toEqual([]);
  });

  test("stays refused where nobody gets one", async () => {
    const { outside } = answers({
      "https://h/v2/a/b/manifests/1": { status: 401, headers: { "www-authenticate": 'Basic realm="x"' } },
    });
    expect((await manifest(outside, image)).status).toBe(401);
  });
});

test.each([
  [200, passed("i is there")],
  [404, failed("i is not there", any)],
  [401, unknown("i is not open to everybody (401)", any)],
  [429, unknown("the registry of i answers too many requests", any)],
  [502, unknown("the registry of i answers 502", any)],
])("a registry answers %s", (status, expected) => expect(judgeManifest("i", status)).toEqual(expected));

const index = `apiVersion: v1
entries:
  other:
  - name: other
    version: 9.9.9
  rstudio-pm:
  - apiVersion: v2
    dependencies:
    - name: lib
      version: 7.7.7
    name: rstudio-pm
    version: 0.20.4
  - name: rstudio-pm
    version: "0.20.3"
  - version: '0.20.2'
    name: rstudio-pm
  zz:
  - name: zz
    version: 8.8.8
generated: "2026-01-01"
`;

test("versions of one chart, without those of others and of its dependencies", () => {
  expect(versionsOf(index, "rstudio-pm")).toEqual(["0.20.4", "0.20.3", "0.20.2"]);
  expect(versionsOf(index.replace(/^ {2}(?=- |\s{2})/gm, "    "), "rstudio-pm")).toEqual([
    "0.20.4",
    "0.20.3",
    "0.20.2",
  ]);
  expect(versionsOf(index, "none")).toEqual([]);
});

test("the index of a repository", () => {
  const chart = { repository: "https://r", name: "rstudio-pm", version: "0.20.3" };
  expect(judgeIndex(chart, 200, index)).toEqual(passed("https://r has rstudio-pm 0.20.3"));
  expect(judgeIndex({ ...chart, version: "1.0.0" }, 200, index)).toEqual(
    failed("https://r has no version 1.0.0 of rstudio-pm, but 0.20.4, 0.20.3, 0.20.2", any),
  );
  expect(judgeIndex({ ...chart, name: "x" }, 200, index)).toEqual(failed("https://r has no chart x", any));
  expect(judgeIndex(chart, 404, "")).toEqual(failed("https://r/index.yaml answers 404, expected 200", any));
  expect(judgeIndex(chart, 401, "")).toEqual(unknown("https://r is not open to everybody (401)", any));
});
