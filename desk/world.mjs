// The base map as figures/world.py reads it: Natural Earth's countries at 1:50 million, from world-atlas, in one object.
//
//     arcs       lines as [x, y, dx, dy, ...] in steps of the grid; x * scale + origin are degrees
//     land       rings of dry land, each a list of arcs; ~n means arc n backwards, as in TopoJSON
//     borders    arcs between two countries; `disputed` those of lands whose standing is in dispute
//     countries  the rings of each country by its ISO 3166-1 alpha-3 code

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { numericToAlpha3 } = require("i18n-iso-countries");
const UNSETTLED = new Set(["N. Cyprus", "Siachen Glacier", "Somaliland", "W. Sahara", "Kosovo", "Palestine", "Abkhazia"]);

const rings = (shape) => (shape.type === "Polygon" ? shape.arcs : shape.type === "MultiPolygon" ? shape.arcs.flat() : []);

function between(countries) {
  const owners = new Map();
  for (const country of countries) {
    for (const arc of rings(country).flat()) {
      const own = arc < 0 ? ~arc : arc;
      owners.set(own, [...(owners.get(own) ?? []), country.properties.name]);
    }
  }
  const shared = [...owners].filter(([, names]) => new Set(names).size > 1).sort(([a], [b]) => a - b);
  const isUnsettled = ([, names]) => names.some((name) => UNSETTLED.has(name));
  return {
    borders: shared.filter((one) => !isUnsettled(one)).map(([arc]) => arc),
    disputed: shared.filter(isUnsettled).map(([arc]) => arc),
  };
}

export function world() {
  const atlas = JSON.parse(readFileSync(require.resolve("world-atlas/countries-50m.json"), "utf8"));
  const countries = atlas.objects.countries.geometries;
  const coded = {};
  for (const country of countries) {
    const code = country.id ? numericToAlpha3(country.id) : undefined;
    if (code) coded[code] = [...(coded[code] ?? []), ...rings(country)];
  }
  return JSON.stringify({
    source: "Natural Earth 1:50m (public domain), by way of world-atlas 2.0.2",
    scale: atlas.transform.scale,
    origin: atlas.transform.translate,
    arcs: atlas.arcs.map((arc) => arc.flat()),
    land: atlas.objects.land.geometries.flatMap(rings),
    ...between(countries),
    countries: Object.fromEntries(Object.entries(coded).sort(([a], [b]) => (a < b ? -1 : 1))),
  });
}
