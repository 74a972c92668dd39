/**
 * Show a calculation in a new frame, which is the front end of pages. A frame forgets all of the one before. `at` is the
 * place to begin at, `told` hears where the reader is, and `answer` answers what the frame asks of Python: the marks of
 * answers, if there are blanks, and the numbers at other inputs.
 */
export function watch(place, { data, svg, neurons }, title, { at, told, answer }) {
  const frame = document.createElement("iframe");
  frame.title = title;
  frame.src = "frame.html";
  const heard = async ({ source, origin, data: message, ports: [port] }) => {
    if (!frame.isConnected) removeEventListener("message", heard);
    if (source !== frame.contentWindow || origin !== location.origin) return;
    if (message === "ready") frame.contentWindow.postMessage({ data, svg, neurons, marked: Boolean(data.answers), at }, location.origin);
    else if (message.at) told(message);
    else {
      try {
        port.postMessage({ answer: await answer(message) });
      } catch (error) {
        port.postMessage({ problem: error.message });
      }
    }
  };
  addEventListener("message", heard);
  place.replaceChildren(frame);
}
