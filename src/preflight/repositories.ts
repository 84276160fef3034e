import { problemOf } from "../aws/errors";
import { type Context, failed, type Finding, type Run, unknown, wrongOr } from "./check";
import { judgeIndex, judgeManifest } from "./judge-repositories";
import { manifest, parseImage } from "./registry";
import { known, releasesOf, textOf } from "./values";

interface Chart {
  readonly repository: string;
  readonly name: string;
  readonly version: string;
}

/** Terraform itself fetches charts, so that here is where they must be reached from. */
export const charts: Run = async ({ subject, outside }) => {
  const releases = releasesOf(subject).map(({ repository, chart, version }): Chart | undefined => {
    const [from, name, own] = [known(repository), known(chart), known(version)];
    return from && name && own ? { repository: from.replace(/\/$/, ""), name, version: own } : undefined;
  });
  const findings = await Promise.all(
    releases.map(async (chart) =>
      chart ? askChart(outside, chart) : unknown("a chart is not known yet", "give its version"),
    ),
  );
  return wrongOr(findings, findings.map(({ text }) => text).join("; "));
};

async function askChart(outside: Context["outside"], { repository, name, version }: Chart): Promise<Finding> {
  const fix = "open the way to it, set HTTPS_PROXY, or mirror the chart";
  try {
    if (repository.startsWith("oci://")) {
      const [host = "", ...path] = repository.slice("oci://".length).split("/");
      const answer = await manifest(outside, { host, path: [...path, name].join("/"), version });
      return judgeManifest(`${repository}/${name}:${version}`, answer.status);
    }
    const { status, body } = await outside.get(`${repository}/index.yaml`);
    return judgeIndex({ repository, name, version }, status, body);
  } catch (error) {
    return failed(`${repository} cannot be reached: ${problemOf(error).text}`, fix);
  }
}

/** Nodes pull images, by a way of their own: what cannot be reached from here need not be wrong. */
export const images: Run = async ({ subject, outside }) => {
  const digest = textOf(subject, "image_digest");
  const image = (name: string) => {
    const [repository, tag] = [textOf(subject, `${name}_repository`), textOf(subject, `${name}_tag`)];
    return repository && tag ? [`${repository}:${tag}`] : [];
  };
  const own = image("image").map((text) => (digest ? `${textOf(subject, "image_repository")}@${digest}` : text));
  const init = textOf(subject, "init_image");
  const names = [...own, ...(init ? [init] : []), ...image("controller_image")];
  const findings = await Promise.all(
    names.map(async (name) => {
      try {
        return judgeManifest(name, (await manifest(outside, parseImage(name))).status);
      } catch (error) {
        return unknown(
          `${name} cannot be reached from here: ${problemOf(error).text}`,
          "see that the nodes can reach it, or mirror the image",
        );
      }
    }),
  );
  return wrongOr(findings, `all ${names.length} are there`);
};
