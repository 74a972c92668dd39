/**
 * Show a calculation in a new frame, which is the front end of pages. A frame forgets all of the one before. `marker`
 * gives the marks of answers in a language.
 */
export function watch(place, { data, svg }, title, marker = null) {
  const frame = document.createElement("iframe");
  frame.title = title;
  frame.src = "frame.html";
  const heard = async ({ source, origin, data: told, ports }) => {
    if (!frame.isConnected) removeEventListener("message", heard);
    if (source !== frame.contentWindow || origin !== location.origin) return;
    if (told === "ready") frame.contentWindow.postMessage({ data, svg, marked: marker !== null }, location.origin);
    else if (marker) {
      try {
        ports[0].postMessage({ marks: await marker(told.texts, told.language) });
      } catch (error) {
        ports[0].postMessage({ problem: error.message });
      }
    }
  };
  addEventListener("message", heard);
  place.replaceChildren(frame);
}
