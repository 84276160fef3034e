import type { Picture } from "../diagram/draw";
import { collectFacts, type FactsInput, type ReportFacts } from "./facts";
import { type Content, markup, trusted } from "./html";
import { changesChapter } from "./page/changes";
import { type Chapter, chapter } from "./page/elements";
import { overview } from "./page/overview";
import { partsChapter } from "./page/parts";
import { rolesChapter } from "./page/roles";
import { securityChapter } from "./page/security";
import {
  byHandChapter,
  capacityChapter,
  conformanceChapter,
  costChapter,
  stacksChapter,
  variablesChapter,
} from "./page/tables";
import { style } from "./style";

export type { Changes, FactsInput, ReportFacts } from "./facts";
export { collectFacts } from "./facts";

/** What {@link renderReport} makes a page of. */
export interface ReportInput extends FactsInput {
  readonly picture: Picture;
}

/** One HTML page that needs nothing else: no network, no script, no other file. The same input gives the same bytes. */
export function renderReport({ picture, ...input }: ReportInput): string {
  const facts = collectFacts(input);
  const chapters = chaptersOf(facts, picture);
  const page = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${facts.name}: Package Manager on EKS</title>
        <style>
          ${trusted(style)}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the report</a>
        ${overview(facts)}
        <nav aria-label="Chapters">
          <ul>
            ${chapters.map(({ id, title }) => markup`<li><a href="#${id}">${title}</a></li>`)}
          </ul>
        </nav>
        <main id="main" tabindex="-1">${chapters.map(chapter)}</main>
        <footer>
          <p>
            Made by <code>ppm-eks report</code> from the synthesized JSON alone; what only an apply gives is shown as
            <code class="later">an expression</code>.
          </p>
        </footer>
      </body>
    </html> `;
  return page.text;
}

function chaptersOf(facts: ReportFacts, { svg }: Picture): Chapter[] {
  const { changes } = facts;
  const all: [id: string, title: string, body: Content | undefined][] = [
    ["changes", "What changes", changes && changesChapter(changes)],
    [
      "diagram",
      "Architecture",
      markup`<div class="diagram" role="group" tabindex="0" aria-label="Diagram">${trusted(svg)}</div>`,
    ],
    ["parts", "Parts", partsChapter(facts)],
    ["security", "Security", securityChapter(facts)],
    ["roles", "Roles and policies", rolesChapter(facts)],
    ["conformance", "Reference page", conformanceChapter(facts)],
    ["cost", "Cost", costChapter(facts)],
    ["capacity", "Capacity", capacityChapter(facts)],
    ["variables", "Variables", variablesChapter(facts)],
    ["by-hand", "To do by hand", byHandChapter(facts)],
    ["stacks", "Stacks", stacksChapter(facts)],
  ];
  return all.filter(([, , body]) => body !== undefined).map(([id, title, body]) => ({ id, title, body }));
}
