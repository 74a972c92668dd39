/**
 * The whole state in the address, so that a link holds it. It is read as data: known names, short texts, no more. A
 * network is trained anew as far as the link says, for the same settings lead to the same network.
 */
const LONGEST = 4000;

/** Where a reader is in a calculation: the step, the inputs that were moved, and whether blanks are filled in. */
export const BEGIN = { step: "1", moved: "", mode: "watch" };

export const FIRST = {
  view: "formula", lang: "", example: "", text: "apple * num * tax", values: "apple=100 num=2 tax=1.1", eta: "",
  wrt: "", claim: "", shapes: "",
  data: "moons", count: "100", noise: "0.1", seed: "0", hidden: "8 8", activation: "relu", loss: "cross-entropy",
  optimizer: "Adam", rate: "0.03", steps: "0", point: "", ...BEGIN,
};

const NUMBER = String.raw`-?\d+(?:\.\d+)?(?:e[+-]?\d{1,3})?`;
const ALLOWED = {
  view: /^(?:formula|network)$/, lang: /^(?:en|ja)$/, mode: /^(?:watch|try)$/, steps: /^\d{1,5}$/, step: /^\d{1,7}$/,
  point: /^\d{0,4}$/, moved: new RegExp(`^(?:\\d{1,5}=${NUMBER}(?: |$))*$`), example: /^[a-z]*$/,
};

/** What a link says, and the names of what in it is not understood. */
export function read(hash) {
  const [found, unread] = [{}, []];
  if (hash.length > 6 * LONGEST) return { found, unread: ["…"] };
  for (const [key, text] of new URLSearchParams(hash.replace(/^#/, ""))) {
    const known = Object.hasOwn(FIRST, key) && text.length <= LONGEST && (ALLOWED[key]?.test(text) ?? true);
    if (known) found[key] = text;
    else unread.push(key.slice(0, 40) || "…");
  }
  return { found, unread };
}

/** The link: only what differs from the first state. */
export function written(state) {
  const told = new URLSearchParams();
  for (const key of Object.keys(FIRST)) if (String(state[key]) !== FIRST[key]) told.set(key, state[key]);
  return told.size ? `#${told}` : "";
}

/** Only what of a state says where the reader is. */
export const place = ({ step, moved, mode }) => ({ step, moved, mode });
