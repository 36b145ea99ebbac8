/**
 * Once a run: the template database that every test copies.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeTemplate } from "./server.js";

export default function setup() {
  const folder = mkdtempSync(join(tmpdir(), "tongce-e2e-template-"));
  process.env.TONGCE_E2E_TEMPLATE = folder;
  makeTemplate(folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
