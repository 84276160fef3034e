import { partTitles } from "../../inspect/parts";
import type { ConformanceFacts, ReportFacts, StackFacts } from "../facts";
import { type Content, markup, type Markup } from "../html";
import { inWords } from "../value";
import type { VariableFacts } from "../variables";
import { badge, code, details, dollars, lines, prose, table, type Tone, value } from "./elements";

const verdicts: Readonly<Record<ConformanceFacts["verdict"], readonly [string, Tone]>> = {
  met: ["met", "good"],
  differs: ["differs", "warn"],
  yours: ["yours to meet", "mute"],
};

/** Requirements of the reference page: what differs, with the reason, before what is met. */
export function conformanceChapter({ conformance }: ReportFacts): Content {
  const of = (wanted: ConformanceFacts["verdict"]) => conformance.filter(({ verdict }) => verdict === wanted);
  const open = [...of("differs"), ...of("yours")];
  const met = of("met");
  return [
    markup`<p>Posit's page on Package Manager on EKS, in its own words, and how this deployment meets it.</p>
`,
    open.length > 0 &&
      table({
        id: "requirements",
        caption: "Differs from the page, or is yours to meet",
        columns: ["Requirement", "Here", "Why"],
        rows: open.map(({ quote, verdict, reasons }) => [
          requirement(quote),
          badge(...verdicts[verdict]),
          verdict === "yours" ? `you bring: ${reasons.join(", ")}` : lines(reasons),
        ]),
      }),
    details(
      `${met.length} of ${conformance.length} requirements are met`,
      table({
        id: "requirements-met",
        caption: "Met, as checked on the synthesized JSON",
        columns: ["Requirement", "Rule"],
        rows: met.map(({ quote, id }) => [requirement(quote), code(id)]),
      }),
    ),
  ];
}

function requirement(quote: string): Content {
  return markup`<q>${quote.replace(/^- /, "")}</q>`;
}

export function costChapter({ cost }: ReportFacts): Content {
  const { lines: all, total, region, asOf, unknown } = cost;
  const amount = (monthly: number | "unknown") =>
    markup`<span class="amount">${monthly === "unknown" ? "unknown" : dollars(monthly)}</span>`;
  const parts = [...new Set(all.map(({ part }) => part))];
  return [
    markup`<p>US dollars a month at list prices of ${region}; the oldest price is of ${asOf}.</p> `,
    table({
      id: "costs",
      caption: "Monthly cost by part",
      columns: ["What", "Monthly", "Arithmetic", "Source of the price"],
      rows: [
        ...parts.flatMap((part) => {
          const own = all.filter((line) => line.part === part);
          const sum = own.reduce((known, { monthly }) => known + (monthly === "unknown" ? 0 : monthly), 0);
          return [
            { heading: markup`${partTitles[part]} <span class="none">${dollars(sum)}</span>` },
            ...own.map(({ what, monthly, quantity, source }) => [
              what,
              amount(monthly),
              quantity,
              markup`<span class="source">${source}</span>`,
            ]),
          ];
        }),
        ...(all.length > 0 ? [{ heading: markup`Total <span class="amount">${dollars(total)}</span>` }] : []),
      ],
    }),
    unknown.length > 0 &&
      markup`<p>Not in the total:</p>
        <ul>
          ${unknown.map((one) => markup`<li>${one}</li>`)}
        </ul>`,
  ];
}

const fits: readonly (readonly [boolean | "unknown", string, Tone])[] = [
  [true, "fits", "good"],
  [false, "too small", "bad"],
  ["unknown", "not known", "warn"],
];

export function capacityChapter({ capacity }: ReportFacts): Content {
  return table({
    id: "checks",
    caption: "Whether it all fits",
    columns: ["What", "Verdict", "Arithmetic"],
    rows: capacity.map(({ what, ok, arithmetic }) => [
      what,
      fits.filter(([wanted]) => wanted === ok).map(([, text, tone]) => badge(text, tone)),
      markup`<ul class="arguments">${arithmetic.map((step) => markup`<li>${step}</li>`)}</ul>`,
    ]),
  });
}

/** Variables of each stack, as its JSON declares them. */
export function variablesChapter({ variables, stacks }: ReportFacts): Content {
  return variables.map(({ stack, variables: all }) => {
    const name = stacks.find((one) => one.stack === stack)?.name ?? stack;
    const required = all.filter(({ isRequired }) => isRequired);
    const optional = all.filter(({ isRequired }) => !isRequired);
    const rows = (list: readonly VariableFacts[]) => list.map(variableRow);
    const columns = ["Variable", "Type", "Default", "Meaning"];
    return markup`<h3>${name}</h3>
      ${table({ id: `required-${stack}`, caption: `Required by ${name}`, columns, rows: rows(required), empty: "none." })}
      ${
        optional.length > 0 &&
        details(
          `${optional.length} with a default`,
          table({
            id: `optional-${stack}`,
            caption: `Variables of ${name} with a default`,
            columns,
            rows: rows(optional),
          }),
        )
      }`;
  });
}

function variableRow(variable: VariableFacts): Content[] {
  const { name, type, isRequired, isSensitive, isEphemeral, description, rules } = variable;
  const shown = inWords(variable.default);
  return [
    [
      code(name),
      isSensitive && markup` ${badge("sensitive", "warn")}`,
      isEphemeral && markup` ${badge("ephemeral", "mute")}`,
    ],
    code(type),
    isRequired ? badge("required", "warn") : isSensitive && shown !== "none" ? "(sensitive)" : value(shown),
    [prose(description), rules.map((rule) => markup`<br><span class="label">must be</span> ${prose(inWords(rule))}`)],
  ];
}

/** What is to be done by hand: the checklists, and the warnings of the synthesis. */
export function byHandChapter({ checklists, warnings, stacks }: ReportFacts): Content {
  return [
    checklists.map(({ stack, tasks }) => {
      const name = stacks.find((one) => one.stack === stack)?.name ?? stack;
      return markup`<h3>Before ${name} is applied</h3>
        <p>It uses what is yours. Each of these must be so already, or be done by whoever owns it.</p>
        <ol class="tasks">
          ${tasks.map(
            ({ what, neededBy, text }) => markup`<li>${prose(what)} <span class="none">for ${code(neededBy)}</span>${
              text !== undefined && attachment(text)
            }</li>
`,
          )}
        </ol> `;
    }),
    checklists.length === 0 && markup`<p>Nothing is brought that needs anything done.</p> `,
    warnings.length > 0 &&
      details(
        `${warnings.length} warnings of the synthesis`,
        markup`<ul>
          ${warnings.map((warning) => markup`<li>${prose(inWords(warning))}</li>`)}
        </ul>`,
      ),
  ];
}

/** Lines that stand in the list; what is longer, such as a policy, is to be opened. */
const SHORT = 6;

function attachment(text: string): Content {
  const block = markup`<pre tabindex="0">${text}</pre>`;
  const { length } = text.split("\n");
  return length <= SHORT ? block : details(`${length} lines`, block);
}

/** The stacks themselves: providers, state, and what one gives to the other. */
export function stacksChapter({ stacks }: ReportFacts): Content {
  return [
    table({
      id: "stack-list",
      caption: "Stacks, in the order of their apply",
      columns: ["Stack", "Resources", "Data sources", "Providers", "Terraform", "State"],
      rows: inApplyOrder(stacks).map(({ name, resources, dataSources, providers, terraform, state }) => [
        name,
        String(resources),
        String(dataSources),
        lines(providers),
        terraform,
        value(state),
      ]),
    }),
    stacks.map(outputs),
  ];
}

function inApplyOrder(stacks: readonly StackFacts[]): StackFacts[] {
  const order = ["workspaces", "infrastructure", "application"];
  return [...stacks].sort((a, b) => order.indexOf(a.stack) - order.indexOf(b.stack));
}

function outputs({ stack, name, outputs: all }: StackFacts): Markup | false {
  const rows = all.map(({ name: output, description, value: text }) => [code(output), description, value(text)]);
  const given = table({
    id: `outputs-${stack}`,
    caption: `Outputs of ${name}`,
    columns: ["Output", "Meaning", "Value"],
    rows,
  });
  return all.length > 0 && details(`${all.length} outputs of ${name}`, given);
}
