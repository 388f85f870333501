// Opens a DMN file in dmn-js in a real browser, shows every table of it, and saves it again.
//
//   node round_trip.mjs IN.dmn OUT.dmn [PICTURES]
//
// Exits 1 with a sentence where the editor warns, cannot show a table, or the page asks for anything
// outside this machine. With PICTURES, a folder, each table is photographed as PICTURES/ID.png.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const { chromium } = await import("playwright-core");

const CHROMIUM = process.env.SKRANKE_CHROMIUM ?? "/usr/bin/chromium";
const EDITOR = path.join(here, "node_modules/dmn-js/dist");
const SHEETS = [
  "assets/diagram-js.css",
  "assets/dmn-js-shared.css",
  "assets/dmn-js-drd.css",
  "assets/dmn-js-decision-table.css",
  "assets/dmn-js-decision-table-controls.css",
  "assets/dmn-js-literal-expression.css",
  "assets/dmn-font/css/dmn-embedded.css",
];

async function openEditor(browser) {
  const context = await browser.newContext({ viewport: { width: 1600, height: 900 } });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => {
    if (!/^(about|data|blob|file):/.test(request.url())) faults.push(`asks for ${request.url()}`);
  });
  await page.setContent('<div id="editor" style="height: 860px"></div>');
  for (const sheet of SHEETS) await page.addStyleTag({ path: path.join(EDITOR, sheet) });
  await page.addScriptTag({ path: path.join(EDITOR, "dmn-modeler.production.min.js") });
  return { page, faults };
}

// Gives the warnings, the ids of all decisions, and how many rules each table has.
function load(page, xml) {
  return page.evaluate(async (text) => {
    window.editor = new window.DmnJS({ container: "#editor" });
    const { warnings } = await window.editor.importXML(text);
    const views = window.editor.getViews().filter((view) => view.type !== "drd");
    return {
      warnings: warnings.map((warning) => warning.message),
      decisions: views.map((view) => ({
        id: view.element.id,
        type: view.type,
        rules: view.element.decisionLogic.rule?.length ?? 0,
      })),
    };
  }, xml);
}

// How many rows the editor shows of the table.
async function show(page, id) {
  await page.evaluate(async (wanted) => {
    const view = window.editor.getViews().find(
      (one) => one.element.id === wanted && one.type !== "drd");
    await window.editor.open(view);
  }, id);
  return page.locator(".tjs-table tbody tr td.rule-index").count();
}

async function roundTrip(browser, input, output, pictures) {
  const { page, faults } = await openEditor(browser);
  const { warnings, decisions } = await load(page, fs.readFileSync(input, "utf8"));
  faults.push(...warnings);
  if (decisions.length === 0) faults.push("the editor finds no decision");
  for (const { id, type, rules } of decisions) {
    const shown = await show(page, id);
    if (type === "decisionTable" && shown !== rules) {
      faults.push(`${id}: the editor shows ${shown} of ${rules} rules`);
    }
    if (pictures) await page.screenshot({ path: path.join(pictures, `${id}.png`) });
    console.log(`${id}: ${type}, ${rules} rules`);
  }
  const saved = await page.evaluate(() => window.editor.saveXML({ format: true }));
  fs.writeFileSync(output, saved.xml);
  return faults;
}

const [input, output, pictures] = process.argv.slice(2);
if (!output) {
  console.error("usage: round_trip.mjs IN.dmn OUT.dmn [PICTURES]");
  process.exit(2);
}
// A sandbox needs a user of its own; CI runs as root and opens nothing but our own file.
const sandbox = process.getuid() === 0 ? ["--no-sandbox"] : [];
const browser = await chromium.launch({ executablePath: CHROMIUM, args: sandbox });
try {
  const faults = await roundTrip(browser, input, output, pictures);
  for (const fault of faults) console.error(`round_trip: ${fault}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  await browser.close();
}
