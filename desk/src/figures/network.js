// A network in which one actor's neighbours stand out, while the pointer or the focus is on it, and that can be moved.

import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { isMeant, plate, svgElement } from "./showing.js";

export function start() {
  const svg = plate().querySelector("svg.network");
  if (!svg) return;
  const view = svg.querySelector(".view");
  const nodes = new Map([...svg.querySelectorAll("[data-id]")].map((node) => [node.dataset.id, node]));
  const edges = [...svg.querySelectorAll("[data-one]")];
  const named = new Map([...svg.querySelectorAll("[data-of]")].map((name) => [name.dataset.of, name]));

  function name(id) {
    const dot = nodes.get(id).querySelector("circle");
    const words = nodes.get(id).querySelector("title").textContent.split(/ \(|: /)[0];
    const [x, y, r] = ["cx", "cy", "r"].map((key) => Number(dot.getAttribute(key)));
    return svgElement("text", { class: "name passing", x: x + r + 4, y: y + 4 }, words);
  }

  function lift(mark) {
    for (const one of svg.querySelectorAll(".lit")) one.classList.remove("lit");
    for (const one of svg.querySelectorAll(".passing")) one.remove();
    svg.classList.toggle("fading", Boolean(mark));
    if (!mark) return;
    const own = mark.dataset.id;
    const near = edges.filter((edge) => edge === mark || own === edge.dataset.one || own === edge.dataset.other);
    const ids = new Set([...(own ? [own] : []), ...near.flatMap((edge) => [edge.dataset.one, edge.dataset.other])]);
    for (const edge of near) edge.classList.add("lit");
    for (const id of ids) {
      nodes.get(id)?.classList.add("lit");
      if (named.has(id)) named.get(id).classList.add("lit");
      else if (nodes.has(id) && ids.size <= 40) view.append(name(id));
    }
  }

  const markOf = (event) => event.target.closest?.("[data-id], [data-one]") ?? null;
  svg.addEventListener("pointerover", (event) => lift(markOf(event)));
  svg.addEventListener("pointerleave", () => lift(null));
  svg.addEventListener("focusin", (event) => lift(markOf(event)));
  svg.addEventListener("focusout", () => lift(null));

  const moved = zoom()
    .filter(isMeant)
    .scaleExtent([0.5, 12])
    .on("zoom", ({ transform }) => view.setAttribute("transform", transform));
  const moving = select(svg).call(moved).on("dblclick.zoom", null);
  window.onrecord.keys.add("Network", "+", "closer", () => moving.call(moved.scaleBy, 1.5));
  window.onrecord.keys.add("Network", "-", "wider", () => moving.call(moved.scaleBy, 1 / 1.5));
  window.onrecord.keys.add("Network", "0", "all of it", () => moving.call(moved.transform, zoomIdentity));
}
