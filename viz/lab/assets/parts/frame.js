/** A calculation in a frame of its own: the front end of pages, which takes its data from the lab around it. */
import { open } from "../../page/page.js";

const policy = globalThis.trustedTypes?.createPolicy("lab-picture", { createHTML: (text) => text }) ?? { createHTML: (text) => text };

addEventListener("message", ({ source, origin, data }) => {
  if (source !== parent || origin !== location.origin) return;
  // A parsed document runs nothing, and the policy of this frame lets nothing within the picture run either.
  const picture = new DOMParser().parseFromString(policy.createHTML(data.svg), "image/svg+xml").documentElement;
  open(document.getElementById("page"), data.data, document.adoptNode(picture), data.marked ? marker : null);
}, { once: true });
parent.postMessage("ready", location.origin);

/** The marks of a learner's answers: Python gives them, in the worker of the lab around this frame. */
function marker(texts) {
  const { port1, port2 } = new MessageChannel();
  parent.postMessage({ texts, language: document.documentElement.lang }, location.origin, [port2]);
  return new Promise((resolve, reject) => {
    port1.onmessage = ({ data: { marks, problem } }) => (marks ? resolve(marks) : reject(new Error(problem)));
  });
}
