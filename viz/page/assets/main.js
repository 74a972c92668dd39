import { open } from "./page.js";
import { KINDS } from "./live/kinds.js";
import { mark } from "./try/marking.js";

const data = JSON.parse(document.getElementById("data").textContent);
const root = document.getElementById("page");
open(root, data, root.querySelector("svg"), (texts) => mark(KINDS, data.tape, data.answers, texts));
