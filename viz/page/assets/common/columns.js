const RANGES = [ // of Unicode
  "\u1100-\u115f", "\u2e80-\u303e", "\u3041-\ua4cf", "\ua960-\ua97c", "\uac00-\ud7a3", "\uf900-\ufaff", "\ufe30-\ufe6b",
  "\uff01-\uff60", "\uffe0-\uffe6",
];

/** Characters of Chinese, Japanese and Korean, which are as wide as two letters. */
export const WIDE = new RegExp(`[${RANGES.join("")}]`, "g");

/** The columns that a text takes. */
export const columns = (text) => text.length + (text.match(WIDE)?.length ?? 0);
