// What every page of the desk loads. All pages can be read, and all forms sent, without it.

import htmx from "../htmx.js";
import * as keys from "../keys.js";
import * as reader from "../reader.js";

// For the other entries, so that what they share is bundled once.
window.htmx = htmx;
window.onrecord = { keys: { add: keys.add } };

keys.start();
reader.start();
