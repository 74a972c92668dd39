/** Pictures, laid out by Graphviz without fonts: it knows how wide Helvetica's letters are, and no others. */
import { WIDE } from "../../page/common/columns.js";
import { Graphviz } from "../vendor/graphviz.js";

const graphviz = Graphviz.load();
const FONTS = /(?<=\bfontname=")Helvetica,[^"]*/; // of one width; a list is no font that Graphviz knows

/**
 * A byte of any other character is as wide as a space. A Japanese character has three bytes, which is too little by a
 * sixth. So one with four stands for it meanwhile, of an area for private use, from which no picture has a character.
 */
const PRIVATE = 0xf0000;
const apart = (text) => text.replace(WIDE, (each) => String.fromCodePoint(PRIVATE + each.charCodeAt(0)));
const together = (text) =>
  text.replace(/[\u{f0000}-\u{fffff}]/gu, (each) => String.fromCharCode(each.codePointAt(0) - PRIVATE));

/** The picture of a graph as SVG. */
export async function laidOut(dot) {
  const svg = (await graphviz).layout(apart(dot.replace(FONTS, "Helvetica")), "svg", "dot");
  return together(svg).replaceAll('font-family="Helvetica,sans-Serif"', `font-family="${dot.match(FONTS)}"`);
}
