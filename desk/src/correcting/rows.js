// Rows of a claim's form: filling one from selected words, and an empty one after it for the next.

const SINGLE = new Set(["place", "occurred", "trigger", "evidence"]);

const field = (row, name) => row.querySelector(`[name$=".${name}"]`);

function put(row, name, value) {
  const found = field(row, name);
  if (found) found.value = value;
}

// A copy of an empty row with the next number in its fields' names.
function addAfter(row) {
  const copy = row.cloneNode(true);
  for (const one of copy.querySelectorAll("[name]")) {
    one.name = one.name.replace(/\.(\d+)\./, (_, number) => `.${Number(number) + 1}.`);
  }
  row.after(copy);
}

function rowFor(form, group) {
  const rows = [...form.querySelectorAll(`.row[data-row="${group}"]`)];
  if (SINGLE.has(group)) return rows[0];
  const empty = rows.findLast((row) => row.classList.contains("empty"));
  if (empty) addAfter(empty);
  return empty;
}

// Fills the row of a group from words; gives the field in which to go on, null where the form has no such group.
export function fill(form, group, { start, end, words }) {
  const row = rowFor(form, group);
  if (!row) return null;
  row.classList.remove("empty");
  row.closest("details")?.setAttribute("open", "");
  put(row, "start", start);
  put(row, "end", end);
  put(row, "words", words);
  if (group === "actors" || group === "recipients" || group === "place" || group === "chain") put(row, "who", "");
  if (group === "quantities") count(row, words);
  if (group === "chain") put(row, "kind", "speaker");
  form.dispatchEvent(new CustomEvent("onrecord:rows", { bubbles: true }));
  const next = { quantities: "kind", occurred: "first" }[group] ?? "who";
  return field(row, next) ?? field(row, "words");
}

// The word that introduces what the last voice says.
export function fillCue(form, { start, end, words }) {
  const row = [...form.querySelectorAll('.row[data-row="chain"]:not(.empty)')].at(-1);
  if (!row) return null;
  put(row, "cue", words);
  put(row, "cue-was", `${start}-${end}`);
  form.dispatchEvent(new CustomEvent("onrecord:rows", { bubbles: true }));
  return field(row, "cue");
}

// A number in figures is taken over; one in words is left to the person.
function count(row, words) {
  const figures = /\d[\d,. ]*/u.exec(words)?.[0].replace(/[, ]/gu, "").replace(/\.$/u, "");
  if (!figures) return;
  const bound = /at least|more than|over/iu.test(words) ? "low" : /up to|at most|as many as/iu.test(words) ? "high" : "best";
  put(row, bound, figures);
}

// The stretches that a form's rows mean, as [group, start, end].
export function stretches(form) {
  const found = [];
  for (const row of form.querySelectorAll(".row[data-row]")) {
    const [start, end] = [field(row, "start")?.value, field(row, "end")?.value];
    if (start && end && !field(row, "gone")?.checked) found.push([row.dataset.row, Number(start), Number(end)]);
  }
  return found;
}
