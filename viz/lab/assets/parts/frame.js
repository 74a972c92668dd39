/** A calculation in a frame of its own: the front end of pages, which takes its data from the lab around it. */
import { open } from "../../page/page.js";

const policy = globalThis.trustedTypes?.createPolicy("lab-picture", { createHTML: (text) => text }) ?? { createHTML: (text) => text };

addEventListener("message", ({ source, origin, data }) => {
  if (source !== parent || origin !== location.origin) return;
  // A parsed document runs nothing, and the policy of this frame lets nothing within the picture run either.
  const picture = new DOMParser().parseFromString(policy.createHTML(data.svg), "image/svg+xml").documentElement;
  open(document.getElementById("page"), data.data, document.adoptNode(picture));
}, { once: true });
parent.postMessage("ready", location.origin);
