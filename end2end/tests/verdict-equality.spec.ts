/**
 * The phone and the server give the same verdict: the rules as WebAssembly in Chromium against the running
 * server, over thousands of random answers with facts missing.
 */
import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/server.js";
import { expect, test } from "../support/test";

const SAMPLES = 3000;
const AT_ONCE = 16;
const PARTS = ["monitoring", "statistical", "left_behind", "class"];

type Assessed = { form: string; answers: object; verdict: Record<string, { result?: string }> };

test("phone and server agree on thousands of random answers", async ({ page, server }) => {
  test.setTimeout(300_000);
  execFileSync(join(root, "end2end/verdict/build.sh"), { stdio: "pipe" });
  const site = join(root, "target/verdict/site");
  const wasm = readFileSync(join(site, "verdict_bg.wasm")).toString("base64");
  await page.goto("about:blank");
  const loader = readFileSync(join(site, "verdict.js"), "utf8").replace(/^let wasm_bindgen/, "globalThis.wasm_bindgen");
  await page.evaluate((loader) => (0, eval)(loader), loader);
  await page.evaluate(async (encoded) => {
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    await wasm_bindgen({ module_or_path: bytes });
  }, wasm);
  const asOf = await page.evaluate(() => wasm_bindgen.as_of());

  const seen = new Set<string>();
  let compared = 0;
  for (const policy of ["tianjin", "national"]) {
    const phone: Assessed[] = await page.evaluate(
      ([count, policy]) => Array.from({ length: count }, (_, seed) => JSON.parse(wasm_bindgen.assessed(seed, policy))),
      [SAMPLES, policy] as const,
    );
    const waiting = phone.entries();
    const ask = async () => {
      for (const [seed, { form, answers, verdict }] of waiting) {
        const answer = await fetch(`${server.url}/api/v1/assessments`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ form, as_of: asOf, policy, answers }),
        });
        const said = await answer.json();
        // Plain assertions: thousands of them, and each of Playwright's own would become a step of the trace.
        equal(answer.status, 200, JSON.stringify(said));
        for (const part of PARTS) deepEqual(said[part], verdict[part], `${part} of sample ${seed} under ${policy}`);
        seen.add(String(verdict.class));
        for (const part of PARTS.slice(0, 3)) seen.add(`${part} ${verdict[part].result}`);
        compared += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, ask));
  }
  expect(compared).toBe(2 * SAMPLES);
  // The sample is worth something only if every class and every result was among it.
  for (const part of PARTS.slice(0, 3)) for (const result of ["IN", "OUT", "REVIEW"]) expect(seen).toContain(`${part} ${result}`);
  for (const kind of ["M1", "M2", "M0", "LB", "REVIEW"]) expect([...seen].join(" ")).toContain(kind);
});

declare const wasm_bindgen: {
  (options: { module_or_path: Uint8Array }): Promise<unknown>;
  as_of(): string;
  assessed(seed: number, policy: string): string;
};
