// Fields that ask for an actor or a place: what is typed is looked up among the names of the record and those known.

const WAIT = 150;
let open = null; // {input, list, rows, at}

function close() {
  if (!open) return;
  open.input.setAttribute("aria-expanded", "false");
  open.input.removeAttribute("aria-activedescendant");
  open.list.remove();
  open = null;
}

function choose(value) {
  const { input } = open;
  input.value = value;
  close();
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function mark(at) {
  open.at = at;
  for (const [place, row] of [...open.list.children].entries()) row.setAttribute("aria-selected", String(place === at));
  const row = open.list.children[at];
  if (row) {
    open.input.setAttribute("aria-activedescendant", row.id);
    row.scrollIntoView({ block: "nearest" });
  }
}

function show(input, rows) {
  close();
  if (!rows.length || document.activeElement !== input) return;
  const list = document.createElement("ul");
  list.className = "names";
  list.id = `${input.id}-list`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "names");
  for (const [place, row] of rows.entries()) {
    const item = document.createElement("li");
    item.id = `${list.id}-${place}`;
    item.setAttribute("role", "option");
    const name = document.createElement("bdi");
    name.textContent = row.name;
    const about = document.createElement("span");
    about.className = "soft";
    about.textContent = ` ${row.about}`;
    item.append(name, about);
    item.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      choose(row.value);
    });
    list.append(item);
  }
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "true");
  input.after(list);
  open = { input, list, rows, at: -1 };
}

async function look(input) {
  const words = input.value.trim() || input.closest(".row")?.querySelector('[name$=".words"]')?.value.trim() || "";
  if (!words) return close();
  const asked = new URLSearchParams({ kind: input.dataset.names, q: words });
  const answer = await fetch(`/names?${asked}`, { headers: { accept: "application/json" } });
  if (!answer.ok) return;
  const { rows } = await answer.json();
  const now = input.value.trim();
  if (document.activeElement === input && (!now || now === words)) show(input, rows);
}

let waiting = 0;
let count = 0;

function ready(input) {
  if (input.getAttribute("role") === "combobox") return;
  input.id ||= `who-${(count += 1)}`;
  input.removeAttribute("list");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
}

function soon(input) {
  clearTimeout(waiting);
  waiting = setTimeout(() => look(input), WAIT);
}

function pressed(event) {
  if (!open || event.target !== open.input) return;
  const last = open.rows.length - 1;
  if (event.key === "ArrowDown") mark(open.at >= last ? 0 : open.at + 1);
  else if (event.key === "ArrowUp") mark(open.at <= 0 ? last : open.at - 1);
  else if (event.key === "Enter" && open.at >= 0) choose(open.rows[open.at].value);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

export function start() {
  document.addEventListener("focusin", ({ target }) => {
    if (!target.matches?.("input[data-names]")) return;
    ready(target);
    if (!target.value) soon(target);
  });
  document.addEventListener("input", ({ target }) => target.matches?.("input[data-names]") && soon(target));
  document.addEventListener("focusout", ({ target }) => open?.input === target && close());
  document.addEventListener("keydown", pressed, true);
}
