// What pages of a figure load beside what every page does: choosing a time, moving a map, lifting out neighbours, PNG.

import * as map from "../figures/map.js";
import * as network from "../figures/network.js";
import * as png from "../figures/png.js";
import { plate } from "../figures/showing.js";
import * as timeline from "../figures/timeline.js";

if (plate()) {
  timeline.start();
  map.start();
  network.start();
  png.start();
}
