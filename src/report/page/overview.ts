import type { ReportFacts } from "../facts";
import { type Content, markup, type Markup } from "../html";
import { badge, dollars, plural, type Tone, value } from "./elements";

/** The summary on top: what a reviewer reads first. */
export function overview(facts: ReportFacts): Markup {
  const { name, region, url, valuesFrom } = facts;
  return markup`<header>
    <p class="kicker">Posit Package Manager on Amazon EKS</p>
    <h1>${name}</h1>
    <p class="lead">
      ${url !== undefined && markup`${value(url)}${" · "}`}${region !== undefined && markup`${value(region)}${" · "}`}${
        valuesFrom === undefined
          ? "values of variables are their defaults, and the examples of terraform.tfvars.example where there is none"
          : `values of variables are those of ${valuesFrom}`
      }
    </p>
    <dl class="summary">
      ${entries(facts).map(
        ([term, text, isWide]) => markup`<div${isWide === true && markup` class="wide"`}>
        <dt>${term}</dt>
        <dd>${text}</dd>
      </div>
      `,
      )}
    </dl>
  </header> `;
}

type Entry = [term: string, text: Content, isWide?: boolean];

function entries(facts: ReportFacts): Entry[] {
  const { stacks, parts, exposure, changes } = facts;
  const resources = stacks.reduce((sum, stack) => sum + stack.resources, 0);
  return [
    ...(changes ? [["Changes", changesInShort(facts), true] as Entry] : []),
    ["Public exposure", value(exposure), true],
    [
      `${plural(resources, "resource")} in ${stacks.map((stack) => `${stack.name} (${stack.resources})`).join(", ")}`,
      markup`<span class="by-part">${parts
        .filter((part) => part.resources.length > 0)
        .map(({ title, resources: { length } }, i) => [
          i > 0 && " · ",
          markup`${title}&nbsp;<b>${length}</b>`,
        ])}</span>`,
      true,
    ],
    ["Monthly cost", costInShort(facts)],
    ["Reference page", conformanceInShort(facts)],
    ["Capacity", capacityInShort(facts)],
    ["To do by hand", tasksInShort(facts)],
  ];
}

function changesInShort({ changes }: ReportFacts): Content {
  const { differences = [], title = "" } = changes ?? {};
  if (differences.length === 0) return markup`none, ${title}`;
  const kinds = ["added", "changed", "removed"] as const;
  const counts = kinds.flatMap((kind) => {
    const { length } = differences.filter((one) => one.kind === kind);
    return length > 0 ? [`${length} ${kind}`] : [];
  });
  return markup`<a href="#changes">${counts.join(", ")}</a>, ${title}`;
}

function costInShort({ cost }: ReportFacts): Content {
  const { lines, total, region, asOf, unknown } = cost;
  if (lines.length === 0) return "unknown: nothing that is made here has a price in the table";
  const isPartial = unknown.length > 0 || lines.some(({ monthly }) => monthly === "unknown");
  return markup`<a href="#cost"><b>${dollars(total)}</b></a>${isPartial && " and what is not known"}, list prices of ${region}, <span class="amount">${asOf}</span>`;
}

function conformanceInShort({ conformance }: ReportFacts): Content {
  const count = (wanted: string) => conformance.filter(({ verdict }) => verdict === wanted).length;
  const [met, differs, yours] = [count("met"), count("differs"), count("yours")];
  return markup`<a href="#conformance"><b>${met}</b> of ${conformance.length} requirements met</a>${
    yours > 0 && `, ${yours} yours to meet`
  }${differs > 0 && markup` ${badge(`${differs} differ`, "warn")}`}`;
}

function capacityInShort({ capacity }: ReportFacts): Content {
  if (capacity.length === 0) return "nothing to check";
  const count = (wanted: boolean | "unknown") => capacity.filter(({ ok }) => ok === wanted).length;
  const badges: [string, number, Tone][] = [
    ["too small", count(false), "bad"],
    ["not known", count("unknown"), "warn"],
  ];
  return markup`<a href="#capacity"><b>${count(true)}</b> of ${plural(capacity.length, "check")} pass</a>${badges
    .filter(([, number]) => number > 0)
    .map(([text, number, tone]) => markup` ${badge(`${number} ${text}`, tone)}`)}`;
}

function tasksInShort({ checklists, warnings }: ReportFacts): Content {
  const tasks = checklists.reduce((sum, list) => sum + list.tasks.length, 0);
  if (tasks + warnings.length === 0) return "nothing";
  return markup`<a href="#by-hand">${plural(tasks, "task")}, ${plural(warnings.length, "warning")}</a>`;
}
