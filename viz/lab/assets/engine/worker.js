/** Python in a worker: it calculates while the page stays alive. Graphviz lays the pictures out here too. */
import { Graphviz } from "../vendor/graphviz.js";

let answer;
let graphviz;

/** Load Pyodide from its folder, and the packages into it. */
async function begin({ pyodide, packages }) {
  const archive = fetch(packages).then((found) => found.arrayBuffer());
  const layout = Graphviz.load();
  const { loadPyodide } = await import(`${pyodide}pyodide.mjs`);
  const python = await loadPyodide({ indexURL: pyodide });
  const folder = python.runPython("import site; site.getsitepackages()[0]");
  python.unpackArchive(await archive, "zip", { extractDir: folder });
  answer = python.pyimport("viz.lab.inside.calls").answer;
  graphviz = await layout;
}

/** A calculation comes with its picture's text; the picture is laid out here. */
function drawn(found) {
  return found.answer?.dot ? { answer: { ...found.answer, svg: graphviz.layout(found.answer.dot, "svg", "dot") } } : found;
}

self.onmessage = async ({ data: { id, call, ...asked } }) => {
  try {
    if (call === "begin") {
      await begin(asked);
      self.postMessage({ id, answer: null });
    } else self.postMessage({ id, ...drawn(JSON.parse(answer(JSON.stringify({ call, ...asked })))) });
  } catch (error) {
    self.postMessage({ id, failure: String(error?.message ?? error).slice(-2000) });
  }
};
