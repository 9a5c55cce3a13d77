// The page reader: the form of the claim that is chosen, fetched into its card.

import { paint } from "./roles.js";
import { bind } from "./commands.js";

export function start() {
  document.addEventListener("onrecord:claim", ({ detail }) => load(detail.claim));
}

async function load(claim) {
  const card = document.getElementById(claim);
  if (!card || card.querySelector("form.correct")) return;
  for (const other of document.querySelectorAll(".card form.correct")) other.remove();
  const answer = await fetch(`/claims/${encodeURIComponent(claim)}/form`);
  if (!answer.ok || document.querySelector(`.card form.correct`)) return;
  const holder = document.createElement("template");
  holder.innerHTML = await answer.text();
  card.append(holder.content);
  paint();
  bind();
}
