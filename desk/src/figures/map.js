// A map that is moved by dragging, pinching, buttons and keys; each new window is drawn by the server, with what shows in it.

import { select } from "d3-selection";
import { zoom } from "d3-zoom";
import * as layer from "./layer.js";
import * as png from "./png.js";
import { isMeant, plate, show, withParameters } from "./showing.js";

const degrees = (radians) => (radians * 180) / Math.PI;

export function projection(svg) {
  const [west, top, scale] = [svg.dataset.west, svg.dataset.top, svg.dataset.scale].map(Number);
  return {
    at: ([longitude, latitude]) => {
      const kept = (Math.max(-80, Math.min(80, latitude)) * Math.PI) / 180;
      return [((longitude * Math.PI) / 180 - west) * scale, (top - Math.log(Math.tan(Math.PI / 4 + kept / 2))) * scale];
    },
    place: ([x, y]) => [degrees(west + x / scale), degrees(2 * Math.atan(Math.exp(top - y / scale)) - Math.PI / 2)],
  };
}

async function go(address) {
  const hadFocus = plate().contains(document.activeElement);
  await show(address);
  start();
  png.start();
  if (hadFocus) plate().querySelector(".drawn").focus({ preventScroll: true });
}

function movable(svg) {
  const view = svg.querySelector(".view");
  const { width, height } = svg.viewBox.baseVal;
  const moved = zoom()
    .filter(isMeant)
    .extent([[0, 0], [width, height]])
    .scaleExtent([1 / 16, 64])
    .on("zoom", ({ transform }) => view.setAttribute("transform", transform))
    .on("end", ({ transform }) => {
      if (transform.k === 1 && Math.hypot(transform.x, transform.y) < 2) return;
      const { place } = projection(svg);
      const [west, north] = place(transform.invert([0, 0]));
      const [east, south] = place(transform.invert([width, height]));
      const box = [Math.max(-360, west), south, Math.min(360, east), north].map((side) => +side.toFixed(4));
      go(withParameters({ window: box.join() }));
    });
  select(svg).call(moved).on("dblclick.zoom", null);
}

const STEPS = { "+": "closer", "=": "closer", "-": "wider", ArrowLeft: "west", ArrowRight: "east", ArrowUp: "north", ArrowDown: "south" };

function listen() {
  const move = (name) => {
    const link = plate().querySelector(`[data-move="${name}"]`);
    if (link) go(link.href);
  };
  window.onrecord.keys.add("Map", "+", "closer", () => move("closer"));
  window.onrecord.keys.add("Map", "-", "wider", () => move("wider"));
  document.addEventListener("keydown", (event) => {
    if (!event.key.startsWith("Arrow") || !event.target.matches?.("#plate .drawn") || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    move(STEPS[event.key]);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("#plate a[href*='window=']");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || !isPage(link)) return;
    event.preventDefault();
    go(link.href.baseVal ?? link.href);
  });
}

const isPage = (link) => new URL(link.href.baseVal ?? link.href, location.href).pathname === location.pathname;

let isListening = false;

export function start() {
  const svg = plate().querySelector("svg.map");
  if (!svg) return;
  movable(svg);
  layer.draw(svg, projection(svg));
  if (isListening) return;
  isListening = true;
  listen();
  layer.start(() => {
    const shown = plate().querySelector("svg.map");
    layer.draw(shown, projection(shown));
  });
}
