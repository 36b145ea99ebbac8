import { defineConfig } from "@playwright/test";
import { engine, flags } from "./support/browser.js";

/**
 * Journeys in the system's own Chromium against the real release. Every test starts its own server on its
 * own copy of the demonstration database (see support/test.ts), so tests share nothing.
 */
export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  globalSetup: "./support/setup.js",
  reporter: [["list"]],
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: Number(process.env.TONGCE_E2E_WORKERS ?? 2),
  // A shared machine may stall for seconds; what fails twice more is a failure.
  retries: process.env.CI ? 2 : 0,
  timeout: 240_000,
  expect: { timeout: 10_000 },
  use: {
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    actionTimeout: 15_000,
    navigationTimeout: 20_000,
    screenshot: "only-on-failure",
    // A trace of every step costs a third of the time; ask for it when something is hard to see.
    trace: process.env.TONGCE_E2E_TRACE ? "retain-on-failure" : "off",
    launchOptions: { executablePath: engine(), args: flags },
  },
});
