/** One file of style for the phone: style/main.css with what it imports, each in its layer. */

import { join } from "node:path";
import { build } from "esbuild";
import { BROWSERS, root } from "./settings.mjs";

/** @returns {Promise<string>} */
export async function style() {
  const { outputFiles, warnings } = await build({
    entryPoints: [join(root, "style/main.css")],
    bundle: true,
    minify: true,
    write: false,
    target: BROWSERS,
  });
  if (warnings.length > 0) throw new Error("the style has warnings (above)");
  return outputFiles[0].text;
}
