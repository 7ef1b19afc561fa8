// Reads a list of states of the papers on standard input; tells for each step what is sent:
// a list of edits, or null where a new session is opened.
import { readFileSync } from "node:fs";
import { argv } from "node:process";
import { pathToFileURL } from "node:url";

const { editsTo, mirrorOf } = await import(pathToFileURL(`${argv[2]}/draft.js`).href);
const states = JSON.parse(readFileSync(0, "utf-8"));
let made = 0;
let mirror = mirrorOf(states[0]);
const steps = [];
for (const texts of states.slice(1)) {
  const change = editsTo(mirror, texts, () => `new-${(made += 1)}`);
  steps.push(change === null ? null : change.edits);
  mirror = change === null ? mirrorOf(texts) : change.mirror;
}
process.stdout.write(JSON.stringify(steps));
