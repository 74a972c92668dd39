import { html, nothing, render } from "../../page/vendor/lit-html.js";
import { Mistake } from "../engine/client.js";
import { bars, curve, landscape } from "./charts.js";
import { neurons } from "./neurons.js";
import { boundary, digits, filters, fitted } from "./pictures.js";
import { BEGIN, FIRST, place as placeOf } from "./link.js";
import { watch } from "./watch.js";

const CHOICES = {
  data: ["moons", "circles", "spiral", "xor", "linear", "sine", "digits"], activation: ["relu", "tanh", "sigmoid"],
  loss: ["cross-entropy", "squared error"], optimizer: ["Adam", "SGD", "Momentum", "RMSProp"],
};
const SPEEDS = [1, 5, 20, 1000]; // steps in an answer; the time for an answer is limited too
const SECONDS = 0.03; // so that the pictures change some thirty times a second
const CALM = matchMedia("(prefers-reduced-motion: reduce)"); // then they change once a second
const PICTURES = { points: boundary, curve: fitted, digits };
const SIDES = { digits: 960 }; // pixels, so that hundreds of answers can be read
const OWN_LOSS = { sine: "squared error", digits: "cross-entropy" }; // no other one is to be chosen there
const BEGIN_WITH = { sine: { activation: "tanh", hidden: "8 8" }, digits: { hidden: "4", rate: "0.02", count: "200" } };

/** A network that learns: its settings, its controls, and what there is to see of it. */
export function network(lab, place) {
  const { state, set, say, ask, on } = lab;
  const told = { mistake: "", running: false, speed: 1, seen: null, losses: [], rate: 0, point: 0, kind: "weights", surface: null };
  let draws = 0;
  let typed = {}; // settings that no network has yet: they are being asked for, or were refused

  const attempt = async (question) => {
    told.mistake = "";
    try {
      await question();
    } catch (error) {
      told.running = false;
      told.mistake = error instanceof Mistake ? error.message : `${say("failed")} ${error.message}`;
    }
    draw();
  };
  const take = (found) => {
    told.losses.push(...found.losses);
    told.seen = { ...told.seen, ...found };
  };
  const settings = () => {
    const { data, count, noise, seed, hidden, activation, loss, optimizer, rate } = { ...state, ...typed };
    return { data, count, noise, seed, hidden, activation, loss, optimizer, rate };
  };
  const forget = () => { // what was walked through belongs to other weights
    place.querySelector(".watch").replaceChildren();
    set({ point: "" });
    lab.arrived("network", { at: BEGIN, unread: [] }); // the reader may be elsewhere by now
  };
  const start = () => attempt(async () => {
    told.running = false;
    const asked = typed;
    const found = await ask("start", { settings: settings(), language: state.lang });
    Object.assign(told, { seen: null, losses: [], rate: 0, surface: null });
    take(found);
    const [taken, open] = [true, false].map((isTaken) =>
      Object.fromEntries(Object.entries(typed).filter(([key, value]) => (asked[key] === value) === isTaken)));
    typed = open;
    set({ ...taken, steps: "0" }); // only now: a link holds a network that there is
    forget();
  });
  const isReady = async () => { // or the mistake is told again: no other network than that of the settings is worked with
    if (!told.seen || Object.keys(typed).length) await start();
    return !told.mistake;
  };
  const advance = async (most, seconds = SECONDS) => {
    const found = await ask("advance", { most, seconds, language: state.lang });
    take(found);
    set({ steps: String(told.seen.steps) });
    if (state.point) forget();
  };
  const step = () => attempt(async () => {
    if (await isReady()) await advance(1);
  });
  let plays = 0;
  const play = () => attempt(async () => {
    if (!await isReady()) return;
    told.running = !told.running;
    const mine = (plays += 1); // a pause and another play may come before an answer
    draw();
    let [counted, since, drawn] = [told.seen.steps, performance.now(), -Infinity];
    while (told.running && mine === plays) {
      await advance(told.speed);
      const now = performance.now();
      if (now - since > 1000) {
        told.rate = ((told.seen.steps - counted) * 1000) / (now - since);
        [counted, since] = [told.seen.steps, now];
      }
      if (!CALM.matches || now - drawn > 1000) {
        draw();
        drawn = now;
      }
      await new Promise(requestAnimationFrame);
    }
  });
  const example = (at = BEGIN) => attempt(async () => {
    told.running = false;
    if (!await isReady()) return;
    const number = told.point;
    const found = await ask("example", { number, language: state.lang });
    set({ point: String(number + 1) }); // only now: an answer about a step may still have been under way
    const heard = (message) => lab.arrived("network", message);
    const answer = ({ leaves, language }) => ask("move", { leaves, language });
    watch(place.querySelector(".watch"), found, say("chain rule of an example"), { at, told: heard, answer });
  });
  const survey = () => attempt(async () => {
    told.running = false;
    if (!await isReady()) return;
    told.surface = { ...await ask("surface", { language: state.lang }), steps: told.seen.steps };
  });
  const back = () => { // what these data alone had begun with, unless the reader has chosen another one
    const chosen = settings();
    const own = Object.entries(BEGIN_WITH[chosen.data] ?? {}).filter(([key, value]) => chosen[key] === value);
    return Object.fromEntries(own.map(([key]) => [key, FIRST[key]]));
  };
  const changed = (key) => (event) => {
    const { value } = event.target;
    typed = { ...typed, [key]: value, ...(key === "data" ? { ...back(), ...BEGIN_WITH[value] } : {}) };
    start();
  };
  const choice = (key) => {
    const chosen = settings();
    const only = key === "loss" ? OWN_LOSS[chosen.data] : undefined;
    return html`<label>${say(key)}<select name=${key} @change=${changed(key)} ?disabled=${only !== undefined}>
      ${CHOICES[key].map((each) => html`<option value=${each} ?selected=${each === (only ?? chosen[key])}>${say(each)}</option>`)}
    </select></label>`;
  };
  const field = (key) => html`<label>${say(key)}<input name=${key} .value=${settings()[key]} inputmode="decimal" maxlength="40"
    autocomplete="off" @change=${changed(key)}></label>`;

  const draw = () => {
    render(html`
      <form class="card row" aria-label=${say("settings")} @submit=${(event) => event.preventDefault()}>
        ${choice("data")}${field("count")}${field("noise")}${field("seed")}${field("hidden")}${choice("activation")}
        ${choice("loss")}${choice("optimizer")}${field("rate")}
      </form>
      <div class="training"><p class="actions">
        <button type="button" class="main" @click=${play}>${say(told.running ? "pause training" : "train")}</button>
        <button type="button" @click=${step}>${say("one step")}</button>
        <button type="button" @click=${start}>${say("start again")}</button>
        <label>${say("speed")}<select name="speed" @change=${(event) => (told.speed = Number(event.target.value))}>
          ${SPEEDS.map((each) => html`<option value=${each} ?selected=${each === told.speed}>
            ${say(each === 1000 ? "fastest" : "steps at once", { n: each })}</option>`)}</select></label>
      </p>${told.seen ? figures() : nothing}</div>
      <div aria-live="assertive">${told.mistake ? html`<pre class="mistake">${told.mistake}</pre>` : nothing}</div>
      ${told.seen ? seen() : nothing}
      <div class="watch"></div>`, place);
    if (!told.seen) return;
    const canvas = place.querySelector("canvas");
    PICTURES[told.seen.kind](canvas, told.seen);
    if (told.seen.filters.length) filters(place.querySelector("canvas.filters"), told.seen.filters);
    if (told.surface) landscape(place.querySelector("canvas.surface"), told.surface);
    canvas.setAttribute("data-draws", String((draws += 1)));
  };
  const figures = () => {
    const { steps, accuracy, parameters } = told.seen;
    const [last] = told.losses.slice(-1);
    return html`
      <dl class="figures">
        <div><dt>${say("steps so far")}</dt><dd data-figure="steps">${steps}</dd></div>
        <div><dt>${say("loss so far")}</dt><dd data-figure="loss">${last === undefined ? "–" : last.toPrecision(6)}</dd></div>
        <div><dt>${say("accuracy")}</dt><dd data-figure="accuracy">${accuracy === null ? "–" : `${(100 * accuracy).toFixed(1)} %`}</dd></div>
        <div><dt>${say("parameters")}</dt><dd>${parameters}</dd></div>
        <div><dt>${say("steps a second")}</dt><dd data-figure="rate">${told.rate ? told.rate.toFixed(0) : "–"}</dd></div>
      </dl>`;
  };
  const seen = () => {
    const { kind, network, steps, accuracy, layers, symptoms, points } = told.seen;
    const { losses } = told;
    const [last] = losses.slice(-1);
    return html`
      <ul class="symptoms" aria-live="polite">${symptoms.map((each) => html`<li>${say(`symptom ${each.what}`, {
        ...each, ratio: each.ratio?.toExponential(1) })}</li>`)}</ul>
      <div class="views">
        <figure class="card ${kind === "digits" ? "wide" : ""}"><canvas class=${kind} width=${SIDES[kind] ?? 480}
          height=${SIDES[kind] ?? 480} role="img" aria-label=${say(`picture of ${kind}`, {
          n: points.length, accuracy: accuracy === null ? "–" : (100 * accuracy).toFixed(1) })}></canvas>
          <figcaption>${say(`caption of ${kind}`)}</figcaption></figure>
        <figure class="card">${curve(losses, say("curve", { steps, loss: last?.toPrecision(3) ?? "–" }))}
          <figcaption>${say("curve caption")}</figcaption></figure>
        ${network ? html`<figure class="card wide">${neurons(network, told.kind, say("drawing", { kind: say(told.kind) }))}
          <figcaption>${say("drawing caption")} <label>${say("edges")}<select name="kind"
            @change=${(event) => { told.kind = event.target.value; draw(); }}>
            ${["weights", "gradients"].map((each) => html`<option value=${each} ?selected=${each === told.kind}>
              ${say(each)}</option>`)}</select></label></figcaption></figure>`
          : html`<figure class="card"><canvas class="filters" width="480" height="240" role="img"
            aria-label=${say("filters", { n: told.seen.filters.length })}></canvas>
            <figcaption>${say("filters caption")}</figcaption></figure>`}
        <figure class="card">${told.surface ? html`<canvas class="surface" width="390" height="390" role="img"
            aria-label=${say("surface", told.surface)}></canvas>` : nothing}
          <figcaption>${say("surface caption")}
            <button type="button" @click=${survey}>${say("draw the surface")}</button></figcaption></figure>
        ${layers.map((layer) => html`<figure class="card">
          ${bars(layer.weights, say("weights of", { layer: layer.name }))}
          ${bars(layer.gradients, say("gradients of", { layer: layer.name }))}
          <figcaption>${say("bars caption", { layer: layer.name })}</figcaption></figure>`)}
      </div>
      <form class="card row" @submit=${(event) => { event.preventDefault(); example(); }} aria-label=${say("chain rule of an example")}>
        <label>${say("example number", { n: points.length })}<input type="number" name="point" min="1" max=${points.length}
          .value=${String(told.point + 1)} @input=${(event) => (told.point = Math.max(0, event.target.valueAsNumber - 1 || 0))}></label>
        <p class="actions"><button type="submit">${say("walk")}</button></p>
      </form>`;
  };

  on(["lang"], draw);
  let openings = 0;
  const opened = async () => {
    if (state.status !== "ready" || state.view !== "network") return;
    const { steps, point } = state;
    const at = placeOf(state);
    const mine = (openings += 1); // a link may be opened while another one still is
    typed = {};
    await start();
    if (mine !== openings) return;
    if (told.mistake) {
      told.seen = null; // it is not the network of the link
      draw();
      return;
    }
    // A link holds the settings and the number of steps: the same steps lead to the same network.
    if (Number(steps)) await attempt(async () => {
      told.running = true;
      while (mine === openings && told.running && told.seen.steps < Number(steps)) {
        await advance(Math.min(50, Number(steps) - told.seen.steps), 0.2);
        draw();
      }
      if (mine === openings) told.running = false;
    });
    if (mine !== openings || told.mistake || told.seen.steps !== Number(steps)) return;
    if (!point) return;
    told.point = Number(point) - 1;
    await example(at);
  };
  on(["status"], opened);
  on(["view"], () => {
    if (state.view !== "network") told.running = false;
    else if (!told.seen) opened();
  });
  addEventListener("lab-opened", opened);
}
