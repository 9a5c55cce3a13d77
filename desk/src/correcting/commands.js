// One key for each thing that is done often: fields and buttons say theirs as data-key, and what it does as data-does.

const visible = (key) =>
  [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((one) => one.checkVisibility());

function run(key) {
  const found = visible(key);
  if (!found) return;
  if (found.matches("button, a")) found.click();
  else {
    found.focus();
    found.scrollIntoView({ block: "nearest" });
  }
}

// Tells the list of keys what the page can do now; once more does no harm.
export function bind() {
  for (const one of document.querySelectorAll("[data-key]")) {
    const { key, does } = one.dataset;
    one.setAttribute("aria-keyshortcuts", key === key.toUpperCase() && /[A-Z]/.test(key) ? `Shift+${key}` : key);
    window.onrecord?.keys.add("Correcting", key, does, () => run(key));
  }
}

// In a list of choices Enter saves the form and Escape leaves the list, so that keys mean commands again.
function pressed(event) {
  const { target, key } = event;
  if (!(target instanceof HTMLElement) || !target.closest("form.correct")) return;
  if (key === "Escape" && !event.defaultPrevented) target.blur();
  if (key === "Enter" && target.matches("select")) {
    event.preventDefault();
    target.form.requestSubmit(target.form.querySelector('[data-key="s"]'));
  }
}

// The queue opens on the claim's words, in the middle of their text, and at its headline for whoever listens.
function open() {
  const text = document.querySelector("[data-centre]");
  const words = text && document.getElementById(text.dataset.centre);
  if (words && getComputedStyle(text).overflowY === "auto") {
    text.scrollTop += words.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
  }
  if (!location.hash) document.querySelector("[data-focus]")?.focus({ preventScroll: true });
}

export function start() {
  bind();
  open();
  document.addEventListener("keydown", pressed);
}
