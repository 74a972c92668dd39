// Runs code in Pyodide under Node.js: node python.mjs PYODIDE_FOLDER ARCHIVE < {"name": "code", …}
// It prints one line of JSON: for each name what the code left in `result`, as JSON, or what it raised.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, archive] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const python = await loadPyodide({ stdout: () => {}, stderr: (line) => process.stderr.write(`${line}\n`) });
const site = python.runPython("import site; site.getsitepackages()[0]");
python.unpackArchive(new Uint8Array(readFileSync(archive)), "zip", { extractDir: site });
const answers = {};
for (const [name, code] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  try {
    const globals = python.toPy({});
    python.runPython(code, { globals });
    answers[name] = { result: JSON.parse(python.runPython("import json; json.dumps(result)", { globals })) };
  } catch (error) {
    answers[name] = { error: String(error.message ?? error) };
    if (error.pyodide_fatal_error) break;
  }
}
process.stdout.write(JSON.stringify(answers) + "\n");
