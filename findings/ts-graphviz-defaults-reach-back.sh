#!/usr/bin/env bash
# ts-graphviz 3.0.7: a graph that is read and written again has its defaults from the first statement on.
#
# In DOT, edge [style=dashed] is the default for the edges that follow it, and those before it keep the former one.
# Expected: toDot(fromDot(text)) draws the same picture.
#
# Seen: the statements edge [...], node [...] and graph [...] stand before all others in what is written, so that the
# edges above them are dashed too, and two defaults after one another become the last one. A label that goes on in the
# next line of the file after a backslash, which joins the two lines, shows a backslash and an n instead.
#
# Where it matters: drawings of computational graphs say in this way which part belongs to the backward pass. The graph
# itself, its nodes, edges and own attributes, comes through, so a comparison of these finds nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund ts-graphviz@3.0.7 @viz-js/viz@3.31.0 > npm.log 2>&1 || { cat npm.log; exit 1; }

cat > passes.mjs <<'NODE'
import assert from 'assert';
import {instance} from '@viz-js/viz';
import {fromDot, toDot} from 'ts-graphviz';

const viz = await instance();
const looks = (dot) => {
  const {objects, edges} = viz.renderJSON(dot);
  const name = (i) => objects[i].name;
  return Object.fromEntries(edges.map((edge) => [`${name(edge.tail)} -> ${name(edge.head)}`, edge.style ?? 'solid']));
};
const text = (dot) => [...viz.renderString(dot, {format: 'svg'}).matchAll(/<text[^>]*>([^<]*)</g)].map((found) => found[1]);

const both = 'digraph { x -> y; y -> z; edge [style=dashed]; z -> y; edge [style=dotted]; y -> x }';
const [before, after] = [looks(both), looks(toDot(fromDot(both)))];
console.log('as written:    ', before);
console.log('read and again:', after);
assert.deepStrictEqual(before, {'x -> y': 'solid', 'y -> z': 'solid', 'z -> y': 'dashed', 'y -> x': 'dotted'});
assert.deepStrictEqual(after, {'x -> y': 'dotted', 'y -> z': 'dotted', 'z -> y': 'dotted', 'y -> x': 'dotted'});

const long = 'digraph { x [label="loss of \\\nthe first layer"] }';
const [whole, parted] = [text(long), text(toDot(fromDot(long)))];
console.log(`a label over two lines: ${whole}, and afterwards ${parted}`);
assert.deepStrictEqual(whole, ['loss of the first layer']);
assert.deepStrictEqual(parted, ['loss of \\nthe first layer']);
NODE
node passes.mjs
echo "as described"
