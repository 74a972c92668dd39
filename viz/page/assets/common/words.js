/** `{n}` in a sentence, and `{n:node|nodes}`: the first word where n is 1, and the second one elsewhere. */
export const FIELD = /\{(\w+)(?::([^{}|]*)\|([^{}|]*))?\}/g;

/** Sentences of the current language, by their keys. A field in braces is filled in, as text. */
export function speaker(words, state) {
  return (key, fields = {}) => (words[state.language][key] ?? key).replace(FIELD, (field, name, one, more) =>
    (one === undefined ? fields[name] ?? field : String(fields[name]) === "1" ? one : more));
}
