// Other rule engines on the same generated tables as ours: nanoseconds a decision, median of
// interleaved rounds. Every answer is compared with what the plain walk found.
//
//   node peers.mjs DIR RULES,RULES,... ROUNDS SECONDS
//
// DIR holds table-N.json of skranke-decision-bench. Prints one line of JSON:
// {"zen-engine": {"10": [..], ...}, ...}. Exit 1 where an answer is wrong.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ZenEngine } from '@gorules/zen-engine';
import { unaryTest } from 'feelin';
import { Engine } from 'json-rules-engine';

const [directory, sizes, rounds, seconds] = process.argv.slice(2);

// "-" is an empty cell there; the rest reads alike.
function zenContent(table) {
  const fields = ['task', 'place', 'age', 'urgent'];
  return {
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position: { x: 0, y: 0 } },
      {
        id: 'table', type: 'decisionTableNode', name: 'table', position: { x: 1, y: 0 },
        content: {
          hitPolicy: 'first',
          inputs: fields.map((field) => ({ id: field, name: field, field })),
          outputs: [{ id: 'unit', name: 'unit', field: 'unit' }],
          rules: table.rules.map((rule, i) => ({
            _id: `r${i}`,
            ...Object.fromEntries(fields.map((field, j) =>
              [field, table.cells[i][j] === '-' ? '' : table.cells[i][j]])),
            unit: JSON.stringify(rule.unit),
          })),
        },
      },
      { id: 'out', type: 'outputNode', name: 'out', position: { x: 2, y: 0 } },
    ],
    edges: [
      { id: 'e1', type: 'edge', sourceId: 'in', targetId: 'table' },
      { id: 'e2', type: 'edge', sourceId: 'table', targetId: 'out' },
    ],
  };
}

function zen(table) {
  const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify(zenContent(table))));
  return async (facts) => (await decision.evaluate(facts)).result?.unit ?? '';
}

// feelin has no call that parses once: cell by cell, row by row, stopping at the first hit.
function feelin(table) {
  const fields = ['task', 'place', 'age', 'urgent'];
  const isTrue = (result) => (result?.value ?? result) === true;
  return async (facts) => {
    const found = table.cells.findIndex((cells) =>
      cells.every((cell, i) => isTrue(unaryTest(cell, { '?': facts[fields[i]] }))));
    return found < 0 ? '' : table.rules[found].unit;
  };
}

function conditionsOf(rule) {
  const all = [{ fact: 'task', operator: 'equal', value: rule.task }];
  if (rule.places.length > 0) all.push({ fact: 'place', operator: 'in', value: rule.places });
  if (rule.ages) {
    all.push({ fact: 'age', operator: 'greaterThanInclusive', value: rule.ages[0] });
    all.push({ fact: 'age', operator: 'lessThan', value: rule.ages[1] });
  }
  if (rule.urgent !== null) all.push({ fact: 'urgent', operator: 'equal', value: rule.urgent });
  return all;
}

// All rules are of one priority and run together; the first of the events in the table's order is
// the answer. (A priority each would run them one after another, which is slower.)
function jsonRulesEngine(table) {
  const engine = new Engine();
  table.rules.forEach((rule, row) => engine.addRule({
    conditions: { all: conditionsOf(rule) },
    event: { type: 'hit', params: { row } },
  }));
  return async (facts) => {
    const { events } = await engine.run(facts);
    const row = Math.min(...events.map((event) => event.params.row));
    return events.length === 0 ? '' : table.rules[row].unit;
  };
}

const engines = { 'zen-engine': zen, 'json-rules-engine': jsonRulesEngine, feelin };

// At least one decision, and then as many as the time allows.
async function measureOnce({ decide, table, next }) {
  const begin = process.hrtime.bigint();
  let decisions = 0;
  let passed = 0;
  let i = next;
  do {
    const answer = await decide(table.facts[i]);
    if (answer !== table.answers[i]) {
      throw new Error(`facts ${i}: ${answer}, not ${table.answers[i]}`);
    }
    i = (i + 1) % table.facts.length;
    decisions += 1;
    passed = Number(process.hrtime.bigint() - begin);
  } while (passed < seconds * 1e9);
  return { nanoseconds: passed / decisions, next: i };
}

const runs = [];
for (const size of sizes.split(',')) {
  const table = JSON.parse(readFileSync(join(directory, `table-${size}.json`), 'utf8'));
  for (const [name, make] of Object.entries(engines)) {
    runs.push({ name, size, table, decide: make(table), next: 0, measured: [] });
  }
}
for (let round = 0; round < Number(rounds); round += 1) {
  for (const run of runs) {
    const { nanoseconds, next } = await measureOnce(run);
    run.measured.push(Math.round(nanoseconds));
    run.next = next;
  }
}
const report = {};
for (const { name, size, measured } of runs) (report[name] ??= {})[size] = measured;
console.log(JSON.stringify(report));
