import { agrees, interchanged, read, rightInSingle, shortened, tolerance } from "./numbers.js";

const COARSEST = 0.005; // the largest relative error of a number that is rounded to three digits
const LEAST_ALIKE = 3; // so many answers of one number, where the right numbers differ, are no work of the learner's

/**
 * The marks of a learner's answers, texts in the order of `sheet.asked`: for each its verdict, and what is said of it.
 * A row is worked out anew from the learner's own numbers in the rows before it, so that one slip costs one mark. Wrong
 * rows tell the number that all answers are, if they are `alike`.
 */
export function mark(kinds, tape, sheet, texts) {
  const given = new Map(sheet.asked.map((asked, i) => [asked.row, read(texts[i])]));
  for (const [row, answer] of doubted(sheet, given, texts)) given.set(row, answer);
  const own = follow(kinds, tape, sheet, given);
  return ordered(sheet.asked.map((asked) => {
    const [answer, verdict] = [given.get(asked.row), own.verdict.get(asked.row)];
    if (verdict === "carried") return { verdict, ...carried(kinds, tape, sheet, own, given, asked.row) };
    if (own.single.has(asked.row)) return { verdict, reasons: [sheet.single] };
    if (own.convention.has(asked.row)) return { verdict, reasons: own.convention.get(asked.row) };
    if (verdict === "unreadable") return { verdict, comma: Boolean(answer.comma), meanings: answer.meanings ?? null };
    if (verdict !== "wrong") return { verdict };
    return { verdict, alike: own.alike, ...why(kinds, tape, sheet, own, asked, answer) };
  }));
}

/** The same marks, in which the mistakes that explain most of the wrong rows come first, and advice is on the first. */
function ordered(marks) {
  const rows = new Map(); // how many there are, by the advice, which each mistake has of its own
  for (const { advised = new Map() } of marks) {
    for (const advice of new Set(advised.values())) rows.set(advice, (rows.get(advice) ?? 0) + 1);
  }
  return marks.map(({ advised, ...one }) => {
    if (!advised) return one;
    const found = [...advised].sort(([, a], [, b]) => rows.get(b) - rows.get(a));
    return { ...one, reasons: found.map(([reason]) => reason), advice: found[0]?.[1] ?? null };
  });
}

/**
 * The answers that are wrong as thousands and may be decimals, as 1,500: decimals if another answer has a comma before
 * decimals; or unreadable, if one of them is right as decimals.
 */
function doubted({ work, asked }, given, texts) {
  const decimals = asked.map(({ row }, i) => [row, read(texts[i], true)]);
  const isRight = (row, answer) => agrees(answer, work[row].number, work[row].noise);
  const found = decimals.filter(([row, decimal]) => {
    const thousands = given.get(row);
    const isNumber = thousands.number !== undefined && decimal.number !== undefined;
    return isNumber && thousands.number !== decimal.number && !isRight(row, thousands);
  });
  if ([...given.values()].some((answer) => answer.comma)) return found;
  if (!found.some(([row, decimal]) => isRight(row, decimal))) return [];
  return found.map(([row, { number }]) => [row, { unreadable: true, meanings: [number, given.get(row).number] }]);
}

/**
 * The right numbers, and what is said of them. At a kink there is no derivative, and engines answer by convention: then
 * those of the convention with which most answers agree are right.
 */
function byConvention({ work, conventions }, given) {
  const agreeing = (numbers) =>
    [...given].filter(([i, answer]) => agrees(answer, numbers[i], work[i].noise)).length;
  let truth = work.map((row) => row.number);
  let [most, taken] = [conventions.length ? agreeing(truth) : 0, new Map()];
  for (const changed of conventions) {
    const numbers = work.map((row) => row.number);
    for (const [i, number] of changed) numbers[i] = number;
    const count = agreeing(numbers);
    if (count > most) [most, truth, taken] = [count, numbers, new Map(changed.map(([i, , remarks]) => [i, remarks]))];
  }
  return { truth, taken };
}

/** The number of all answers, where they are one number and the right numbers are not; else null. */
function alikeOf(given, truth, work) {
  const answered = [...given].filter(([, answer]) => answer.number !== undefined);
  const [[first, { number }] = [0, {}]] = answered;
  const isOne = answered.every(([, answer]) => answer.number === number);
  const [size, far] = [(i) => Math.abs(truth[i]), (i) => Math.abs(truth[i] - truth[first])];
  const isClose = ([i]) => far(i) <= 1e-9 * Math.max(size(i), size(first));
  const isRight = ([i, answer]) => agrees(answer, truth[i], work[i].noise); // as where all round to 1
  const areSo = answered.length >= LEAST_ALIKE && isOne && !answered.every(isClose) && !answered.every(isRight);
  return areSo ? number : null;
}

/**
 * The learner's numbers: the answers, and in blank rows the numbers that follow from them. `convention` has the rows
 * that are right by convention alone, each with what is said of it; `single` those that are right in single precision.
 */
function follow(kinds, tape, sheet, given) {
  const { work, kinks } = sheet;
  const { truth, taken } = byConvention(sheet, given);
  const alike = alikeOf(given, truth, work); // then nothing follows: of a 0, most rows would be right
  const convention = new Map();
  const single = new Set();
  const numbers = [...truth];
  const off = work.map(() => 0);
  const slipped = work.map(() => false);
  const verdict = new Map();
  work.forEach((row, i) => {
    if (row.kind === "given") return;
    const answer = given.get(i);
    slipped[i] = row.takes.some((j) => slipped[j]);
    const ways = () => waysOf(kinds, tape, row, numbers).filter(Number.isFinite);
    if (answer?.number === undefined) {
      off[i] = spread(kinds, tape, row, numbers, off);
      numbers[i] = next(kinds, tape, sheet, truth, numbers, i);
      if (answer) verdict.set(i, answer.unreadable ? "unreadable" : "blank");
      return;
    }
    const right = agrees(answer, truth[i], row.noise);
    if (right && Math.abs(truth[i] - row.number) > row.noise) convention.set(i, taken.get(i) ?? []);
    const other = right ? undefined : kinks[i]?.findLast(([number]) => agrees(answer, number)); // as at no other kink
    if (other) convention.set(i, [other[1]]);
    let follows = [];
    if (slipped[i] || !right) {
      const loose = row.noise + (slipped[i] ? spread(kinds, tape, row, numbers, off) : 0);
      follows = (alike === null ? ways() : []).filter((way) => agrees(answer, way, loose));
      if (!right && !other && !follows.length && rightInSingle(answer, truth[i], row.single)) single.add(i);
      const slip = !right && !single.has(i);
      slipped[i] = slip || follows.some((way) => Math.abs(way - truth[i]) > row.noise);
    }
    verdict.set(i, right || other || single.has(i) ? "right" : follows.length ? "carried" : "wrong");
    numbers[i] = answer.number;
    off[i] = Math.min(answer.half, COARSEST * Math.abs(answer.number));
  });
  return { truth, numbers, slipped, verdict, convention, single, alike };
}

/** The number that follows in a row from these numbers; or the true number, at a kink or where nothing follows. */
function next(kinds, tape, { work, kinks }, truth, numbers, i) {
  return kinks[i] ? truth[i] : waysOf(kinds, tape, work[i], numbers).find(Number.isFinite) ?? truth[i];
}

/** A row worked out from these numbers, in all ways that give the same result for the true ones. */
function waysOf(kinds, { nodes }, row, numbers, xs = row.reads.map((j) => numbers[j])) {
  const kind = kinds[nodes[row.node][0]];
  switch (row.kind) {
    case "contribution": return [xs[0] * xs[1]];
    case "gradient": return [xs.reduce((sum, x) => sum + x, 0)];
    case "updated": return [xs[0] - row.rate * xs[1]];
    case "improvement": return [xs[0] - xs[1]];
    case "local": {
      const [z, ...inputs] = xs;
      const found = [kind.partials(z, ...inputs)[row.slot]];
      if (kind.inTheResult) found.push(kind.inTheResult(z, inputs[0]));
      if (row.beside !== null) found.push(z * ((row.beside === row.reads[0]) - numbers[row.beside]));
      return [...found, kind.partials(kind.value(...inputs), ...inputs)[row.slot]];
    }
    default: return kind.inside(...xs) ? [kind.value(...xs)] : [];
  }
}

/** The error of a row, to first order, if the numbers that it takes have the errors `off`. */
function spread(kinds, tape, row, numbers, off) {
  const onPaper = row.kind === "local" && kinds[tape.nodes[row.node][0]].inTheResult ? 1 : 0; // as a textbook writes it
  const xs = row.reads.map((j) => numbers[j]);
  const at = (k, x) => waysOf(kinds, tape, row, numbers, xs.with(k, x))[onPaper]; // a number may be taken twice
  const far = row.reads.reduce((sum, j, k) => {
    if (!off[j]) return sum;
    const step = 1e-5 * Math.max(Math.abs(xs[k]), 1e-3);
    return sum + Math.abs((at(k, xs[k] + step) - at(k, xs[k] - step)) / (2 * step)) * off[j];
  }, 0);
  return Number.isFinite(far) ? far : 0;
}

/**
 * The rows with a slip from which a carried row follows: no rows if nothing but rounding moved it. `isRounded` tells
 * that it follows but for the rounding of their numbers, or of numbers in between. A right number is taken as written,
 * or else as it follows from the slips before it.
 */
function carried(kinds, tape, sheet, own, given, i) {
  const { work } = sheet;
  const shows = (j) => given.get(j)?.number !== undefined && own.verdict.get(j) !== "right";
  const gives = (numbers) =>
    waysOf(kinds, tape, work[i], numbers).some((way) => agrees(given.get(i), way, work[i].noise));
  const told = (from, isRounded) => ({ from, isRounded, conventional: own.convention.size > 0 });
  const asWritten = gives(own.numbers);
  const nearest = slipsOf(work, own, i, shows, (j) => own.verdict.get(j) !== "right");
  if (asWritten && nearest.length) return told(nearest, false);
  const slips = slipsOf(work, own, i, shows, () => true);
  own.fromSlips ??= fromSlips(kinds, tape, sheet, own, shows);
  if (slips.length && gives(own.fromSlips)) return told(slips, false);
  return asWritten ? told([], false) : told(slips, true);
}

/** The numbers of rows with a slip as written; and all others as they follow from these, not rounded. */
function fromSlips(kinds, tape, sheet, { truth, numbers, slipped }, shows) {
  const found = [...truth];
  slipped.forEach((isSlipped, i) => {
    if (isSlipped) found[i] = shows(i) ? numbers[i] : next(kinds, tape, sheet, truth, found, i);
  });
  return found;
}

/** The rows that show a slip from which a row is worked out; one that shows none may stand for those before it. */
function slipsOf(work, own, i, shows, isPassed) {
  const found = new Set();
  const todo = [i];
  while (todo.length) {
    for (const j of work[todo.pop()].takes) {
      if (own.slipped[j] && !found.has(j)) {
        found.add(j);
        if (!shows(j) && isPassed(j)) todo.push(j);
      }
    }
  }
  return [...found].filter(shows).sort((a, b) => a - b);
}

/** What is known of a wrong number: the mistakes that give it in this row, each marked beforehand, with advice. */
function why(kinds, tape, sheet, own, asked, answer) {
  const { work, digits } = sheet;
  const follows = own.alike === null ? waysOf(kinds, tape, work[asked.row], own.numbers) : [];
  const lost = [work[asked.row].number, ...follows].map((x) => shortened(answer, x)).find((each) => each.length) ?? [];
  if (lost.length === 1 && lost[0] === "too few digits") return { lost, reasons: [], advice: null };
  const fits = (number) => agrees(answer, number, work[asked.row].noise);
  const fitting = asked.known.filter(([number, , , half]) => fits(number) && (half === null || answer.half <= half));
  const turned = interchanged(answer, work[asked.row].number) ? [digits] : [];
  const found = [...fitting, ...turned];
  if (!found.length) return { lost, reasons: [], advice: null, other: otherRow(sheet, own, asked.row, answer) };
  const pairs = found.flatMap(([, reasons, advice]) => reasons.map((reason, k) => [reason, advice[k]]));
  return { lost, advised: new Map(pairs) };
}

const NEAR = 0.1; // within this relative distance an answer is probably inexact, and not the number of another row
const CHANCE = 0.075; // the largest accepted probability that an unrelated number is that of some row
const AROUND = 50; // numbers lie around an answer up to so many times the error that its digits allow

/** The first row whose number was given here, unless it is common, near the right one, or may be so by chance. */
function otherRow({ work, asked }, own, here, answer) {
  const right = work[here].number;
  if (Math.abs(answer.number - right) <= NEAR * Math.max(Math.abs(right), Math.abs(answer.number))) return null;
  const others = new Map(); // each number with its first row
  for (const { row } of asked) {
    for (const number of [work[row].number, own.numbers[row]]) {
      if (number !== 0 && Math.abs(number) !== 1 && !others.has(number)) others.set(number, row);
    }
  }
  const distinct = [...new Set([...others.keys()].map((number) => Number(number.toPrecision(9))))];
  const near = Math.max(answer.half < Infinity ? answer.half : 0, tolerance(answer, answer.number));
  const size = 2 * Math.max(Math.abs(right), Math.abs(answer.number));
  const within = (middle, far) => distinct.filter((x) => Math.abs(x - middle) <= far).length;
  const anywhere = size ? within(0, size) * (near / size) : 1;
  const around = within(answer.number, AROUND * near) - within(answer.number, near);
  if (Math.max(anywhere, around / AROUND) > CHANCE) return null;
  const isSeen = ([number, row]) => row < here || (row > here && number === work[row].number); // one's own may follow
  const fitting = [...others].filter((other) => isSeen(other) && agrees(answer, other[0], work[here].noise));
  return fitting.length ? Math.min(...fitting.map(([, row]) => row)) : null;
}
