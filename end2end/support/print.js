/**
 * What comes out of a printer.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";

/** Prints the page as the browser would, and looks at the PDF: one page of A4. */
export async function onePage(page, name) {
  const folder = mkdtempSync(join(tmpdir(), "tongce-print-"));
  try {
    const file = join(folder, "sheet.pdf");
    writeFileSync(file, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    const told = execFileSync("pdfinfo", [file], { encoding: "utf8" });
    expect(/Pages:\s+(\d+)/.exec(told)?.[1], `pages of ${name}`).toBe("1");
    const [, width, height] = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(told) ?? [];
    expect(Math.abs(Number(width) - 595), `width of ${name}: ${width}`).toBeLessThan(3);
    expect(Math.abs(Number(height) - 842), `height of ${name}: ${height}`).toBeLessThan(3);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
