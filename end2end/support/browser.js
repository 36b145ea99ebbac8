/**
 * The browser: the system's own Chromium, never one that a test library downloads.
 */
import { accessSync, constants } from "node:fs";

/** Flags under which Chromium runs alike on a desktop and in a container. */
export const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const WHOLE = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ENGINE = "chromium-headless-shell";

/**
 * The browser as people have it, for what is measured: TONGCE_CHROMIUM, or the first of the usual names on the PATH.
 * @returns {string}
 */
export function chromium() {
  return found(WHOLE);
}

/**
 * The same Chromium without the desktop's windows around it, for the journeys: it starts sooner and takes a third off
 * their time. Where it is not installed, the whole one.
 * @returns {string}
 */
export function engine() {
  return found([ENGINE, ...WHOLE]);
}

function found(names) {
  if (process.env.TONGCE_CHROMIUM) return process.env.TONGCE_CHROMIUM;
  const folders = [...(process.env.PATH ?? "").split(":"), "/usr/bin", "/usr/local/bin"];
  for (const name of names) {
    for (const folder of folders) {
      try {
        accessSync(`${folder}/${name}`, constants.X_OK);
        return `${folder}/${name}`;
      } catch {
        continue;
      }
    }
  }
  throw new Error("Chromium is missing. Run: make setup-test");
}

/** A phone of 390×844, held upright, used with a finger. */
export const phone = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  locale: "zh-CN",
  timezoneId: "Asia/Shanghai",
};

/** A desktop with a keyboard. */
export const desktop = { viewport: { width: 1440, height: 900 }, locale: "zh-CN", timezoneId: "Asia/Shanghai" };
