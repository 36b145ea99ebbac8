/**
 * The service worker of a family's pages: keeps them openable without a connection.
 *
 * Registered for /declare and /try a moment after a declaration is shown there. Pages come from the server whenever it
 * can be reached; else the kept frame shows what lies on the phone. A new version waits until no page is open.
 */

import { cleanupOutdatedCaches, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { FAMILY_FRAMES } from "./addresses.js";
import { frame } from "./frame.js";

// The list of files is put in by the build.
precacheAndRoute(self.__WB_MANIFEST, { cleanURLs: false, directoryIndex: null });
cleanupOutdatedCaches();

const kept = frame(FAMILY_FRAMES);

registerRoute(
  new NavigationRoute(async (options) => {
    try {
      return (await options.event.preloadResponse) ?? (await fetch(options.request));
    } catch {
      return kept(options);
    }
  }),
);

self.addEventListener("activate", (event) => {
  // The page is asked for while this worker still starts.
  event.waitUntil(Promise.resolve(self.registration.navigationPreload?.enable()));
  // The first one takes the page that registered it.
  event.waitUntil(self.clients.claim());
});
