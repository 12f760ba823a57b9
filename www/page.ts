import "./no-peers.js";

import { followAddress } from "./follow-address.js";
import { followShell, isFramed } from "./frame.js";
import { pageStyles } from "./styles.js";
import "./workbench.js";

// The policy allows no style element: sheets are constructed.
const { styleSheet } = pageStyles;
if (styleSheet) document.adoptedStyleSheets.push(styleSheet);

const workbench = document.querySelector("lazaret-workbench");
if (workbench && isFramed()) followShell(workbench);
else if (workbench) followAddress(workbench);
