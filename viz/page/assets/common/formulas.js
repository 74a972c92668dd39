/** Formulas as MathML, built element by element: no text is ever read as markup. */
const MATHML = "http://www.w3.org/1998/Math/MathML";
const TAGS = new Set(
  ("math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd " +
    "mstyle mpadded mphantom menclose merror").split(" "),
);

/** An element: its name, and its children, which are elements or texts. */
export function element(name, ...children) {
  const made = document.createElementNS(MATHML, TAGS.has(name) ? name : "mrow");
  made.append(...children);
  return made;
}

export const sign = (text) => element("mo", text);

/** A formula of the data: a tree, or a text where it could not be drawn. */
export function tree(formula) {
  if (typeof formula === "string") return element("mtext", formula);
  const [name, ...children] = formula;
  return element(name, ...children.map((child) => (typeof child === "string" ? child : tree(child))));
}

/** A rounded number as it is read: −2, and 3·10⁻⁹ for 3e-09. */
export function quantity(text, where = "") {
  const [, minus, digits, , power] = text.match(/^(-?)([^e]*)(e([+-]?\d+))?$/) ?? [text, "", text];
  const parts = [element("mn", digits)];
  if (power) parts.push(sign("·"), element("msup", element("mn", "10"), quantity(String(Number(power)))));
  const made = element("mrow", ...(minus ? [sign("−")] : []), ...parts);
  if (where) made.setAttribute("class", where);
  return made;
}

/** A number as a factor or a summand: in parentheses if it begins with a minus. */
export function operand(text, where) {
  if (!text.startsWith("-")) return quantity(text, where);
  return element("mrow", sign("("), quantity(text, where), sign(")"));
}

/** ∂of/∂by, for two names; with a slot, the derivative through that slot alone. */
export function derivative(of, by, slot = null) {
  const below = element("mrow", sign("∂"), tree(by));
  const through = slot === null ? below : element("msup", below, element("mtext", `[${slot}]`));
  return element("mfrac", element("mrow", sign("∂"), tree(of)), through);
}

/** Parts of a formula, each a math element of its own, so that a long formula can go on in the next line. */
export function line(...parts) {
  return parts.map((part) => element("math", ...[part].flat()));
}
