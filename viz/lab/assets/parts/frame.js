/** A calculation in a frame of its own: the front end of pages, which takes its data from the lab around it. */
import { open } from "../../page/page.js";

const policy = globalThis.trustedTypes?.createPolicy("lab-picture", { createHTML: (text) => text }) ?? { createHTML: (text) => text };
const tell = (told, ports = []) => parent.postMessage(told, location.origin, ports);

addEventListener("message", ({ source, origin, data: { data, svg, neurons, marked, at } }) => {
  if (source !== parent || origin !== location.origin) return;
  const picture = parsed(svg);
  let signs = data.signs; // other inputs may lead to another choice
  const ask = calculator();
  const calculate = (leaves, show) => ask(leaves, (found) => {
    signs = found.signs ?? signs;
    show(found);
  });
  const network = neurons ? parsed(neurons) : null;
  const page = open(document.getElementById("page"), data, picture, marked ? marker : null, calculate, network);
  page.on(["leaves"], () => label(picture, page.state.leaves ? signs : data.signs));
  const unread = arrive(page, at);
  page.on(["step", "leaves", "mode"], () => tell({ at: place(page), unread }));
}, { once: true });
tell("ready");

/** A picture. A parsed document runs nothing, and the policy of this frame lets nothing within it run either. */
const parsed = (svg) =>
  document.adoptNode(new DOMParser().parseFromString(policy.createHTML(svg), "image/svg+xml").documentElement);

/** Python answers, in the worker of the lab around this frame. */
function ask(question) {
  const { port1, port2 } = new MessageChannel();
  tell({ ...question, language: document.documentElement.lang }, [port2]);
  return new Promise((resolve, reject) => {
    port1.onmessage = ({ data: { answer, problem } }) => (problem === undefined ? resolve(answer) : reject(new Error(problem)));
  });
}

/** The marks of a learner's answers. Where there are none, the lab around says why. */
const marker = (texts) => ask({ texts }).catch(() => null);

/** The numbers at other inputs, one question at a time: of the moves that come meanwhile, the last one is asked for. */
function calculator() {
  let [busy, next] = [false, null];
  return async (leaves, show) => {
    next = [leaves, show];
    if (busy) return;
    busy = true;
    while (next) {
      const [asked, shown] = next;
      next = null;
      await ask({ leaves: asked }).then(shown, () => {}); // the lab around says why there is no answer
    }
    busy = false;
  };
}

/** Write which side a choice takes into its box: "where 0" is the last one. */
function label(picture, signs = {}) {
  for (const [box, sign] of Object.entries(signs)) {
    const texts = picture.querySelectorAll(`[id$="-${CSS.escape(box)}"] text`); // each picture has ids of its own
    for (const text of texts) if (/^where \S+$/.test(text.textContent)) text.textContent = sign;
  }
}

/** Where the reader is, as it stands in a link: the step, the inputs that were moved, and whether blanks are filled in. */
function place({ state, model }) {
  const moved = model.tape.leaves.filter(([i, value]) => state.leaves && state.leaves[i] !== value);
  return { step: String(state.step), moved: moved.map(([i]) => `${i}=${state.leaves[i]}`).join(" "), mode: state.mode };
}

/** Go there. What is returned is what there is not here: a step, or an input. */
function arrive(page, { step, moved, mode }) {
  const recorded = new Map(page.model.tape.leaves.map(([i, value]) => [i, value]));
  const asked = moved.split(" ").filter(Boolean).map((each) => each.split("=").map(Number));
  const known = asked.filter(([i]) => recorded.has(i));
  page.go(Number(step));
  if (mode === "try" && page.canTry) page.set({ mode });
  else if (known.length) {
    const others = new Map(known);
    page.move(page.model.tape.nodes.map((_, i) => others.get(i) ?? recorded.get(i) ?? null));
  }
  return [...(Number(step) > page.steps ? ["step"] : []), ...(known.length < asked.length ? ["moved"] : [])];
}
