// The words of a form's rows, marked in the text in the colour of their part. The text itself is left as it is.

import { rangesOf } from "./offsets.js";
import { stretches } from "./rows.js";

const GROUPS = ["actors", "recipients", "place", "occurred", "quantities", "chain", "trigger", "evidence"];

export function paint() {
  if (!globalThis.CSS?.highlights) return;
  for (const group of GROUPS) CSS.highlights.delete(`part-${group}`);
  const form = document.querySelector("form.correct");
  if (!form) return;
  const found = new Map();
  for (const [group, start, end] of stretches(form)) {
    const ranges = rangesOf(form.dataset.article, start, end);
    found.set(group, [...(found.get(group) ?? []), ...ranges]);
  }
  for (const [group, ranges] of found) CSS.highlights.set(`part-${group}`, new Highlight(...ranges));
}

export function start() {
  paint();
  document.addEventListener("onrecord:rows", paint);
  document.addEventListener("change", (event) => event.target.closest?.("form.correct") && paint());
}
