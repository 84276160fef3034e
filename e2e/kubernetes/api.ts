import { readFileSync } from "node:fs";
import { request } from "node:https";
import type { JsonObject } from "../json";

/** The API of a Kubernetes control plane, as far as a test asks it. */
export class KubernetesApi {
  constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly caFile: string,
  ) {}

  /** Whether it takes requests. */
  async ready(): Promise<boolean> {
    try {
      return (await this.send("GET", "/readyz")) === "ok";
    } catch {
      return false; // Not yet.
    }
  }

  async get<T>(path: string): Promise<T> {
    return JSON.parse(await this.send("GET", path)) as T;
  }

  /** Makes an object in the collection `path`. */
  async create(path: string, object: JsonObject): Promise<void> {
    await this.send("POST", path, object);
  }

  async patch(path: string, change: JsonObject): Promise<void> {
    await this.send("PATCH", path, change, "application/merge-patch+json");
  }

  async delete(path: string): Promise<void> {
    await this.send("DELETE", path);
  }

  private send(method: string, path: string, body?: JsonObject, type = "application/json"): Promise<string> {
    const headers = { authorization: `Bearer ${this.token}`, "content-type": type };
    return new Promise((resolve, reject) => {
      request(this.url + path, { method, headers, ca: readFileSync(this.caFile) }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => (text += part));
        response.on("end", () =>
          (response.statusCode ?? 500) < 300 ? resolve(text) : reject(new Error(`${method} ${path}: ${text}`)),
        );
      })
        .on("error", reject)
        .end(body === undefined ? "" : JSON.stringify(body));
    });
  }
}
