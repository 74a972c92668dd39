/**
 * The step, the language, the moved inputs and the blanks in the address, as in #step=7&lang=ja&x=1.5 or #mode=try: a
 * link opens there. What a link asks for is refused as a whole, with a sentence, if it is no step or no number of an
 * input.
 */
export function address(page, ownLanguage) {
  const read = () => {
    const told = new URLSearchParams(location.hash.slice(1));
    const language = ["en", "ja"].find((each) => each === told.get("lang"));
    if (language) page.set({ language });
    const { step, inputs, trouble } = asked(page, location.hash);
    page.set({ trouble });
    if (trouble) return;
    page.set({ mode: page.canTry && isTry(told) ? "try" : "watch" });
    if (inputs.size) page.move(movedLeaves(page, inputs));
    if (step !== null) page.go(step);
  };
  read();
  addEventListener("hashchange", read, { signal: page.closed });
  let waiting = 0;
  let first = true;
  page.on(["step", "language", "leaves", "mode"], () => {
    if (first) first = false; // opening a page leaves its address alone
    else {
      clearTimeout(waiting); // browsers allow a few changes a second, and a slider makes many
      waiting = setTimeout(() => history.replaceState(null, "", written(page, ownLanguage)), 200);
    }
  });
}

const LONGEST = 8000; // characters of a link
const STEP = /^\d{1,9}$/;
const NUMBER = /^-?\d{1,400}(\.\d{1,400})?(e[+-]?\d{1,3})?$/;

/** Whether a link opens the blanks. An input of the name "mode" is given a number, and never this word. */
const isTry = (told) => told.getAll("mode").includes("try");

/** What a link asks for: a step and inputs, or the key and the fields of the sentence that refuses it. */
function asked(page, hash) {
  const refused = (key, fields = {}) => ({ step: null, inputs: new Map(), trouble: [key, fields] });
  if (hash.length > LONGEST) return refused("link too long", { most: LONGEST });
  const inputs = new Map();
  let step = null;
  for (const [key, text] of new URLSearchParams(hash.slice(1))) {
    const [name, given] = [short(key), short(text)];
    if (key === "lang" || (key === "mode" && text === "try")) continue;
    if (key === "step") {
      if (!STEP.test(text) || !(Number(text) >= 1 && Number(text) <= page.steps)) {
        return refused("link to no step", { given, steps: page.steps });
      }
      step = Number(text);
    } else {
      if (!page.canMove || page.model.fixed) return refused("link moves what is fixed", { name });
      const input = keys(page.model).get(key);
      if (input === undefined) return refused("link to no input", { name });
      if (!NUMBER.test(text) || !Number.isFinite(Number(text))) return refused("link to no number", { name, given });
      inputs.set(input, Number(text));
    }
  }
  return { step, inputs, trouble: null };
}

const short = (text) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** The inputs by their keys in a link: a name, or n and the number of the node where a name is not clear. */
function keys({ tape, nodes }) {
  const names = tape.leaves.map(([i, , isNamed]) => (isNamed ? nodes[i].label : ""));
  const isClear = (name) => name && !/^(n\d+|step|lang)$/.test(name) && names.indexOf(name) === names.lastIndexOf(name);
  return new Map(tape.leaves.map(([i], at) => [isClear(names[at]) ? names[at] : `n${i}`, i]));
}

/** The numbers of all leaves, with those that a link moves. */
function movedLeaves({ model: { tape } }, inputs) {
  const found = tape.nodes.map(() => null);
  for (const [i, value] of tape.leaves) found[i] = inputs.get(i) ?? value;
  return found;
}

function written({ model, state, canMove }, ownLanguage) {
  const told = new URLSearchParams({ step: state.step });
  if (state.language !== ownLanguage) told.set("lang", state.language);
  if (state.mode === "try") told.set("mode", "try");
  if (canMove && state.leaves) {
    const recorded = new Map(model.tape.leaves.map(([i, value]) => [i, value]));
    for (const [key, i] of keys(model)) if (state.leaves[i] !== recorded.get(i)) told.set(key, state.leaves[i]);
  }
  return `#${told}`;
}
