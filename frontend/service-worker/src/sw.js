/**
 * The service worker of the field pages: keeps them openable without signal, and sends the outbox.
 *
 * Its scope is /field. A new version waits until the user agrees or no page is open.
 */

import { cleanupOutdatedCaches, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { FIELD_FRAMES } from "./addresses.js";
import { frame } from "./frame.js";
import { sender } from "./outbox.js";

// The list of files is put in by the build.
precacheAndRoute(self.__WB_MANIFEST, { cleanURLs: false, directoryIndex: null });
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(frame(FIELD_FRAMES), { allowlist: [/^\/field(?:[/?]|$)/] }));

const channel = new BroadcastChannel("tongce-outbox");

const send = sender({
  fetch: (...request) => fetch(...request),
  tell: (event) => channel.postMessage(event),
  now: () => Date.now(),
  random: () => Math.random(),
  // An old and a new worker may live side by side for a moment; only one of them sends.
  lock: (run) => (navigator.locks ? navigator.locks.request("tongce-outbox", run) : run()),
});

// The first one takes the page that registered it; a later one only comes here when no page is left or the user agreed.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (event.data?.type === "take-over") event.waitUntil(self.skipWaiting());
  if (event.data?.type === "send") {
    event.waitUntil(send({ urgent: event.data.urgent === true, online: event.data.online === true }));
  }
});

self.addEventListener("sync", (event) => {
  if (event.tag !== "outbox") return;
  event.waitUntil(
    send({ online: true }).then(({ left }) => {
      // The browser then tries again by itself, unless it was the last chance.
      if (left && !event.lastChance) throw new Error("something is left to send");
    }),
  );
});
