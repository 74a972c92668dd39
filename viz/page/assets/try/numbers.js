import { calculated } from "./arithmetic.js";

/**
 * A learner's number: `number`, half a unit of its last digit, and `coarse`, the same for the last digit that is not 0
 * in a whole number with zeros at its end. Nothing written is `blank`; what is no number is `unreadable`. A `comma`
 * stands between thousands, unless it is the decimal sign.
 */
export function read(text, comma = false) {
  const signs = inSigns(text);
  if (!signs || NOTHING.test(narrow(text).replace(/[。.! ]+$/, ""))) return { blank: true };
  const plain = ungrouped(bare(signs).replace(/^=\s*/, ""), comma);
  const parts = plain.split(/ ?[=≈≒≃] ?/).filter(Boolean);
  return parts.length > 1 ? ofEqual(parts.map(ofPart)) : ofPart(parts[0] ?? "");
}

/** As in 1/2 = 0.5: the most exact of the numbers, if all are one to a digit. */
function ofEqual(parts) {
  const best = parts.reduce((one, other) => (other.half < one.half ? other : one));
  const isOne = parts.every((each) => agrees(each, best.number, 0, 1));
  return isOne ? best : { unreadable: true };
}

function ofPart(part) {
  const plain = bare(part);
  if (/^[+-]?\d+,\d+$/.test(plain)) return { unreadable: true, comma: true };
  const [, body, power, percent] = plain.match(SCALED);
  const decimal = numberOf(body, Number(power ?? 0) - (percent ? 2 : 0));
  if (decimal) return decimal;
  const number = calculated(plain.replace(OF, (_, whole = "0", under, above) => `(${whole}+${above}/${under})`));
  if (number === null) return { unreadable: true };
  return { number, half: plain.includes(".") ? Infinity : 0, coarse: 0 };
}

/** Digits of the width of this line, one minus, one sign for times, no blanks around. */
function inSigns(text) {
  const fractions = text.replace(/([0-9０-９]+) ?([½¼¾⅐-⅞])/g, "($1+$2)").replace(/[½¼¾⅐-⅞]/g, "($&)");
  const powers = fractions.replace(/[⁺⁻]?[⁰¹²³⁴-⁹]+/g, "\ue000$&");
  const signs = narrow(powers).replace(/[×·⋅]/g, "*").replace(/÷/g, "/");
  const close = signs.replace(/(?<![*\s])\s*(\*\*|[*/^⁄])\s*(?![*\s])/g, "$1"); // but * * is no power
  const sums = close.replace(MIXED, "($1+$2/$3)").replaceAll("⁄", "/");
  return sums.replaceAll("\ue000", "^ ").trim(); // 10² is a sum, as in Python
}

const OF = /(?:([0-9]+)と)?(√?[0-9.]+)分の(√?[0-9.]+)/g; // as in 3分の1, with the denominator first
const MIXED = /(?<![0-9./*)])([0-9]+)(?: +|と)([0-9]+)\/([0-9]+)(?![0-9./*^\ue000])/g; // as in 1 1/2

/** Letters, digits and blanks of the width of this line, and one minus. */
const narrow = (text) => text.normalize("NFKC").replace(/[‐‑‒–—―−ー─]/g, "-").trim();

// As in Python: what people write instead of a number that they do not know, words for about, money, and commas between
// three digits.
const NOTHING = new RegExp(
  "^(\\?+|-+|n/?a|(i )?(do not|don['’]?t) know|idk|no idea|unknown|不明|未回答|無回答"
  + "|([わ分判]から|わかん|分かん)ない(です)?|[わ分判]かりません|[分判]りません)$", "i");
const ABOUT = /^(?:[≈≒≃≅~〜約]|およそ|ほぼ|about|approx\.?|ca\.?(?=[ 0-9.+-])) */i;
const MONEY = new RegExp(
  "^([+-]?) ?(?:[¥$€£]|(?:JPY|USD|EUR|CHF|GBP)(?=[ 0-9.+-])) ?"
  + "|(?<=[0-9.]) ?(?:円|ドル|ユ-ロ|ポンド|フラン|[¥$€£]|yen|JPY|USD|EUR|CHF|GBP)$", "gi");
const bare = (signs) => signs.replace(ABOUT, "").replace(MONEY, "$1");
const GROUPS = /(?<![0-9.,])[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9,])/g;

/** Without commas between groups of digits, or with points for commas. Between the inputs of a function they stay. */
const ungrouped = (plain, comma) => {
  if (/[a-zA-Z]\(/.test(plain)) return plain;
  return comma ? plain.replaceAll(",", ".") : plain.replace(GROUPS, (digits) => digits.replaceAll(",", ""));
};
const DECIMAL = /^([+-]?) ?(?:(\d+)\.?(\d*)|\.(\d+))(?:[eE]([+-]?\d+))?$/;
const SCALED = /^(.*?)(?:\*10(?:\*\*|\^)\(?([+-]?\d+)\)?)?( ?%)?$/s;

function numberOf(text, scaled) {
  const found = text.match(DECIMAL);
  if (!found) return null;
  const [, sign, whole = "", behind, alone, exponent] = found;
  const decimals = behind || alone || "";
  const power = Number(exponent ?? 0) + scaled;
  const number = Number(`${sign}${whole || "0"}.${decimals || "0"}e${power}`);
  if (!Number.isFinite(number)) return { unreadable: true };
  const zeros = decimals ? 0 : whole.length - whole.replace(/0+$/, "").length;
  const least = power - decimals.length;
  return { number, half: 0.5 * powerOfTen(least), coarse: zeros ? 0.5 * powerOfTen(least + zeros) : 0 };
}

const powerOfTen = (exponent) => Number(`1e${Math.max(-330, Math.min(exponent, 308))}`);

export const DIGITS = 3; // significant digits that must be right
const EXACT = 1e-9; // relative error of an answer without decimals, such as 1/3
const SEEN = 2 ** -17; // in single precision a number that is right to the digits asked for is as near as this

const unitOfDigit = (number, digits = DIGITS) =>
  number ? powerOfTen(Math.floor(Math.log10(Math.abs(number))) - digits + 1) : 0;

/** How far an answer may be from a number: half a unit of its last digit, or of the last that was asked for. */
export function tolerance(answer, number, digits = DIGITS) {
  const given = Math.max(answer.half, answer.coarse, answer.half ? 0 : EXACT * Math.abs(number));
  return Math.min(given, unitOfDigit(number, digits) / 2) * (1 + 1e-9) + 4e-16 * Math.abs(number);
}

/** Whether the answer is the number, rounded to its digits. `slack` is the uncertainty of the number itself. */
export function agrees(answer, number, slack = 0, digits = DIGITS) {
  return Number.isFinite(number) && Math.abs(answer.number - number) <= tolerance(answer, number, digits) + slack;
}

/**
 * Whether the answer is right to the digits that are asked for, and wrong only in those that single precision does not
 * have. `single` is the number that is worked out there, `slack` how far an engine's may be from it.
 */
export function rightInSingle(answer, number, [single, slack]) {
  const far = Math.abs(answer.number - number);
  const size = Math.abs(number);
  if (answer.half > 5e-7 * size || far > Math.min(unitOfDigit(number) / 2, SEEN * size)) return false;
  const rounded = Math.abs(Math.fround(answer.number) - answer.number);
  return rounded <= answer.half + EXACT ** 2 * Math.abs(answer.number) && agrees(answer, single, slack);
}

/** How the digits of the number were lost, if the answer is the number but for its digits. */
export function shortened(answer, number) {
  const half = Math.max(answer.half, answer.coarse);
  const unit = 2 * half;
  if (!answer.number || !(unit > 0 && unit < Infinity) || !Number.isFinite(number / half)) return [];
  const first = unitOfDigit(number, 1); // farther away no digit is left: 1 is short for 0.96, and not for 0.5
  if (Math.abs(answer.number - number) <= Math.min(half, first / 2) * (1 + 1e-9)) return ["too few digits"];
  const units = number / unit;
  const exact = Math.abs(units - Math.round(units)) < 1e-6;
  if (exact || Math.round(answer.number / unit) !== Math.trunc(units)) return [];
  return unit > unitOfDigit(number) * (1 + 1e-9) ? ["too few digits", "cut off"] : ["cut off"];
}

const withoutZeros = (digits) => digits.replace(/^0+|0+$/g, "");

/** Whether two digits next to each other are interchanged, and all others are those of the number. */
export function interchanged(answer, number) {
  const unit = 2 * answer.half;
  if (!(unit > 0 && unit < Infinity) || answer.number * number <= 0) return false;
  const units = [answer.number, number].map((x) => Math.round(Math.abs(x) / unit));
  if (!(Math.max(...units) < 1e15)) return false;
  const width = Math.max(...units.map((x) => String(x).length));
  const [written, right] = units.map((x) => String(x).padStart(width, "0"));
  const at = [...written].flatMap((digit, i) => (digit === right[i] ? [] : [i]));
  if (at.length !== 2 || at[1] !== at[0] + 1) return false;
  if (withoutZeros(written) === withoutZeros(right)) return false; // as 20 for 2: the decimal point alone is off
  return written[at[0]] === right[at[1]] && written[at[1]] === right[at[0]];
}
