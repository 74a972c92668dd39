/** Show a calculation in a new frame, which is the front end of pages. A frame forgets all of the one before. */
export function watch(place, { data, svg }, title) {
  const frame = document.createElement("iframe");
  frame.title = title;
  frame.src = "frame.html";
  const ready = ({ source, origin }) => {
    if (source !== frame.contentWindow || origin !== location.origin) return;
    removeEventListener("message", ready);
    frame.contentWindow.postMessage({ data, svg }, location.origin);
  };
  addEventListener("message", ready);
  place.replaceChildren(frame);
}
