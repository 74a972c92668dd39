/**
 * As wide as its place, but never so small that it cannot be read: then it scrolls. `least` is its smallest size, and
 * `high` the share of the window that it may fill.
 */
export function resize(svg, scroller, zoom, least = 0.85, high = 0.4) {
  const { width, height } = svg.viewBox.baseVal;
  const natural = 4 / 3; // pixels for a point
  const style = getComputedStyle(scroller);
  const wide = scroller.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  const fitting = Math.min(wide / width, (innerHeight * high) / height);
  const scale = Math.min(Math.max(fitting, natural * least), natural * 1.7) * 1.25 ** zoom;
  svg.style.width = `${Math.floor(width * scale)}px`;
  svg.style.height = `${Math.floor(height * scale)}px`;
}

/** Scroll the picture, and not the page, until what is lit can be seen: all of it if there is room. */
export function follow(scroller, lit) {
  const seen = scroller.getBoundingClientRect();
  const around = (names) => {
    const all = lit.filter(([, light]) => names.includes(light)).map(([shape]) => shape.getBoundingClientRect());
    return {
      left: Math.min(...all.map((box) => box.left)), right: Math.max(...all.map((box) => box.right)),
      top: Math.min(...all.map((box) => box.top)), bottom: Math.max(...all.map((box) => box.bottom)),
    };
  };
  const every = around(["now", "near", "backward"]);
  const fits = every.right - every.left < seen.width && every.bottom - every.top < seen.height;
  const box = fits ? every : around(["now"]);
  if (box.left >= seen.left && box.right <= seen.right && box.top >= seen.top && box.bottom <= seen.bottom) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  scroller.scrollBy({
    left: (box.left + box.right - seen.left - seen.right) / 2,
    top: (box.top + box.bottom - seen.top - seen.bottom) / 2,
    behavior: calm ? "auto" : "smooth",
  });
}
