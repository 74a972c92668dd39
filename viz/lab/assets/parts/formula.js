import { html, nothing, render } from "../../page/vendor/lit-html.js";
import { Mistake } from "../engine/client.js";
import { watch } from "./watch.js";

const EXAMPLES = "apple neuron meeting error layer softmax convolution".split(" ");
const FORMS = [["python", "ringograd.py", "text/x-python"], ["notebook", "ringograd.ipynb", "application/x-ipynb+json"],
  ["worksheet", "worksheet.csv", "text/csv"]];

/** A typed formula: its graph and steps, claims about its derivatives, and what can be taken along. */
export function formula(lab, place) {
  const { state, set, say, ask, on } = lab;
  const told = { mistake: "", verdict: null, busy: false };
  const typed = () => ({ text: state.text, values: state.values, language: state.lang });

  const attempt = async (question) => {
    told.busy = true;
    told.mistake = "";
    draw();
    try {
      await question();
    } catch (error) {
      told.mistake = error instanceof Mistake ? error.message : `${say("failed")} ${error.message}`;
    }
    told.busy = false;
    draw();
  };
  const calculate = () => attempt(async () => {
    const asked = typed();
    const found = await ask("calculate", asked);
    const marker = (answers, language) => ask("mark", { ...asked, answers, language });
    watch(place.querySelector(".watch"), found, say("graph and steps"), marker);
  });
  const claim = () => attempt(async () => {
    told.verdict = null;
    told.verdict = await ask("claim", { ...typed(), wrt: state.wrt, formula: state.claim, shapes: state.shapes });
  });
  const save = (form, name, type) => attempt(async () => {
    const { content } = await ask("export", { ...typed(), form });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  });
  const choose = (name) => {
    const [text, values] = lab.words.examples[name] ?? [];
    if (!text) return;
    told.verdict = null;
    set({ text, values, wrt: "", claim: "", shapes: "" });
    draw();
    calculate();
  };
  const submit = (act) => (event) => {
    event.preventDefault();
    act();
  };
  const field = (key, label, more = nothing) => html`<label>${say(label)}
    <input name=${key} .value=${state[key]} spellcheck="false" autocomplete="off" autocapitalize="off" maxlength="4000"
      @input=${(event) => set({ [key]: event.target.value })}>${more}</label>`;

  const draw = () => render(html`
    <form class="card" @submit=${submit(calculate)} aria-label=${say("formula")}>
      <label>${say("example")}
        <select name="example" @change=${(event) => choose(event.target.value)}>
          <option value="">${say("choose")}</option>
          ${EXAMPLES.map((name) => html`<option value=${name}>${say(`example ${name}`)}</option>`)}
        </select>
      </label>
      ${field("text", "formula to calculate")}
      ${field("values", "numbers of the names")}
      <p class="actions"><button type="submit" class="main">${say("calculate")}</button>
        ${FORMS.map(([form, name, type]) => html`<button type="button" @click=${() => save(form, name, type)}>
          ${say(`save ${form}`)}</button>`)}</p>
    </form>
    <form class="card" @submit=${submit(claim)} aria-label=${say("claim")}>
      <h2>${say("claim")}</h2>
      <p class="hint">${say("how to claim")}</p>
      <div class="row">${field("wrt", "by which input")}${field("claim", "claimed derivative")}${field("shapes", "shapes")}</div>
      <p class="actions"><button type="submit">${say("test the claim")}</button></p>
    </form>
    <div class="answers" aria-live="polite" aria-busy=${told.busy ? "true" : "false"}>
      ${told.mistake ? html`<pre class="mistake">${told.mistake}</pre>` : nothing}
      ${told.verdict ? html`<div class="verdict ${told.verdict.right ? "right" : "wrong"}">
        <h3>${say(told.verdict.right ? "confirmed" : "refuted")}</h3><pre tabindex="0">${told.verdict.report}</pre></div>` : nothing}
    </div>
    <div class="watch"></div>`, place);

  on(["lang"], draw);
  const opened = () => {
    draw();
    if (state.view === "formula") calculate();
    if (state.view === "formula" && state.wrt && state.claim) claim();
  };
  on(["status"], () => state.status === "ready" && opened());
  addEventListener("lab-opened", opened);
  let shown = state.lang;
  on(["lang", "view"], () => {
    if (state.status !== "ready" || state.view !== "formula") return;
    if (shown !== state.lang || !place.querySelector("iframe")) calculate();
    shown = state.lang;
  });
}
