import "../no-peers.js";
import "./only-workbench.js";

import { pageStyles } from "../styles.js";
import "./shell.js";

// The policy allows no style element: sheets are constructed.
const { styleSheet } = pageStyles;
if (styleSheet) document.adoptedStyleSheets.push(styleSheet);
