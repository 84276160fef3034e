/**
 * Opens pages of `ppm-eks report` in headless Chromium: no violation of accessibility (axe-core), light and dark; no request
 * beside the page; no script; nothing wider than a small screen; prints to PDF. With a folder as argument, screenshots go there.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { compareStacks } from "../src/diff/compare";
import { type Changes, renderReport } from "../src/report/render";
import { reportInput } from "../src/report/report";
import { shape, type Shape } from "./checks/shapes";
import { Tally } from "./checks/tally";

const executablePath = "/usr/bin/chromium";
const args = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
];
const views = [
  [1280, "light"],
  [1280, "dark"],
  [400, "light"],
  [400, "dark"],
] as const;
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [screenshots] = process.argv.slice(2);

const tally = new Tally();

function count(name: string, problems: readonly string[]): void {
  tally.count(problems.length === 0);
  for (const problem of problems) console.error(`✗ ${name}: ${problem}`);
}

function pageOf(synthesized: Shape, changes?: Changes): string {
  return renderReport({ ...reportInput(synthesized), ...(changes && { changes }) });
}

const named = ({ stacks: { infrastructure, application } }: Shape) => ({
  "private-infrastructure": infrastructure,
  "private-application": application,
});

const pages: Readonly<Record<string, string>> = {
  reference: pageOf(shape("reference")),
  brought: pageOf(shape("brought")),
  "shared-alb": pageOf(shape("shared-alb")),
  changes: pageOf(shape("private"), {
    title: "from the reference architecture to this deployment",
    ...compareStacks(named(shape("reference")), named(shape("private"))),
  }),
};

/** A page in a window, with all that it asks for and complains of. */
async function open(browser: Browser, url: string, width: number, colorScheme: "light" | "dark") {
  const context = await browser.newContext({ viewport: { width, height: 1200 }, colorScheme });
  const page = await context.newPage();
  const requests: string[] = [];
  const errors: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(url, { waitUntil: "load" });
  return { page, requests, errors, close: () => context.close() };
}

const openAll = (page: Page) =>
  page.evaluate(`document.querySelectorAll("details").forEach((one) => one.setAttribute("open", ""))`);

/** Waits for what was changed to be laid out. */
const settle = (page: Page) =>
  page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");

/** How many closed things would not be printed. */
async function hiddenInPrint(page: Page): Promise<number> {
  await page.emulateMedia({ media: "print" });
  await settle(page);
  const hidden = "!one.checkVisibility({ contentVisibilityAuto: true })";
  return page.evaluate(`[...document.querySelectorAll("details > :not(summary)")].filter((one) => ${hidden}).length`);
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations: found, passes } = (await page.evaluate("axe.run()")) as AxeResults;
  if (passes.length < 20) return [`axe-core looked at ${passes.length} rules only`];
  return found.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html} (${nodes.length} in all)`);
}

async function check(browser: Browser, name: string, url: string): Promise<void> {
  for (const [width, scheme] of views) {
    const title = `${name}, ${width} px, ${scheme}`;
    const { page, requests, errors, close } = await open(browser, url, width, scheme);
    if (screenshots !== undefined) {
      await page.screenshot({ path: join(screenshots, `${name}-${width}-${scheme}.png`), fullPage: true });
    }
    await openAll(page);
    await settle(page);
    count(`${title}, accessibility`, await violations(page));
    const wide = Number(await page.evaluate("document.documentElement.scrollWidth"));
    count(`${title}, width`, wide <= width ? [] : [`the page is ${wide} px wide`]);
    count(
      `${title}, requests`,
      requests.filter((one) => one !== url),
    );
    count(`${title}, errors`, errors);
    await close();
  }
  const { page, close } = await open(browser, url, 1280, "light");
  const pdf = await page.pdf({ format: "A4" });
  count(`${name}, PDF`, pdf.subarray(0, 5).toString() === "%PDF-" && pdf.length > 50_000 ? [] : ["no PDF"]);
  const hidden = await hiddenInPrint(page);
  count(`${name}, print`, hidden === 0 ? [] : [`${hidden} closed things are not printed`]);
  await close();
}

/** The means must see what they look for. */
async function prove(browser: Browser, folder: string): Promise<void> {
  const url = (name: string, html: string): string => {
    const path = join(folder, `${name}.html`);
    writeFileSync(path, html);
    return pathToFileURL(path).href;
  };
  const [head = "", tail = ""] = (pages.reference ?? "").split("</main>");
  const bad = await open(browser, url("bad", `${head}<img src="x.png"><script>1</script></main>${tail}`), 400, "light");
  const found = await violations(bad.page);
  count("an image without a text is seen", found.some((one) => one.startsWith("image-alt")) ? [] : ["it is not"]);
  count("the policy refuses images and scripts", bad.errors.length >= 2 ? [] : ["it does not"]);
  await bad.close();
  const loose = head.replace(/<meta http-equiv[^>]*>/, "");
  const asking = await open(browser, url("asking", `${loose}<img src="x.png" alt="x"></main>${tail}`), 400, "light");
  count("a request is seen", asking.requests.some((one) => one.endsWith("/x.png")) ? [] : ["it is not"]);
  await asking.close();
  const rule = "content-visibility:visible";
  const closed = await open(browser, url("closed", `${head.replace(rule, "")}</main>${tail}`), 1280, "light");
  const isSeen = head.includes(rule) && (await hiddenInPrint(closed.page)) > 0;
  count("what is not printed is seen", isSeen ? [] : ["it is not"]);
  await closed.close();
}

async function main(): Promise<void> {
  const browser = await chromium.launch({ executablePath, args }).catch((error: Error) => {
    console.error(`${executablePath} cannot be started: ${error.message.split("\n")[0]}`);
    console.error("Install Chromium: apt-get install -y chromium");
    return undefined;
  });
  if (!browser) {
    process.exitCode = 1;
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "test-report-"));
  if (screenshots !== undefined) mkdirSync(screenshots, { recursive: true });
  try {
    console.log(`Chromium ${browser.version()}, axe-core ${/axe v([\d.]+)/.exec(axe)?.[1]}`);
    for (const [name, html] of Object.entries(pages)) {
      const path = join(folder, `${name}.html`);
      writeFileSync(path, html);
      await check(browser, name, pathToFileURL(path).href);
      console.log(`${name}: ${Math.round(html.length / 1024)} KiB`);
    }
    await prove(browser, folder);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
  tally.finish();
}

void main();
