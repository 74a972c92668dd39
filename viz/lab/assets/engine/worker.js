/** Python in a worker: it calculates while the page stays alive. Pictures are laid out here too. */
import { laidOut } from "./layout.js";

/** A worker of modules has no use for this function, and Pyodide tries it to learn that. The policy would tell of it. */
self.importScripts = () => {
  throw new TypeError("a worker of modules imports no scripts");
};

let answer;

/** Load Pyodide from its folder, and the packages into it. */
async function begin({ pyodide, packages }) {
  const archive = fetch(packages).then((found) => found.arrayBuffer());
  const { loadPyodide } = await import(`${pyodide}pyodide.mjs`);
  const python = await loadPyodide({ indexURL: pyodide });
  const folder = python.runPython("import site; site.getsitepackages()[0]");
  python.unpackArchive(await archive, "zip", { extractDir: folder });
  answer = python.pyimport("viz.lab.inside.calls").answer;
}

/** A calculation comes with its picture's text; the picture is laid out here. */
async function drawn(found) {
  return found.answer?.dot ? { answer: { ...found.answer, svg: await laidOut(found.answer.dot) } } : found;
}

self.onmessage = async ({ data: { id, call, ...asked } }) => {
  try {
    if (call === "begin") {
      await begin(asked);
      self.postMessage({ id, answer: null });
    } else if (call === "lay out") self.postMessage({ id, answer: await laidOut(asked.dot) });
    else self.postMessage({ id, ...await drawn(JSON.parse(answer(JSON.stringify({ call, ...asked })))) });
  } catch (error) {
    self.postMessage({ id, failure: String(error?.message ?? error).slice(-2000) });
  }
};
