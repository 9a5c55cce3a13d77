// A layer of the user's own on the map: a GeoJSON file that the browser reads and draws, and that goes nowhere else.
// Whatever its properties hold is shown as text.

import { element, plate, svgElement } from "./showing.js";

const MOST_BYTES = 20e6;
const MOST_SHAPES = 20000;
const KINDS = ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"];
let shapes = [];

class Unfit extends Error {}

function position(value) {
  if (!Array.isArray(value) || !value.slice(0, 2).every(Number.isFinite) || value.length < 2) {
    throw new Unfit("a position must be two numbers, longitude and latitude");
  }
  const [longitude, latitude] = value;
  if (Math.abs(longitude) > 360 || Math.abs(latitude) > 90) {
    throw new Unfit("positions must be degrees of longitude and latitude (WGS 84); these seem to be of another projection");
  }
  return [longitude, latitude];
}

function list(value, read) {
  if (!Array.isArray(value)) throw new Unfit("the coordinates of a shape are not a list");
  return value.map(read);
}

const line = (value) => list(value, position);
const area = (value) => list(value, line);

// A geometry as plain shapes: {points}, {lines} or {rings}.
function* plain(geometry) {
  if (geometry === null) return;
  const { type, coordinates, geometries } = geometry ?? {};
  if (type === "GeometryCollection") {
    for (const one of list(geometries, (each) => each)) yield* plain(one);
  } else if (!KINDS.includes(type)) {
    throw new Unfit(`there is no kind of shape "${String(type).slice(0, 40)}" in GeoJSON`);
  } else if (type.endsWith("Point")) {
    yield { points: type === "Point" ? [position(coordinates)] : line(coordinates) };
  } else if (type.endsWith("LineString")) {
    yield { lines: type === "LineString" ? [line(coordinates)] : area(coordinates) };
  } else {
    yield { rings: type === "Polygon" ? area(coordinates) : list(coordinates, area).flat() };
  }
}

export function read(text) {
  let told;
  try {
    told = JSON.parse(text);
  } catch {
    throw new Unfit("this is not JSON");
  }
  const features =
    told?.type === "FeatureCollection" ? told.features
    : told?.type === "Feature" ? [told]
    : KINDS.includes(told?.type) || told?.type === "GeometryCollection" ? [{ geometry: told, properties: null }]
    : null;
  if (!Array.isArray(features)) throw new Unfit("this is JSON, but no GeoJSON: it has no features");
  if (features.length > MOST_SHAPES) throw new Unfit(`it has ${features.length} features; ${MOST_SHAPES} can be drawn`);
  const found = features.flatMap((feature) => {
    const properties = feature?.properties && typeof feature.properties === "object" ? feature.properties : {};
    return [...plain(feature?.geometry ?? null)].map((shape) => ({ ...shape, properties }));
  });
  if (!found.length) throw new Unfit("it has no shapes");
  return found;
}

function words(value) {
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  // Nothing that turns the writing around reaches a title, which cannot be isolated.
  return text.replace(/[\p{Cc}\p{Cf}]/gu, " ").slice(0, 200);
}

const pairs = (properties) => Object.entries(properties).slice(0, 30).map(([name, value]) => [words(name), words(value)]);

function path(lines, at, close) {
  const drawn = lines.filter((one) => one.length).map((one) => `M${one.map((p) => at(p).map((c) => c.toFixed(1)).join(" ")).join("L")}`);
  return drawn.map((one) => one + close).join("");
}

export function draw(svg, { at }) {
  svg.querySelector("g.own-layer")?.remove();
  if (!shapes.length) return;
  const group = svgElement("g", { class: "own-layer" });
  for (const shape of shapes) {
    const one = svgElement("g");
    one.append(svgElement("title", {}, pairs(shape.properties).slice(0, 6).map((pair) => pair.join(": ")).join("\n")));
    for (const point of shape.points ?? []) {
      const [cx, cy] = at(point);
      one.append(svgElement("circle", { class: "own", cx, cy, r: 4.5 }));
    }
    if (shape.lines) one.append(svgElement("path", { class: "own line", d: path(shape.lines, at, "") }));
    if (shape.rings) one.append(svgElement("path", { class: "own", d: path(shape.rings, at, "Z") }));
    one.addEventListener("click", () => tell(shape.properties));
    group.append(one);
  }
  svg.querySelector(".view").append(group);
}

function tell(properties) {
  const list = element("dl", { className: "facts" });
  for (const [name, value] of pairs(properties)) {
    list.append(element("div", {}, element("dt", {}, element("bdi", {}, name)), element("dd", {}, element("bdi", {}, value))));
  }
  const told = document.querySelector(".own-told");
  told.replaceChildren(list.childElementCount ? list : element("p", { className: "soft" }, "This shape has no properties."));
}

async function open(file) {
  if (file.size > MOST_BYTES) throw new Unfit(`it is larger than ${MOST_BYTES / 1e6} million bytes`);
  return read(await file.text());
}

export function start(redraw) {
  const input = element("input", { type: "file", accept: ".geojson,.json,application/geo+json" });
  const said = element("p", { className: "soft", role: "status" }, "A GeoJSON file. It is drawn here and sent nowhere.");
  const without = element("button", { type: "button", hidden: true }, "Take away");
  const box = element("section", { className: "own-layer" },
    element("label", {}, element("span", {}, "Own layer"), input), without, said, element("div", { className: "own-told" }));
  plate().after(box);
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    try {
      shapes = await open(file);
      said.textContent = `${shapes.length} ${shapes.length === 1 ? "shape" : "shapes"} drawn. Choose a shape to see its properties.`;
    } catch (error) {
      shapes = [];
      said.textContent = `This file cannot be drawn: ${error instanceof Unfit ? error.message : "it cannot be read"}.`;
    }
    said.classList.toggle("notice", !shapes.length);
    without.hidden = !shapes.length;
    box.querySelector(".own-told").replaceChildren();
    redraw();
  });
  without.addEventListener("click", () => {
    shapes = [];
    input.value = "";
    without.hidden = true;
    said.textContent = "Taken away.";
    box.querySelector(".own-told").replaceChildren();
    redraw();
  });
}
