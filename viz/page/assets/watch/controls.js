import { html, render } from "../vendor/lit-html.js";
import { icon } from "../common/icons.js";

const SPEEDS = [0.5, 1, 2, 4];
const PAUSE = 2400; // milliseconds for a step, long enough to read its sentence

/** Buttons, slider, speed and keys. */
export function controls(page, place) {
  const { state, set, go, say, steps } = page;
  let timer = 0;
  const tick = () => {
    clearTimeout(timer);
    if (!state.playing) return;
    if (state.step === steps) set({ playing: false });
    else timer = setTimeout(() => go(state.step + 1), PAUSE / state.speed);
  };
  const play = () => {
    if (!state.playing && state.step === steps) go(1);
    set({ playing: !state.playing });
  };
  const button = (key, act, off = false) => html`
    <button type="button" aria-label=${say(key)} title=${say(key)} aria-disabled=${off ? "true" : "false"}
      class=${key} @click=${act}>${icon(key)}</button>`;
  page.on(["step", "language", "playing", "speed"], () => {
    const { step, playing, speed } = state;
    const told = say("step of", { step, steps });
    render(html`
      <div class="buttons">
        ${button("first", () => go(1), step === 1)}
        ${button("back", () => go(step - 1), step === 1)}
        ${button(playing ? "pause" : "play", play)}
        ${button("on", () => go(step + 1), step === steps)}
        ${button("last", () => go(steps), step === steps)}
      </div>
      <input type="range" min="1" max=${steps} .value=${String(step)} aria-label=${say("step slider")}
        aria-valuetext=${told} @input=${(event) => go(event.target.valueAsNumber)}>
      <output aria-hidden="true">${step} / ${steps}</output>
      <label><span class="word">${say("speed")}</span>
        <select @change=${(event) => set({ speed: Number(event.target.value) })}>
          ${SPEEDS.map((each) => html`<option value=${each} ?selected=${each === speed}>${each}×</option>`)}
        </select>
      </label>
    `, place);
    tick();
  });
  let tabbed = false; // whether the focus came to its place by keyboard
  const listen = (name, act) => document.addEventListener(name, act, { signal: page.closed });
  listen("pointerdown", () => (tabbed = false));
  listen("keydown", (event) => {
    if (event.key === "Tab") tabbed = true;
    if (!(tabbed && scrolls(event.target))) keys(event, page, play);
  });
}

/** Whether a part of the page scrolls sideways: then the keys of those who went there are for scrolling. */
const scrolls = (target) => target !== document.body && target.scrollWidth > target.clientWidth;

function keys(event, { state, go, choose, steps }, play) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
  if (event.target.closest?.("input, select, textarea")) return; // these have keys of their own
  if (state.mode === "try") return; // no step is to be seen beside the blanks
  const act = {
    ArrowRight: () => go(state.step + 1),
    ArrowLeft: () => go(state.step - 1),
    Home: () => go(1),
    End: () => go(steps),
    Escape: () => choose(null),
    " ": event.target.closest?.("button, summary, a") ? null : play,
  }[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
}
