/**
 * The battery is taken out while a worker types. `make soak` does it two hundred times.
 */
import { killWhileTyping } from "../../soak/killing.js";
import { test } from "../../support/test";

for (const half of [1, 2]) {
  test(`nothing typed more than a second before the browser is killed is missing, ten times (${half})`, async ({ server }) => {
    await killWhileTyping(server, { rounds: 10, seed: half, longest: 2_500 });
  });
}
