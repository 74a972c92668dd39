import { open } from "./page.js";

const data = JSON.parse(document.getElementById("data").textContent);
const root = document.getElementById("page");
open(root, data, root.querySelector("svg"));
