import type { ReportFacts } from "../facts";
import { type Content, html, type Markup } from "../html";
import type { PartFacts, ResourceSettings, Setting } from "../settings";
import { badge, code, details, plural, table, value, variableNames } from "./elements";

/** Every part with the settings that matter. */
export function partsChapter({ parts }: ReportFacts): Content {
  return parts.map(partSection);
}

function partSection({ part, title, mode, shown, resources }: PartFacts): Markup {
  const isYours = mode !== undefined && mode !== "create";
  const note = isYours && html` ${badge(`yours (mode: ${mode})`, "mute")}`;
  const addresses = resources.map(({ stack, address }) => html`<li>${code(address)}${stackNote(stack)}</li>`);
  return html`<section id="part-${part}" aria-labelledby="part-${part}-title">
    <h3 id="part-${part}-title">${title}${note}</h3>
    ${inGroups(shown).map((group, i) => settingsGroup(group, `settings-${part}-${i + 1}`))}${
      resources.length > 0 &&
      details(
        plural(resources.length, "resource address", "resource addresses"),
        html`<ul class="addresses">
          ${addresses}
        </ul>`,
      )
    }
  </section> `;
}

/** One resource, or several that are alike. */
type Group = readonly [ResourceSettings, ...ResourceSettings[]];

function inGroups(shown: readonly ResourceSettings[]): Group[] {
  const groups: [ResourceSettings, ...ResourceSettings[]][] = [];
  for (const one of shown) {
    const last = groups.at(-1);
    if (last && one.isOneLine && last[0].title === one.title) last.push(one);
    else groups.push([one]);
  }
  return groups;
}

function settingsGroup(group: Group, id: string): Markup {
  const [first, ...more] = group;
  if (!first.isOneLine) {
    return html`<h4>${first.title} ${code(first.address)}${stackNote(first.stack)}</h4>
      <dl class="settings">${first.settings.map(definition)}</dl> `;
  }
  return table({
    id,
    caption: more.length > 0 ? `${first.title}s` : first.title,
    columns: ["Name", "Settings", "Decided by"],
    rows: group.map(({ address, settings, stack }) => [
      [code(address.replace(/^.*\./, "")), stackNote(stack)],
      inOneLine(settings),
      variableNames([...new Set(settings.flatMap(({ variables }) => variables))].sort()),
    ]),
  });
}

function definition({ label, value: text, variables }: Setting): Markup {
  return html`<div>
    <dt>${label}</dt>
    <dd>${value(text)}${variables.length > 0 && html`<span class="by">${variableNames(variables)}</span>`}</dd>
  </div> `;
}

function inOneLine(settings: readonly Setting[]): Content {
  return settings.map(({ label, value: text }, i) => [
    i > 0 && " · ",
    label && html`<span class="label">${label}</span> `,
    value(text),
  ]);
}

function stackNote(stack: string): Content {
  return stack !== "infrastructure" && html` <span class="none">${stack} stack</span>`;
}
