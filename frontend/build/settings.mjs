/** Where things are, and for whom they are built. */

import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Where everything that is built lies. */
export const target = join(root, "target");

/** What the parts of the page are called, before their hash. */
export const NAME = "tongce";

/** The oldest browsers that the scripts and the style are written for. */
export const BROWSERS = ["chrome78", "firefox78", "safari14.1"];
