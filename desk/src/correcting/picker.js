// What may be done with selected words: a small bar beside them, and a key for each of its buttons.

import { selected } from "./offsets.js";
import { fill, fillCue } from "./rows.js";

const CHOICES = [
  ["1", "who did it", "actors"],
  ["2", "to whom", "recipients"],
  ["3", "where", "place"],
  ["4", "when", "occurred"],
  ["5", "number", "quantities"],
  ["6", "voice", "chain"],
  ["7", "by the word", "cue"],
];

let bar = null;
let words = null;

const formOf = (article) =>
  document.querySelector(`form.correct[data-article="${CSS.escape(article)}"]`);

function run(group) {
  const now = words ?? selected();
  const form = now && formOf(now.article);
  if (!form) return;
  hide();
  const next = group === "cue" ? fillCue(form, now) : fill(form, group, now);
  getSelection().removeAllRanges();
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function add() {
  const now = words ?? selected();
  if (now) location.assign(`/articles/${now.article}/claims/new?start=${now.start}&end=${now.end}`);
}

function button(label, key, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.setAttribute("aria-keyshortcuts", key);
  made.title = `key ${key}`;
  made.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
  made.addEventListener("click", act);
  return made;
}

function build(hasForm, isNew) {
  const made = document.createElement("div");
  made.className = "picker";
  made.setAttribute("role", "toolbar");
  made.setAttribute("aria-label", "These words are");
  if (isNew) made.append(button("what happened", "8", () => run("trigger")));
  if (hasForm) made.append(...CHOICES.map(([key, label, group]) => button(label, key, () => run(group))));
  if (!isNew) made.append(button("a missed claim", "+", add));
  return made;
}

function hide() {
  bar?.remove();
  bar = null;
  words = null;
}

function show() {
  const now = selected();
  if (!now) return hide();
  if (words && bar && words.start === now.start && words.end === now.end) return;
  hide();
  words = now;
  const form = formOf(now.article);
  bar = build(form !== null, form !== null && !form.dataset.claim);
  document.body.append(bar);
  const range = getSelection().getRangeAt(0);
  const box = range.getBoundingClientRect();
  const left = Math.min(Math.max(8, box.left), document.documentElement.clientWidth - bar.offsetWidth - 8);
  bar.style.left = `${left + scrollX}px`;
  bar.style.top = `${box.bottom + scrollY + 6}px`;
}

export function start() {
  if (!document.querySelector(".text[data-article]")) return;
  // Words inside a link cannot be selected with a mouse. The reader's own script follows clicks on words; the number
  // before them stays a link for the keyboard.
  for (const link of document.querySelectorAll(".text mark a[href]")) link.removeAttribute("href");
  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 180);
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  const keys = window.onrecord?.keys;
  for (const [key, label, group] of CHOICES) keys?.add("Selected words", key, `are ${label}`, () => run(group));
  keys?.add("Selected words", "+", "tell of a missed claim", add);
}
