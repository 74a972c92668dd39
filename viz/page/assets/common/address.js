/** The step and the language in the address, as in #step=7&lang=ja: a link to a step opens there. */
export function address(page, ownLanguage) {
  const read = () => {
    const asked = new URLSearchParams(location.hash.slice(1));
    const language = ["en", "ja"].find((each) => each === asked.get("lang"));
    if (language) page.set({ language });
    if (asked.has("step")) page.go(Number(asked.get("step")));
  };
  read();
  addEventListener("hashchange", read, { signal: page.closed });
  let waiting = 0;
  let first = true;
  page.on(["step", "language"], () => {
    if (first) first = false; // opening a page leaves its address alone
    else {
      clearTimeout(waiting); // browsers allow a few changes a second, and a slider makes many
      waiting = setTimeout(() => {
        const { step, language } = page.state;
        const told = language === ownLanguage ? "" : `&lang=${language}`;
        history.replaceState(null, "", `#step=${step}${told}`);
      }, 200);
    }
  });
}
