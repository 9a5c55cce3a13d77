// Where selected words stand: from places in the document to code points of the article, and back.
//
// A block of text on the page has data-at, the code point of the capture at which it begins, and data-pieces, which
// say whose article's code points these are: "start,end,own" for the capture's characters from start to end, which are
// the article's from own. The document has every character of the capture once; numbers of claims are left out.

const BLOCKS = ".text[data-article]";
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

export function points(text) {
  let count = 0;
  for (const _ of text) count += 1; // a string gives its code points, a lone half of a pair as one
  return count;
}

function nodesOf(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest(".note") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

function piecesOf(block) {
  return block.dataset.pieces.split(" ").filter(Boolean).map((one) => {
    const [start, end, own] = one.split(",").map(Number);
    return { start, end, own };
  });
}

function blockOf(node) {
  return (node instanceof Element ? node : node.parentElement)?.closest(BLOCKS) ?? null;
}

// How many characters (UTF-16) of a block's text come before a place in it.
function before(nodes, container, offset) {
  const edge = document.createRange();
  edge.setStart(container, offset);
  let count = 0;
  for (const node of nodes) {
    if (node === container) return count + offset;
    if (edge.comparePoint(node, 0) >= 0) return count;
    count += node.length;
  }
  return count;
}

// The same stretch without blanks at its ends, and with whole characters as people see them.
function trimmed(text, from, to) {
  const segments = graphemes.segment(text);
  let start = segments.containing(from)?.index ?? from;
  const last = to > start ? segments.containing(to - 1) : undefined;
  let end = last ? last.index + last.segment.length : to;
  while (start < end && /\s/u.test(text[start])) start += 1;
  while (end > start && /\s/u.test(text[end - 1])) end -= 1;
  return [start, end];
}

// The article's code point at a capture's; of a hole in the article the side that is asked for.
function inArticle(pieces, at, isEnd) {
  for (const piece of pieces) {
    if (isEnd && at <= piece.start) break;
    if (at < piece.end || (isEnd && at === piece.end)) return piece.own + Math.max(0, at - piece.start);
  }
  const earlier = pieces.filter((piece) => piece.end <= at).at(-1);
  return isEnd && earlier ? earlier.own + earlier.end - earlier.start : null;
}

// What is selected, as {article, start, end, words}; null where that is no words of one article.
export function selected() {
  const selection = getSelection();
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const first = blockOf(range.startContainer);
  if (!first) return null;
  const last = blockOf(range.endContainer) ?? first;
  if (last.dataset.article !== first.dataset.article) return null;
  const nodes = nodesOf(first);
  const text = nodes.map((node) => node.data).join("");
  const lastNodes = last === first ? nodes : nodesOf(last);
  const lastText = last === first ? text : lastNodes.map((node) => node.data).join("");
  let from = before(nodes, range.startContainer, range.startOffset);
  let to = blockOf(range.endContainer) ? before(lastNodes, range.endContainer, range.endOffset) : lastText.length;
  if (last === first) [from, to] = trimmed(text, from, to);
  const start = inArticle(piecesOf(first), Number(first.dataset.at) + points(text.slice(0, from)), false);
  const end = inArticle(piecesOf(last), Number(last.dataset.at) + points(lastText.slice(0, to)), true);
  if (start === null || end === null || end <= start) return null;
  const words = last === first ? text.slice(from, to) : `${text.slice(from)} ${lastText.slice(0, to)}`;
  return { article: first.dataset.article, start, end, words: words.replace(/\s+/gu, " ").trim() };
}

// The places in the document of an article's code points, as ranges: several where something stands in between.
export function rangesOf(article, start, end) {
  const found = [];
  for (const block of document.querySelectorAll(`${BLOCKS}[data-article="${CSS.escape(article)}"]`)) {
    const nodes = nodesOf(block);
    for (const piece of piecesOf(block)) {
      const from = Math.max(start, piece.own);
      const to = Math.min(end, piece.own + piece.end - piece.start);
      if (from >= to) continue;
      const shift = piece.start - piece.own - Number(block.dataset.at);
      found.push(...rangesIn(nodes, from + shift, to + shift));
    }
  }
  return found;
}

function rangesIn(nodes, from, to) {
  const found = [];
  let at = 0;
  for (const node of nodes) {
    const length = points(node.data);
    if (at + length > from && at < to) {
      const range = document.createRange();
      range.setStart(node, units(node.data, Math.max(0, from - at)));
      range.setEnd(node, units(node.data, Math.min(length, to - at)));
      found.push(range);
    }
    at += length;
    if (at >= to) break;
  }
  return found;
}

// The UTF-16 offset of a code point.
function units(text, count) {
  let at = 0;
  for (const one of text) {
    if (count === 0) break;
    count -= 1;
    at += one.length;
  }
  return at;
}
