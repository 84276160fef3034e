import { escape, markup, trusted } from "../../../src/report/html";
import { collectFacts, renderReport } from "../../../src/report/render";
import { reportInput, withDescription } from "../../support/report";

const attack = `<script>alert("1")</script>'&`;
const escaped = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;";

test("escape leaves nothing that opens a tag, an attribute or an entity", () => {
  expect(escape(attack)).toBe(escaped);
  expect(escape("a b")).toBe("a b");
});

describe("markup", () => {
  test("escapes values in elements and attributes, but not markup, and joins lists", () => {
    const inner = markup`<b>${attack}</b>`;
    expect(markup`<p title="${attack}">${[inner, " ", 1, undefined, false]}</p>`.text).toBe(
      `<p title="${escaped}"><b>${escaped}</b> 1</p>`,
    );
  });

  test("takes only what is trusted as it is", () => {
    expect(markup`${trusted("<i>")}${"<i>"}`.text).toBe("<i>&lt;i&gt;");
  });
});

test("a page escapes what comes from the JSON, the files, the warnings, the plan and the prices", () => {
  const input = withDescription(reportInput("shared-alb"), attack);
  expect(JSON.stringify(collectFacts(input)).split(JSON.stringify(attack).slice(1, -1)).length).toBeGreaterThan(10);
  const page = renderReport(input);
  expect(page).not.toContain("<script");
  expect(page.split(escaped).length).toBeGreaterThan(10);
});
