// The page reader: words and claims light each other up, and one claim after another is reached by key.
//
// Whenever a claim is chosen the document hears "onrecord:claim" with {claim} in its detail.

import { add } from "./keys.js";

const at = (list, place) => list[((place % list.length) + list.length) % list.length];

export function start() {
  const reader = document.querySelector(".reader");
  if (!reader) return;
  const cards = [...reader.querySelectorAll(".card")];
  if (!cards.length) return;
  const words = (claim) => [...reader.querySelectorAll(`mark[data-claims~="${CSS.escape(claim)}"]`)];
  const note = (claim) => document.getElementById(`w-${claim}`);
  reader.classList.add("live");
  let now = cards.find((card) => card.classList.contains("chosen"))?.id ?? "";

  function light(claims, className) {
    for (const one of reader.querySelectorAll(`.${className}`)) one.classList.remove(className);
    for (const claim of claims) {
      document.getElementById(claim)?.classList.add(className);
      for (const mark of words(claim)) mark.classList.add(className);
    }
  }

  // Brings the claim's card into the column of cards, without moving the page.
  function show(claim, behavior) {
    const card = document.getElementById(claim);
    const list = card.closest(".cards");
    const top = list.scrollTop + card.getBoundingClientRect().top - list.getBoundingClientRect().top - 8;
    if (getComputedStyle(list).overflowY !== "visible") list.scrollTo({ top, behavior });
  }

  function choose(claim, { focus = false } = {}) {
    now = claim;
    light([claim], "chosen");
    for (const one of reader.querySelectorAll(".note.chosen")) one.classList.remove("chosen");
    note(claim)?.classList.add("chosen");
    const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    scrollTo({ top: (note(claim)?.getBoundingClientRect().top ?? 0) + scrollY - innerHeight / 3, behavior: smooth });
    show(claim, smooth);
    if (focus) document.getElementById(claim).querySelector("a.number").focus({ preventScroll: true });
    history.replaceState(null, "", `?claim=${encodeURIComponent(claim)}#w-${claim}`);
    document.dispatchEvent(new CustomEvent("onrecord:claim", { detail: { claim } }));
  }

  if (now) show(now, "auto");

  function claimsOf(target) {
    const mark = target.closest("mark[data-claims]");
    if (mark) return mark.dataset.claims.split(" ");
    const own = target.closest("a.note")?.id.slice(2) ?? target.closest(".card")?.id;
    return own ? [own] : [];
  }

  reader.addEventListener("pointerover", (event) => light(claimsOf(event.target), "lit"));
  reader.addEventListener("pointerleave", () => light([], "lit"));
  reader.addEventListener("focusin", (event) => light(claimsOf(event.target), "lit"));
  reader.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !getSelection().isCollapsed) return;
    const isWord = event.target.closest("mark[data-claims], a.note");
    const isNumber = event.target.closest(".card a.number");
    if (!isWord && !isNumber) return;
    event.preventDefault();
    const claims = claimsOf(event.target);
    // Where several claims rest on the same words, each click means the next of them.
    choose(isWord && claims.includes(now) ? at(claims, claims.indexOf(now) + 1) : claims[0]);
  });

  const step = (by) => () => {
    const place = cards.findIndex((card) => card.id === now);
    choose(at(cards, place < 0 && by < 0 ? -1 : place + by).id, { focus: true });
  };
  add("Page reader", "n", "the next claim", step(1));
  add("Page reader", "p", "the claim before", step(-1));
}
