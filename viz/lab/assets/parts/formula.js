import { html, nothing, render } from "../../page/vendor/lit-html.js";
import { Mistake } from "../engine/client.js";
import { BEGIN, FIRST, place as placeOf } from "./link.js";
import { watch } from "./watch.js";

const FORMS = [["python", "ringograd.py", "text/x-python"], ["notebook", "ringograd.ipynb", "application/x-ipynb+json"],
  ["worksheet", "worksheet.csv", "text/csv"]];

/** A typed formula: its graph and steps, claims about its derivatives, and what can be taken along. */
export function formula(lab, place) {
  const { state, set, say, ask, laidOut, on } = lab;
  const told = { mistake: "", verdict: null, busy: false };
  const typed = () => ({ text: state.text, values: state.values, eta: state.eta, language: state.lang });

  const sentence = (error) => {
    told.mistake = error instanceof Mistake ? error.message : `${say("failed")} ${error.message}`;
  };
  const tell = (error) => {
    sentence(error);
    draw();
    throw error;
  };
  const attempt = async (question) => {
    told.busy = true;
    told.mistake = "";
    draw();
    try {
      await question();
    } catch (error) {
      sentence(error);
    }
    told.busy = false;
    draw();
  };
  const show = (found, asked, at) => {
    const answer = ({ texts, leaves, language }) =>
      ask(texts ? "mark" : "move", { ...asked, ...(texts ? { answers: texts } : { leaves }), language }).catch(tell);
    const told = (message) => lab.arrived("formula", message);
    watch(place.querySelector(".watch"), found, say("graph and steps"), { at, told, answer });
  };
  const calculate = (at = BEGIN) => attempt(async () => {
    const asked = typed();
    show(await ask("calculate", asked), asked, at);
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
  const groups = { examples: lab.words.examples, exercises: lab.words.exercises };
  const choose = (example) => {
    const [text, values, eta = ""] = { ...groups.examples, ...groups.exercises }[example] ?? [];
    if (!text) return;
    told.verdict = null;
    set({ example, text, values, eta, wrt: "", claim: "", shapes: "" });
    draw();
    calculate();
  };
  const submit = (act) => (event) => {
    event.preventDefault();
    act();
  };
  const field = (key, label, more = nothing) => html`<label>${say(label)}
    <input name=${key} .value=${state[key]} spellcheck="false" autocomplete="off" autocapitalize="off"
      @input=${(event) => change(key, event.target.value)}>${more}</label>`;
  const change = (key, typed) => {
    const isAnother = state.example && ["text", "values", "eta"].includes(key);
    set({ [key]: typed, ...(isAnother ? { example: "" } : {}) });
    const isTold = told.verdict !== null && !["values", "eta"].includes(key); // of another formula or claim
    if (isTold) told.verdict = null;
    if (isAnother || isTold) draw();
  };

  const draw = () => render(html`
    <form class="card" @submit=${submit(() => calculate())} aria-label=${say("formula")}>
      <div class="row example"><label>${say("example")}
        <select name="example" @change=${(event) => choose(event.target.value)}>
          <option value="" ?selected=${!state.example}>${say("choose")}</option>
          ${Object.entries(groups).map(([group, examples]) => html`<optgroup label=${say(group)}>
            ${Object.keys(examples).map((name) => html`<option value=${name} ?selected=${name === state.example}>${
              say(`example ${name}`)}</option>`)}</optgroup>`)}
        </select>
      </label>${field("text", "formula to calculate")}</div>
      ${Object.hasOwn(groups.exercises, state.example) ? html`<p class="hint">${say(`about ${state.example}`)}</p>` : nothing}
      <div class="row wide">${field("values", "numbers of the names")}${field("eta", "learning rate of the worksheet")}</div>
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
  /** What the lab shows first was calculated when the site was laid, so that nobody waits for Python. */
  const isFirst = () => state.view === "formula" && ["text", "values", "eta"].every((key) => state[key] === FIRST[key]);
  const first = async () => {
    const { data, dot } = await (await fetch("first.json")).json();
    const svg = await laidOut(dot);
    if (!isFirst() || place.querySelector("iframe")) return;
    [shown, early] = [state.lang, true];
    show({ data: { ...data, language: state.lang }, svg }, typed(), placeOf(state));
  };
  let early = false;
  let shown = state.lang;
  if (isFirst()) attempt(first);
  const opened = () => {
    draw();
    if (state.view !== "formula") return;
    if (!early || !isFirst() || shown !== state.lang) calculate(placeOf(state));
    early = false;
    if (state.wrt && state.claim) claim();
  };
  on(["status"], () => state.status === "ready" && opened());
  addEventListener("lab-opened", opened);
  on(["lang", "view"], () => {
    if (state.status !== "ready" || state.view !== "formula") return;
    if (shown !== state.lang || !place.querySelector("iframe")) calculate(placeOf(state));
    shown = state.lang;
  });
}
