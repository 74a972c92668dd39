const RUNS = /^'*[=+\-@\t\r\n＝＋－＠]/; // a spreadsheet takes a cell that begins so for a formula
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** The sheet's lines as CSV, with the answers in their cells. What was typed stays text in a spreadsheet. */
export function csv(lines, answers) {
  const isRow = ([number]) => /^\d+$/.test(number); // the headers, given lines and the code are none
  const filled = lines.map((line) => (isRow(line) ? [...line.slice(0, 3), harmless(answers.get(line[1]))] : line));
  return `\ufeff${filled.map((line) => `${line.map(quoted).join(",")}\r\n`).join("")}`;
}

const harmless = (cell) => (RUNS.test(cell) && !DECIMAL.test(cell) ? `'${cell}` : cell);

const quoted = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
