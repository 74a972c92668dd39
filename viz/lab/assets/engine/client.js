/** The engine, as the page sees it: questions to the worker, one answer each. Pictures need not wait for Python. */

/** An answer that is a sentence about what was typed. */
export class Mistake extends Error {}

export function engine() {
  const here = new URL(".", document.baseURI).href;
  const asked = document.querySelector('meta[name="pyodide"]').content;
  const worker = started(new URL("lab/engine/worker.js", here).href);
  const waiting = new Map();
  let [last, broken] = [0, null];
  worker.onmessage = ({ data: { id, answer, mistake, failure } }) => {
    const { resolve, reject } = waiting.get(id) ?? {};
    if (!waiting.delete(id)) return; // it was told before that the worker had failed
    if (mistake !== undefined) reject(new Mistake(mistake));
    else if (failure !== undefined) reject(new Error(failure.trim().split("\n").at(-1)));
    else resolve(answer);
  };
  worker.onerror = (event) => {
    broken = new Error(event.message || "the worker could not start");
    for (const { reject } of waiting.values()) reject(broken);
    waiting.clear();
  };
  const ask = (call, fields = {}) =>
    new Promise((resolve, reject) => {
      if (broken) return reject(broken);
      waiting.set((last += 1), { resolve, reject });
      worker.postMessage({ id: last, call, ...fields });
    });
  const ready = ask("begin", { pyodide: new URL(asked, here).href, packages: new URL("packages.zip", here).href });
  return { ready, ask: (...question) => ready.then(() => ask(...question)), laidOut: (dot) => ask("lay out", { dot }) };
}

/** A worker made from a blob is under this page's own policy. Loaded from an address, it would be under none. */
function started(address) {
  const source = URL.createObjectURL(new Blob([`import ${JSON.stringify(address)};`], { type: "text/javascript" }));
  const policy = globalThis.trustedTypes?.createPolicy("lab-worker", { createScriptURL: (url) => url });
  return new Worker(policy?.createScriptURL(source) ?? source, { type: "module" });
}
