// What every page of the desk loads. All pages can be read, and all forms sent, without it.

import htmx from "../htmx.js";

window.htmx = htmx; // for the other entries, so that it is bundled once
