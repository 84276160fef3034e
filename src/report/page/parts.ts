import type { ReportFacts } from "../facts";
import { type Content, markup, type Markup } from "../html";
import type { PartFacts, ResourceSettings, Setting } from "../settings";
import { badge, code, details, plural, table, value, variableNames } from "./elements";

/** Every part with the settings that matter. */
export function partsChapter({ parts }: ReportFacts): Content {
  return parts.map(partSection);
}

function partSection({ part, title, mode, given, shown, resources }: PartFacts): Markup {
  const isYours = mode !== undefined && mode !== "create";
  const note = isYours && markup` ${badge(`yours (mode: ${mode})`, "mute")}`;
  const addresses = resources.map(({ stack, address }) => markup`<li>${code(address)}${stackNote(stack)}</li>`);
  return markup`<section id="part-${part}" aria-labelledby="part-${part}-title">
    <h3 id="part-${part}-title">${title}${note}</h3>
    ${
      given.length > 0 &&
      markup`<h4>What you give</h4>
<dl class="settings">${given.map(definition)}</dl>
`
    }${shown.filter(isLarge).map(largeResource)}${smallResources(
      part,
      title,
      shown.filter((one) => !isLarge(one)),
    )}${
      resources.length > 0 &&
      details(
        plural(resources.length, "resource address", "resource addresses"),
        markup`<ul class="addresses">
          ${addresses}
        </ul>`,
      )
    }
  </section> `;
}

/** Whether a resource gets a grid of its own rather than one row. */
function isLarge({ isOneLine, settings }: ResourceSettings): boolean {
  return !isOneLine && settings.length > 3;
}

function largeResource({ title, address, stack, settings }: ResourceSettings): Markup {
  return markup`<h4>${title} ${code(address)}${stackNote(stack)}</h4>
<dl class="settings">${settings.map(definition)}</dl>
`;
}

function smallResources(part: string, title: string, shown: readonly ResourceSettings[]): Content {
  if (shown.length === 0) return undefined;
  return table({
    id: `settings-${part}`,
    caption: `${title}: one row a resource`,
    columns: ["Resource", "Settings", "Decided by"],
    rows: shown.map(({ title: type, address, settings, stack }) => [
      [`${type} `, code(address.replace(/^(data\.)?\w+\./, "")), stackNote(stack)],
      inOneLine(settings),
      variableNames([...new Set(settings.flatMap(({ variables }) => variables))].sort()),
    ]),
  });
}

/** Longer than what two columns of the grid hold. */
const LONG = 70;

function definition({ label, value: text, variables }: Setting): Markup {
  const by = variables.length > 0 && markup`<span class="by">${variableNames(variables)}</span>`;
  return markup`<div${text.length > LONG && markup` class="wide"`}><dt>${label}</dt><dd>${value(text)}${by}</dd></div>
`;
}

function inOneLine(settings: readonly Setting[]): Content {
  return settings.map(({ label, value: text }, i) => [
    i > 0 && " · ",
    label && markup`<span class="label">${label}</span> `,
    value(text),
  ]);
}

function stackNote(stack: string): Content {
  return stack !== "infrastructure" && markup` <span class="none">${stack} stack</span>`;
}
