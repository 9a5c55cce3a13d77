// A stretch of time chosen with the pointer or the keys; it goes into the address as since and until, as the form sends it.

import { element, plate, svgElement, withParameters } from "./showing.js";

const DAY = 86400000;
const iso = (time) => new Date(time).toISOString().slice(0, 10);

function boundaries({ start, end, step }) {
  const found = [];
  const day = new Date(start);
  for (const last = Date.parse(end); day.getTime() < last; ) {
    found.push(day.getTime());
    if (step === "month") day.setUTCMonth(day.getUTCMonth() + 1);
    else if (step === "year") day.setUTCFullYear(day.getUTCFullYear() + 1);
    else day.setUTCDate(day.getUTCDate() + (step === "week" ? 7 : 1));
  }
  return [...found, Date.parse(end)];
}

function range(label, most, value) {
  const input = element("input", { type: "range", min: 0, max: most, step: 1 });
  input.value = value;
  return [input, element("label", {}, element("span", {}, label), input)];
}

export function start() {
  const svg = plate().querySelector("svg.timeline");
  if (!svg) return;
  const told = svg.dataset;
  const [left, right, top, floor] = [told.left, told.right, told.top, told.floor].map(Number);
  const edges = boundaries(told);
  const most = edges.length - 1;
  const span = edges[most] - edges[0];
  const across = (place) => left + ((edges[place] - edges[0]) / span) * (right - left);
  const chosen = svgElement("rect", { class: "brush", y: top, height: floor - top, x: 0, width: 0 });
  svg.append(chosen);
  let [from, to] = [0, most];

  const [first, firstLabel] = range("from", most, 0);
  const [last, lastLabel] = range("to", most, most);
  const words = element("output");
  const form = element("form", { className: "brush" }, firstLabel, lastLabel, words, element("button", {}, "Show this time"));
  plate().querySelector("figure").append(form);

  function choose(one, other) {
    [from, to] = one < other ? [one, other] : [other, one];
    if (from === to) to = Math.min(most, from + 1);
    if (from === to) from = to - 1;
    const isAll = from === 0 && to === most;
    chosen.setAttribute("x", across(from));
    chosen.setAttribute("width", isAll ? 0 : across(to) - across(from));
    [first.value, last.value] = [from, to];
    words.textContent = `${iso(edges[from])} to ${iso(edges[to] - DAY)}`;
    first.setAttribute("aria-valuetext", iso(edges[from]));
    last.setAttribute("aria-valuetext", iso(edges[to] - DAY));
  }
  const go = () => location.assign(withParameters({ since: iso(edges[from]), until: iso(edges[to] - DAY) }));

  first.addEventListener("input", () => choose(Math.min(+first.value, to - 1), to));
  last.addEventListener("input", () => choose(from, Math.max(+last.value, from + 1)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go();
  });

  function at(event) {
    const matrix = svg.getScreenCTM();
    const x = (event.clientX - matrix.e) / matrix.a;
    const time = edges[0] + (Math.min(1, Math.max(0, (x - left) / (right - left))) * span);
    const after = edges.findIndex((edge) => edge > time);
    return after < 0 ? most - 1 : after - 1; // the period that the pointer is in
  }

  let begun = null;
  let isBrushing = false;
  svg.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    begun = { x: event.clientX, period: at(event) };
    isBrushing = false;
  });
  svg.addEventListener("pointermove", (event) => {
    if (!begun || (!isBrushing && Math.abs(event.clientX - begun.x) < 5)) return;
    isBrushing = true;
    svg.setPointerCapture(event.pointerId);
    const now = at(event);
    choose(Math.min(begun.period, now), Math.max(begun.period, now) + 1);
  });
  svg.addEventListener("pointerup", () => {
    begun = null;
    if (isBrushing) go();
  });
  svg.addEventListener("pointercancel", () => (begun = null));
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("click", (event) => isBrushing && event.preventDefault(), true);
  choose(0, most);
}
