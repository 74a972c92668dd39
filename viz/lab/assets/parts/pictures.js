/** What a network answers: a boundary between points, a curve, digits, and the filters that look at them. */

/** What the network answers at each place, and the examples: circles of class 0 and squares of class 1. */
export function boundary(canvas, { picture, points, box }) {
  const pen = canvas.getContext("2d");
  const [left, right, low, high] = box;
  const side = canvas.width / picture.length;
  picture.forEach((row, j) => row.forEach((share, i) => {
    pen.fillStyle = share < 0.5 ? `rgb(${[43, 108, 196].map(faded(1 - 2 * share))})` : `rgb(${[214, 107, 0].map(faded(2 * share - 1))})`;
    pen.fillRect(Math.floor(i * side), Math.floor(j * side), Math.ceil(side), Math.ceil(side));
  }));
  pen.lineWidth = 2;
  for (const [px, py, kind] of points) {
    const x = ((px - left) / (right - left)) * canvas.width;
    const y = ((high - py) / (high - low)) * canvas.height;
    pen.beginPath();
    if (kind) pen.rect(x - 5, y - 5, 10, 10);
    else pen.arc(x, y, 5.5, 0, 2 * Math.PI);
    pen.fillStyle = kind ? "#8a3d00" : "#123f86";
    pen.strokeStyle = "#ffffff";
    pen.fill();
    pen.stroke();
  }
}

/** The examples as circles, and the answers as a line. */
export function fitted(canvas, { picture, points, box }) {
  const pen = canvas.getContext("2d");
  const [left, right, low, high] = box;
  const at = ([x, y]) => [((x - left) / (right - left)) * canvas.width, ((high - y) / (high - low)) * canvas.height];
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = "#123f86";
  for (const point of points) {
    pen.beginPath();
    pen.arc(...at(point), 5.5, 0, 2 * Math.PI);
    pen.fill();
  }
  pen.strokeStyle = "#8a3d00";
  pen.lineWidth = 5;
  pen.beginPath();
  picture.forEach((place, i) => pen[i ? "lineTo" : "moveTo"](...at(place)));
  pen.stroke();
}

/** The digits, side by side. What the network answered last stands below; a wrong answer is crossed out. */
export function digits(canvas, { picture, points }) {
  const pen = canvas.getContext("2d");
  const columns = Math.ceil(Math.sqrt(points.length));
  const side = canvas.width / columns;
  const pixel = side / 11; // 8 for the image, 3 for what is answered
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.font = `bold ${Math.round(5 * pixel)}px sans-serif`;
  points.forEach((point, n) => {
    const [x, y] = [(n % columns) * side, Math.floor(n / columns) * side];
    image(pen, point.slice(0, 64), 8, x, y, pixel, (level) => Math.round(255 * (1 - level)));
    const answer = picture[n];
    if (answer === null) return;
    const right = answer === point.at(-1);
    pen.fillStyle = right ? "#14532d" : "#b3261e";
    pen.fillText(String(answer), x + 8.2 * pixel, y + 7 * pixel);
    if (right) return;
    pen.strokeStyle = "#b3261e";
    pen.lineWidth = 2;
    pen.beginPath();
    pen.moveTo(x, y + 8 * pixel);
    pen.lineTo(x + 8 * pixel, y);
    pen.stroke();
  });
}

/** The weights of each filter: white is positive, black is negative, and grey is 0. */
export function filters(canvas, all) {
  const pen = canvas.getContext("2d");
  const columns = Math.ceil(Math.sqrt(2 * all.length));
  const side = Math.min(canvas.width / columns, canvas.height / Math.ceil(all.length / columns));
  const most = Math.max(...all.flat().map(Math.abs), 1e-9);
  pen.clearRect(0, 0, canvas.width, canvas.height);
  all.forEach((weights, n) => {
    const [x, y] = [(n % columns) * side, Math.floor(n / columns) * side];
    image(pen, weights, 3, x + side * 0.05, y + side * 0.05, side * 0.3, (w) => Math.round(127.5 * (1 + w / most)));
  });
}

/** Numbers as pixels, row by row. */
function image(pen, numbers, columns, left, top, pixel, grey) {
  numbers.forEach((number, i) => {
    pen.fillStyle = `rgb(${Array(3).fill(grey(number))})`;
    const [x, y] = [left + (i % columns) * pixel, top + Math.floor(i / columns) * pixel];
    pen.fillRect(Math.floor(x), Math.floor(y), Math.ceil(pixel), Math.ceil(pixel));
  });
}

/** A colour that is white where the network does not know. */
const faded = (sure) => (part) => Math.round(255 - (255 - part) * 0.75 * sure);
