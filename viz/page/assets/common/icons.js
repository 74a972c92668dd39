import { html } from "../vendor/lit-html.js";

const PATHS = {
  first: "M4 4h3v16H4zM20 4v16L8 12z",
  back: "M17 4v16L6 12z",
  play: "M6 3v18l15-9z",
  pause: "M5 4h5v16H5zM14 4h5v16h-5z",
  on: "M7 4v16l11-8z",
  last: "M17 4h3v16h-3zM4 4v16l12-8z",
  smaller: "M4 10.5h16v3H4z",
  fit: "M3 3h7v3H6v4H3zM21 21h-7v-3h4v-4h3z",
  larger: "M10.5 4h3v6.5H20v3h-6.5V20h-3v-6.5H4v-3h6.5z",
};

/** The sign on a button, drawn, for not every font has one. The button tells its name by itself. */
export const icon = (name) =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${PATHS[name]} /></svg>`;
