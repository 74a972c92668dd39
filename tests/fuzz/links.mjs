/**
 * Links of the lab and of pages that nobody would write: node links.mjs FOLDER COUNT SEED, where FOLDER holds link.mjs
 * and address.mjs. It prints what was found as JSON.
 */
import { pathToFileURL } from "node:url";

const [folder, count, seed] = process.argv.slice(2);
const at = (name) => pathToFileURL(`${folder}/${name}`).href;
const { read, written, FIRST } = await import(at("link.mjs"));
const { address } = await import(at("address.mjs"));

/* random numbers, the same for the same seed: mulberry32, by Tommy Ettinger, in the public domain */
let last = Number(seed) >>> 0;
function random() {
  last = (last + 0x6d2b79f5) >>> 0;
  let z = Math.imul(last ^ (last >>> 15), 1 | last);
  z = (z + Math.imul(z ^ (z >>> 7), 61 | z)) ^ z;
  return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
}
const below = (most) => Math.floor(random() * most);
const one = (of) => of[below(of.length)];

const SEEDS = [
  "#step=7&apple=150", "#step=3&apple=1.5&n2=-2e-3&lang=ja", "#mode=try", "#step=1&lang=en&mode=try", "", "#",
  "#view=network&data=circles&hidden=4+4&rate=0.1&steps=200", "#text=sigmoid(w*x)&values=w%3D0.5+x%3D2&wrt=w",
  "#example=choice&step=4&moved=0%3D1.5+1%3D-2e5", "#text=x**2&claim=2*x&wrt=x&shapes=x%3Dn&lang=ja",
];
const WORDS = [
  "&", "=", "#", "%", "%00", "%ff", "%ED%A0%80", "+", "step", "lang", "mode", "try", "apple", "n0", "__proto__", "moved",
  "constructor", "toString", "1e999", "-0", "0x10", "NaN", "9".repeat(500), "1e-999", "<img src=x onerror=alert(1)>",
  "\u0000", "\ud800", "りんご", "text", "steps", "view", "hasOwnProperty", "1=1 2=", "javascript:", "a".repeat(5000),
];

function changed(text) {
  const start = below(text.length + 1);
  const end = Math.min(text.length, start + one([0, 1, 2, 8, 40]));
  const [before, part, after] = [text.slice(0, start), text.slice(start, end), text.slice(end)];
  switch (below(5)) {
    case 0: return before + one(WORDS) + after;
    case 1: return before + after;
    case 2: return before + part.repeat(one([2, 3, 50])) + after;
    case 3: return before + one(SEEDS).slice(below(20)) + after;
    default: return before + String.fromCharCode(below(one([128, 65536]))) + after;
  }
}

/* a page as address.js knows one, with three inputs, of which one has no name */
const STEPS = 10;
const LEAVES = [[0, 100, true], [1, 2, true], [3, 1.1, false]];
const labels = ["apple", "step", "v1", "", "v2"];
const model = { tape: { leaves: LEAVES, nodes: labels.map(() => null) }, nodes: labels.map((label) => ({ label })) };
const state = {};
const page = {
  model, state, steps: STEPS, canMove: true, canTry: true, closed: undefined, on: () => {},
  set: (found) => Object.assign(state, found),
  move: (leaves) => { state.leaves = leaves; },
  go: (step) => { state.step = step; },
};
let reread = null;
globalThis.location = { hash: "" };
globalThis.addEventListener = (name, told) => { reread = told; };
address(page, "en");

function require_(holds, what) {
  if (!holds) throw new Error(what);
}

function readAsPage(hash) {
  Object.assign(state, { step: 1, leaves: null, trouble: null, mode: "watch", language: "en" });
  location.hash = hash;
  reread();
  require_(Number.isInteger(state.step) && state.step >= 1 && state.step <= STEPS, `step ${state.step}`);
  require_(["en", "ja"].includes(state.language) && ["watch", "try"].includes(state.mode), "a word");
  require_(state.leaves === null || LEAVES.every(([i]) => Number.isFinite(state.leaves[i])), "a leaf is no number");
  if (state.trouble) require_(state.step === 1 && state.leaves === null, "a link that was refused moved the page");
}

function readAsLab(hash) {
  const { found, unread } = read(hash);
  require_(Object.keys(found).every((key) => Object.hasOwn(FIRST, key)), "a name that is not known");
  require_(Object.values(found).every((text) => typeof text === "string" && text.length <= 4000), "a long text");
  require_(unread.every((name) => name.length <= 40), "a long name");
  const there = { ...FIRST, ...found };
  const again = read(written(there));
  const whole = { ...FIRST, ...again.found };
  const kept = Object.keys(FIRST).every((key) => whole[key] === there[key]);
  require_(again.unread.length === 0 && kept, "the link of what was read is read in another way");
}

const found = { inputs: 0, slowest: 0, memory: 0, faults: {} };
const pool = [...SEEDS];
const begin = process.cpuUsage();
for (let i = 0; i < Number(count); i++) {
  let hash = one(pool);
  for (let changes = one([1, 1, 1, 2, 4]); changes > 0; changes--) hash = changed(hash);
  hash = hash.slice(0, 30000);
  const start = performance.now();
  try {
    readAsPage(hash);
    readAsLab(hash);
  } catch (error) {
    found.faults[`${error.name}: ${error.message}`.slice(0, 100)] ??= [hash, String(error.stack).slice(0, 500)];
  }
  found.slowest = Math.max(found.slowest, (performance.now() - start) / 1000);
  found.inputs++;
  if (random() < 0.01 && hash.length < 500) pool[pool.length < 100 ? pool.length : SEEDS.length + below(90)] = hash;
  if (i % 1000 === 0) found.memory = Math.max(found.memory, process.memoryUsage.rss() / 1e6);
}
const used = process.cpuUsage(begin);
if (Object.keys({}).length || {}.polluted || Object.prototype.step) found.faults.prototype = ["", "it was changed"];
console.log(JSON.stringify({ ...found, seconds: (used.user + used.system) / 1e6 }));
