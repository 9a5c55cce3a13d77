// Keys of the desk: one list of what each does, from which the help is made. Other entries add theirs:
//
//     window.onrecord.keys.add("Correcting", "a", "accept the claim", () => ...)
//     window.onrecord.keys.add("Go to", "g q", "the queue", () => ...)
//
// A key is what the keyboard event calls it; two with a space between follow one another.

const WAIT = 1500; // milliseconds in which the second of two keys must come
const bound = new Map(); // keys -> {section, words, run}
let first = "";
let timer = 0;

export function add(section, keys, words, run) {
  bound.set(keys, { section, words, run });
}

function isWriting(target) {
  return target instanceof Element && target.closest("input, select, textarea, [contenteditable], dialog[open]") !== null;
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isWriting(event.target)) return;
  const keys = first ? `${first} ${event.key}` : event.key;
  clearTimeout(timer);
  first = "";
  const found = bound.get(keys);
  if (found) {
    event.preventDefault();
    found.run(event);
  } else if ([...bound.keys()].some((one) => one.startsWith(`${keys} `))) {
    first = keys;
    timer = setTimeout(() => (first = ""), WAIT);
  }
}

// Views that are in the navigation, by letters that keep; one without a letter here gets the first of its name that is free.
const LETTERS = {
  "/": "o", "/events": "e", "/timeline": "t", "/map": "m", "/network": "n", "/claims": "c", "/relations": "r",
  "/actors": "a", "/places": "p", "/publishers": "u", "/pages": "g", "/issues": "i",
};

function addViews() {
  const links = [...document.querySelectorAll("header nav a")];
  const taken = new Set(Object.values(LETTERS));
  for (const link of links) {
    const path = new URL(link.href).pathname;
    const letter = LETTERS[path] ?? [...link.textContent.trim().toLowerCase()].find((one) => /[a-z]/.test(one) && !taken.has(one));
    if (!letter) continue;
    taken.add(letter);
    link.setAttribute("aria-keyshortcuts", `g ${letter}`);
    add("Go to", `g ${letter}`, link.textContent.trim(), () => location.assign(link.href));
  }
}

function element(name, words, className) {
  const made = document.createElement(name);
  if (words !== undefined) made.textContent = words;
  if (className) made.className = className;
  return made;
}

function keyNames(keys) {
  const names = element("dt");
  for (const [place, key] of keys.split(" ").entries()) {
    if (place) names.append(" ");
    names.append(element("kbd", { ArrowLeft: "←", ArrowRight: "→", Escape: "Esc" }[key] ?? key));
  }
  return names;
}

function help() {
  document.querySelector("dialog.keys")?.remove();
  const dialog = element("dialog", undefined, "keys");
  const title = element("h2", "Keys");
  title.id = "keys-title";
  dialog.setAttribute("aria-labelledby", title.id);
  const close = element("button", "Close");
  close.addEventListener("click", () => dialog.close());
  dialog.append(title);
  const sections = element("div", undefined, "key-sections");
  for (const section of new Set([...bound.values()].map((one) => one.section))) {
    const list = element("dl");
    for (const [keys, one] of bound) {
      if (one.section !== section) continue;
      const row = element("div");
      row.append(keyNames(keys), element("dd", one.words));
      list.append(row);
    }
    const part = element("section");
    part.append(element("h3", section), list);
    sections.append(part);
  }
  dialog.append(sections, close);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function addHelpButton() {
  const find = document.querySelector("header .find");
  if (!find) return;
  const button = element("button", "?", "help");
  button.type = "button";
  button.setAttribute("aria-label", "Keys");
  button.setAttribute("aria-keyshortcuts", "?");
  button.addEventListener("click", help);
  find.after(button);
}

export function start() {
  add("Anywhere", "?", "this help", help);
  add("Anywhere", "/", "search", () => {
    const field = document.querySelector('input[name="q"]');
    field?.focus();
    field?.select();
  });
  addViews();
  addHelpButton();
  document.addEventListener("keydown", pressed);
}
