import { open } from "./page.js";
import { KINDS } from "./live/kinds.js";
import { calculate } from "./live/tape.js";
import { mark } from "./try/marking.js";

const data = JSON.parse(document.getElementById("data").textContent);
const root = document.getElementById("page");
const marker = (texts) => mark(KINDS, data.tape, data.answers, texts);
const calculator = data.tape ? (leaves, show) => show(calculate(KINDS, data.tape, leaves)) : null;
open(root, data, root.querySelector("svg:not(.neurons)"), marker, calculator, root.querySelector("svg.neurons"));
