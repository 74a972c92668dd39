/** Sentences of the current language, by their keys. A field in braces is filled in, as text. */
export function speaker(words, state) {
  return (key, fields = {}) =>
    (words[state.language][key] ?? key).replace(/\{(\w+)\}/g, (field, name) => fields[name] ?? field);
}
