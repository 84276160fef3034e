#!/usr/bin/env node
/**
 * Puts a Markdown file on the pull request or merge request that the job runs for, as one comment: the next run writes over
 * it. Without a token that may do so it says so, and ends with 0: the report is in the job's summary or artifacts, too.
 *
 *   comment.mjs REPORT     REPORT: a Markdown file whose first line is its marker, as `ppm-eks diff --format markdown` has it
 *
 * On GitHub: GITHUB_TOKEN (`permissions: pull-requests: write`), PULL_REQUEST (its number), and what GitHub sets itself.
 * On GitLab: COMMENT_TOKEN (project access token, scope api, role Reporter), and what GitLab sets itself.
 */
import { readFileSync } from "node:fs";

const { env } = process;

/** Where comments are, and how each service wants to be spoken to. */
function service() {
  if (env.GITHUB_ACTIONS) {
    const repository = `${env.GITHUB_API_URL}/repos/${env.GITHUB_REPOSITORY}/issues`;
    return {
      token: env.GITHUB_TOKEN,
      needs: "GITHUB_TOKEN",
      headers: { authorization: `Bearer ${env.GITHUB_TOKEN}`, accept: "application/vnd.github+json" },
      list: `${repository}/${env.PULL_REQUEST}/comments`,
      one: (id) => `${repository}/comments/${id}`,
      isOurs: async () => (comment) => comment.user?.login === "github-actions[bot]",
      update: "PATCH",
      most: 65_536,
    };
  }
  const notes = `${env.CI_API_V4_URL}/projects/${env.CI_PROJECT_ID}/merge_requests/${env.CI_MERGE_REQUEST_IID}/notes`;
  return {
    token: env.COMMENT_TOKEN,
    needs: "COMMENT_TOKEN",
    headers: { "private-token": env.COMMENT_TOKEN ?? "" },
    list: notes,
    one: (id) => `${notes}/${id}`,
    isOurs: async () => {
      const { id } = await call("GET", `${env.CI_API_V4_URL}/user`);
      return (comment) => comment.author?.id === id;
    },
    update: "PUT",
    most: 1_000_000,
  };
}

const { token, needs, headers, list, one, isOurs, update, most } = service();

async function call(method, url, body) {
  const response = await fetch(url, {
    method,
    headers: { ...headers, "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${(await response.text()).slice(0, 200)}`);
  return response.json();
}

/** The newest comment of this pipeline that begins with the marker. What people write is theirs, marker or not. */
async function find(marker) {
  const isOurOwn = await isOurs();
  let found;
  for (let page = 1; ; page++) {
    const comments = await call("GET", `${list}?per_page=100&page=${page}`);
    for (const comment of comments) {
      if (comment.body.startsWith(marker) && isOurOwn(comment) && (found?.id ?? 0) < comment.id) found = comment;
    }
    if (comments.length < 100) return found;
  }
}

async function main([file, ...others]) {
  if (file === undefined || others.length > 0) {
    console.error("usage: comment.mjs REPORT");
    return 64;
  }
  const body = readFileSync(file, "utf8");
  const [marker] = body.split("\n");
  if (!/^<!-- .+ -->$/.test(marker)) {
    console.error(`${file} begins with ${JSON.stringify(marker)}, expected a marker such as <!-- ppm-eks diff -->`);
    return 1;
  }
  if (body.length > most) {
    console.error(`${file} has ${body.length} characters, expected at most ${most}; make it with --limit ${most}`);
    return 1;
  }
  if (!token) {
    console.log(`no comment: ${needs} is not set, as for a fork; read the report in the job's summary or artifacts`);
    return 0;
  }
  const comment = await find(marker);
  if (comment?.body.trim() === body.trim()) console.log("the comment is up to date");
  else if (comment) await call(update, one(comment.id), { body });
  else await call("POST", list, { body });
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
