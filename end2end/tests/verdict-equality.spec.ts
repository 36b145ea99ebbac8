/**
 * The phone and the server give the same verdict: the rules as WebAssembly in Chromium against the running
 * server, over thousands of random answers with facts missing. What is typed has one spelling on both.
 */
import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { root } from "../support/server.js";
import { expect, test } from "../support/test";

const SAMPLES = 3000;
const AT_ONCE = 16;
const PARTS = ["monitoring", "statistical", "left_behind", "class"];

/** Texts as they come, with their one spelling as a text and as a name: the server's own test reads the same list. */
const SPELLINGS: [string, string, string][] = JSON.parse(
  readFileSync(join(root, "app/domain/src/values/spelling_vectors.json"), "utf8"),
);

type Assessed = { form: string; answers: object; verdict: Record<string, { result?: string }> };

test("phone and server agree on thousands of random answers", async ({ page, server }) => {
  test.setTimeout(300_000);
  await rules(page);
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

test("a browser spells every text as the server does", async ({ page }) => {
  test.setTimeout(300_000);
  await rules(page);
  const spelled = await page.evaluate(
    (raw) => raw.map((text) => [text, wasm_bindgen.spelled(text), wasm_bindgen.named(text)]),
    SPELLINGS.map(([raw]) => raw),
  );
  expect(spelled).toEqual(SPELLINGS);
  const refused = (text: string) => page.evaluate((text) => wasm_bindgen.refused(text), text);
  for (const wrong of ["好\u0378", "好\uFDD0", "好\uFFFD", "好\u{E1000}"]) {
    expect(await refused(wrong)).toContain("请全部删掉，重新打一遍");
  }
  expect(await refused("王\uE863")).toContain("䶮");
  for (const right of ["好𠀀", "好\u{323B0}", "好😀", "好\u{1FADF}", "Lu\u0308"]) expect(await refused(right)).toBe("");
});

/** Brings the rules, compiled for a browser, into the page. */
async function rules(page: Page): Promise<void> {
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
}

declare const wasm_bindgen: {
  (options: { module_or_path: Uint8Array }): Promise<unknown>;
  as_of(): string;
  assessed(seed: number, policy: string): string;
  spelled(raw: string): string;
  named(raw: string): string;
  refused(raw: string): string;
};
