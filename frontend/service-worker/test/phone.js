/** A phone for tests: the stores as frontend/offline/src/schema.rs makes them, and a network that a test scripts. */

import "fake-indexeddb/auto";
import { gunzipSync } from "node:zlib";
import { deleteDB, openDB } from "idb";

import { MARKER } from "../src/answer.js";
import { sender } from "../src/outbox.js";

/** An empty phone with these lockers. */
export async function phone(...lockers) {
  await deleteDB("tongce");
  const database = await openDB("tongce", 2, {
    upgrade(database) {
      for (const name of ["keys", "drafts", "workers", "drawers"]) database.createObjectStore(name);
      const outbox = database.createObjectStore("outbox");
      outbox.createIndex("queue", ["locker", "order", "finished"]);
      outbox.createIndex("stuck", ["locker", "stuck"]);
      database.createObjectStore("sent").createIndex("locker", "locker");
    },
  });
  for (const locker of lockers) {
    await database.put("workers", { device: `phone of ${locker}`, token: `token-${locker}`, failures: 0 }, locker);
  }
  return database;
}

/** Finished messages `${locker}-1`, `${locker}-2`…, each of `bytes` sealed bytes. */
export async function finish(database, locker, count, { order = 0, bytes = 50, start = 1 } = {}) {
  for (let number = start; number < start + count; number += 1) {
    const row = { locker, keyId: "k1", sealed: new Uint8Array(bytes).fill(number), finished: 1000 + number, order };
    await database.put("outbox", row, `${locker}-${number}`);
  }
}

/** What the phone sent, decoded. */
export function decode({ body, headers }) {
  const text = headers["content-encoding"] === "gzip" ? gunzipSync(Buffer.from(body)).toString() : body;
  return { ...JSON.parse(text), token: headers.authorization };
}

export function json(body, status = 200, type = "application/json") {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": type } });
}

export function html(status = 200) {
  return new Response("<html><body>请先登录 Wi-Fi</body></html>", { status, headers: { "content-type": "text/html" } });
}

/** The server's answer with this outcome for each message. */
export function report(messages, outcome = () => ({ outcome: "taken" })) {
  return json({ marker: MARKER, answers: messages.map(({ id }) => [id, outcome(id)]), today: "2026-11-22" });
}

/** A sender on a network that `answer(sent, count)` plays; `sent` and `told` say what happened. */
export function network(answer, { start = 1_000_000 } = {}) {
  const world = {
    sent: [],
    told: [],
    clock: start,
    now: () => world.clock,
    random: () => 0.5,
    lock: (run) => run(),
    tell: (event) => world.told.push(event),
    fetch: async (address, options) => {
      const sent = decode(options);
      world.sent.push({ address, options, ...sent });
      return answer(sent, world.sent.length);
    },
  };
  world.send = sender(world);
  return world;
}
