/** The whole state in the address, so that a link holds it. It is read as data: known names, short texts, no more. */
const LONGEST = 4000;

export const FIRST = {
  view: "formula", lang: "", text: "apple * num * tax", values: "apple=100 num=2 tax=1.1", wrt: "", claim: "", shapes: "",
  data: "moons", count: "100", noise: "0.1", seed: "0", hidden: "8 8", activation: "relu", loss: "cross-entropy",
  optimizer: "Adam", rate: "0.03", steps: "0",
};

export function read(hash) {
  const found = {};
  if (hash.length > 4 * LONGEST) return found;
  for (const [key, text] of new URLSearchParams(hash.replace(/^#/, ""))) {
    if (Object.hasOwn(FIRST, key) && text.length <= LONGEST) found[key] = text;
  }
  if (!["formula", "network"].includes(found.view)) delete found.view;
  if (!["en", "ja"].includes(found.lang)) delete found.lang;
  if (!/^\d{1,4}$/.test(found.steps ?? "0")) delete found.steps;
  return found;
}

/** The link: only what differs from the first state. */
export function written(state) {
  const told = new URLSearchParams();
  for (const key of Object.keys(FIRST)) if (String(state[key]) !== FIRST[key]) told.set(key, state[key]);
  return told.size ? `#${told}` : "";
}
