/** Numbers and formulas as a reader sees them, as Python writes them. */

const DIGITS = 6; // significant ones

/** A number rounded for reading: Python's `:.6g`, and "0" for -0. Of two numbers as near, Python takes the even one. */
export function number(x) {
  if (!x) return x === 0 ? "0" : "nan";
  if (!Number.isFinite(x)) return x > 0 ? "inf" : "-inf";
  let [digits, power] = x.toExponential(DIGITS - 1).split("e");
  if (/[13579]$/.test(digits) && isHalfway(x)) [digits, power] = x.toExponential(DIGITS).replace(/5e/, "e").split("e");
  if (power >= -4 && power < DIGITS) return String(Number(`${digits}e${power}`));
  return `${Number(digits)}e${power[0]}${power.slice(1).padStart(2, "0")}`;
}

/** Whether a number is exactly in the middle between two of six digits: its seventh digit is 5, and the last. */
const isHalfway = (x) => /5e/.test(x.toExponential(DIGITS)) && /^-?\d\.\d{5}50*e/.test(x.toExponential(100));

// How tightly a formula binds, as in Python: what begins with a minus, a product, and a number or a name.
const [NEGATIVE, PRODUCT, ATOM] = [5, 6, 10];

/** A text, such as "-2" or "x", as an operand of a formula. */
export const operand = (text, formula = text) => ({ formula, binding: text.startsWith("-") ? NEGATIVE : ATOM });

/** A rounded number as an operand of a formula that is drawn. */
export function figure(text) {
  const digits = ["mn", text.replace(/^-/, "")];
  return operand(text, text.startsWith("-") ? ["mrow", ["mo", "−"], digits] : digits);
}

/** A template of one line, its holes filled with operands. It is cut as in a cell of a table. */
export function filledText(template, operands) {
  const text = filled(template, operands, (inside) => ["(", ...inside, ")"]).join("");
  return text.length > CELL ? `${text.slice(0, CELL - 1)}…` : text;
}

const CELL = 160; // columns

/** A template of MathML, its holes filled with operands. */
export const filledTree = (template, operands) =>
  plain(["mrow", ...filled(template, operands, (inside) => [["mrow", ["mo", "("], ...inside, ["mo", ")"]]])]);

function filled(parts, operands, enclosed) {
  return parts.flatMap((part) => {
    if (typeof part === "string") return [part];
    if (typeof part === "number") return [operands[part].formula];
    const [name, ...rest] = part;
    if (name !== "(") return [plain([name, ...filled(rest, operands, enclosed)])];
    const [least, binding, ...inner] = rest;
    const inside = filled(inner, operands, enclosed);
    return tightness(inner, binding, operands) < least ? enclosed(inside) : inside;
  });
}

/** How tightly an operand binds. A product that begins with a minus binds as that minus. */
function tightness(parts, binding, operands) {
  let [first] = parts;
  if (typeof first === "number" && parts.length === 1) return operands[first].binding;
  while (Array.isArray(first)) first = first[1];
  return binding === PRODUCT && operands[first]?.binding === NEGATIVE ? NEGATIVE : binding;
}

/** A row of one element is that element. */
const plain = (tree) => (tree[0] === "mrow" && tree.length === 2 && Array.isArray(tree[1]) ? tree[1] : tree);
