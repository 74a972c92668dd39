import { html, nothing, render } from "../vendor/lit-html.js";
import { number } from "../live/text.js";
import { csv } from "./csv.js";
import { keeper } from "./keep.js";
import { DIGITS } from "./numbers.js";

const LONGEST = 1000; // characters of an answer
const VERDICTS = {
  right: ["verdict right", "count right"],
  carried: ["verdict carried", "count carried"],
  wrong: ["verdict wrong", "count wrong"],
  unreadable: ["verdict unreadable", "count unreadable"],
  blank: ["verdict blank", "count blank"],
};

/**
 * The calculation with blanks: a learner fills in numbers, and is told of each row whether it is right, and why not.
 * `marker` gives the marks of the answers, at once or later; nothing, if there are none and the reader was told why.
 */
export function trying({ model, state, say, on }, place, marker) {
  const sheet = model.answers;
  const kept = keeper(sheet.id);
  const own = { texts: kept.load(sheet.asked.length), marks: null, isKept: true, erased: null };
  const text = (i) => sheet.texts[state.language][i];

  const change = (changes) => {
    Object.assign(own, changes);
    if (changes.texts) own.isKept = kept.save(own.texts);
    draw();
  };
  const write = (i, typed) => {
    const texts = own.texts.with(i, typed.slice(0, LONGEST));
    const marks = own.marks?.with(i, null) ?? null; // what was said of the number before
    change({ texts, marks, erased: null });
  };
  const check = async (event) => {
    event.preventDefault();
    const { texts } = own;
    const marks = await marker(texts);
    const isSame = (i) => texts[i] === own.texts[i]; // it may have been changed meanwhile
    if (marks) change({ marks: marks.map((one, i) => (isSame(i) ? one : null)) });
  };
  const download = () => {
    const given = new Map(sheet.asked.map(({ key }, i) => [key, own.texts[i]]));
    const blob = new Blob([csv(sheet.tables[state.language], given)], { type: "text/csv;charset=utf-8" });
    const link = document.createElement("a");
    Object.assign(link, { href: URL.createObjectURL(blob), download: "answers.csv" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  const draw = () => render(html`
    <h2 id="trying">${say("try")}</h2>
    <p>${say("how to try", { digits: DIGITS })}</p>
    <ul class="given">${sheet.given[state.language].map((line) => html`<li>${line}</li>`)}</ul>
    <form @submit=${check}>
      <ol class="asked">${sheet.asked.map((asked, i) => row(asked, i))}</ol>
      <p class="actions">
        <button type="submit" class="main">${say("mark answers")}</button>
        <button type="button" @click=${download}>${say("download")}</button>
        ${own.erased
          ? html`<button type="button" @click=${bringBack}>${say("bring back")}</button>`
          : html`<button type="button" @click=${erase}>${say("start again")}</button>`}
      </p>
      <p class="score" role="status">${own.marks ? score() : ""}</p>
      ${own.isKept ? nothing : html`<p class="hint">${say("not kept")}</p>`}
    </form>`, place);

  const bringBack = () => change({ texts: own.erased, erased: null });

  const erase = () => change({ erased: own.texts, texts: own.texts.map(() => ""), marks: null });

  const score = () => {
    const verdicts = own.marks.map((one) => one?.verdict ?? "");
    const of = (verdict) => verdicts.filter((one) => one === verdict).length;
    const each = Object.keys(VERDICTS).filter((one) => of(one) || one !== "unreadable");
    const counts = each.map((one) => say(VERDICTS[one][1], { n: of(one) })).join(say("between names"));
    const alike = own.marks.map((one) => one?.alike ?? null).find((one) => one !== null);
    const points = say("score", { points: of("right") + of("carried"), of: verdicts.length, counts });
    if (alike === undefined) return points;
    return html`${points}<br>${say("answers alike", { number: number(alike) })}`;
  };

  const row = (asked, i) => {
    const marked = own.marks?.[i];
    const said = marked ? reasons(marked, own.texts[i]) : [];
    const [id, verdict] = [`answer-${i}`, marked?.verdict];
    const wrong = verdict === "wrong" || verdict === "unreadable";
    return html`
      <li class=${verdict ?? ""}>
        <label for=${id}>${text(asked.asks)}</label>
        ${sheet.work[asked.row].kind === "value" ? nothing : html`<small class="key">${asked.key}</small>`}
        <input id=${id} type="text" autocomplete="off" spellcheck="false" inputmode="text" maxlength=${LONGEST}
          .value=${own.texts[i]} aria-invalid=${wrong ? "true" : "false"} aria-describedby=${`${id}-said`}
          @input=${(event) => write(i, event.target.value)}>
        <div id=${`${id}-said`} class="said">
          ${verdict ? html`<span class="verdict">${say(VERDICTS[verdict][0])}</span>` : nothing}
          ${said.map((each) => html`<span>${each}</span>`)}
          ${wrong || verdict === "blank" ? html`
            <details><summary>${say("hint")}</summary>${hint(asked, marked)}</details>` : nothing}
        </div>
      </li>`;
  };

  const reasons = (marked, answer) => {
    const { verdict, said, reasons = [], lost = [], other = null, comma, meanings } = marked;
    if (said) return said; // in sentences, by a marker that speaks
    if (verdict === "carried") {
      const { from, isRounded, conventional } = marked;
      const rows = from.map((i) => text(sheet.work[i].name)).join(say("between names"));
      if (from.length) return [say(isRounded ? "carried from but for rounding" : "carried from", { rows })];
      return [say(conventional ? "carried from a convention" : "rounded")];
    }
    if (meanings) return [say("answer of two meanings", { answer, one: meanings[0], other: meanings[1] })];
    if (verdict === "unreadable") return [comma ? say("answer with a comma", { answer }) : say("write a number")];
    const copied = other === null ? [] : [say("another row", { row: text(sheet.work[other].name) })];
    const found = [...lost.map((each) => say(each, { digits: DIGITS })), ...reasons.map(text), ...copied];
    return verdict === "wrong" && !found.length ? [say("unexplained")] : found;
  };

  const hint = (asked, { hint: advised, advice = null, other = null }) => {
    if (advised) return advised;
    const first = advice !== null ? [text(advice)] : other !== null ? [say("advice another row")] : [];
    return [...first, text(asked.hint)].join(say("between sentences"));
  };

  on(["language"], draw);
}
