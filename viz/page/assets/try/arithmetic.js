/**
 * Simple arithmetic as a learner types it: + - * / and powers, brackets and roots, as in 2*1.1 or √(1/4). One sign is
 * read after the other, and nothing typed is run. Python's reader knows more forms; what both read has one number.
 */
const TOKEN = /\s*(?:((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(\*\*|sqrt(?=\()|[-+*/^()√]))/y;
const AFTER_ROOT = /\s?(\d+\.?\d*|\.\d+)/y; // without a power of ten, as in √2
const DEEPEST = 90; // brackets and signs within each other
const DATE = /^(\d{4}([-/])\d{1,2}\2\d{1,2}|\d{1,2}([-/])\d{1,2}\3(\d{2}|\d{4})|\d{2}\/\d{1,2}\/\d{1,2})$/;

class Unreadable extends Error {}

/** The number of an expression in plain signs, or null. */
export function calculated(text) {
  if (DATE.test(text)) return null; // a spreadsheet has made it of something else
  try {
    return new Reader(text).whole();
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

class Reader {
  #text; #at = 0; #depth = 0;
  constructor(text) { this.#text = text; }

  whole() {
    const found = this.#sum();
    if (this.#text.slice(this.#at).trim()) throw new Unreadable();
    return found;
  }

  #sum() {
    let found = this.#product();
    for (let sign; (sign = this.#sign("+", "-")); ) {
      const next = this.#product();
      found = finite(sign === "+" ? found + next : found - next);
    }
    return found;
  }

  #product() {
    let found = this.#signed();
    for (let sign; (sign = this.#sign("*", "/") ?? this.#beforeRoot()); ) {
      const next = this.#signed();
      found = finite(sign === "/" ? found / next : found * next);
    }
    return found;
  }

  /** As in 2√3, which is 2*√3. */
  #beforeRoot() {
    return this.#next()[2] === "√" && /[\d)] ?$/.test(this.#text.slice(0, TOKEN.lastIndex - 1));
  }

  #signed() {
    const sign = this.#sign("+", "-");
    if (!sign) return this.#power();
    const found = this.#deeper(() => this.#signed());
    return sign === "-" ? -found : found;
  }

  #power() {
    const base = this.#atom();
    return this.#sign("**", "^") ? finite(base ** this.#deeper(() => this.#signed())) : base; // from right to left
  }

  #atom() {
    const root = this.#sign("√", "sqrt");
    if (root === "√") {
      AFTER_ROOT.lastIndex = this.#at;
      const number = AFTER_ROOT.exec(this.#text);
      if (number) {
        this.#at = AFTER_ROOT.lastIndex;
        return finite(Math.sqrt(whole(number[1])));
      }
    }
    const [, number] = this.#next();
    if (number !== undefined && !root) {
      this.#at = TOKEN.lastIndex;
      return finite(whole(number));
    }
    if (!this.#sign("(")) throw new Unreadable();
    const found = this.#deeper(() => this.#sum());
    if (!this.#sign(")")) throw new Unreadable();
    return root ? finite(Math.sqrt(found)) : found;
  }

  /** The next sign, if it is one of these: then it is taken. */
  #sign(...signs) {
    const [, , sign] = this.#next();
    if (!signs.includes(sign)) return null;
    this.#at = TOKEN.lastIndex;
    return sign;
  }

  #next() {
    TOKEN.lastIndex = this.#at;
    return TOKEN.exec(this.#text) ?? [];
  }

  #deeper(read) {
    if (++this.#depth > DEEPEST) throw new Unreadable();
    const found = read();
    this.#depth--;
    return found;
  }
}

/** A typed number. 007 is none, as in Python. */
function whole(text) {
  if (/^0\d/.test(text)) throw new Unreadable();
  return Number(text);
}

/** A result, if it is a number: 1/0 and √-1 are none. */
function finite(x) {
  if (!Number.isFinite(x)) throw new Unreadable();
  return x;
}
