// Correcting on the desk with the comfort of a script: everything here can be done with the plain forms too.

import * as cards from "../correcting/cards.js";
import * as commands from "../correcting/commands.js";
import * as names from "../correcting/names.js";
import * as picker from "../correcting/picker.js";
import * as roles from "../correcting/roles.js";

names.start();
picker.start();
roles.start();
cards.start();
commands.start();
