/** Waits between attempts, and which files the pages need. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { pauseAfter } from "../src/pause.js";
import { finish, html, json, network, phone, report } from "./phone.js";

test("waits grow from five seconds to a quarter of an hour and differ from phone to phone", () => {
  const waits = (random) => {
    const world = { now: () => 0, random: () => random };
    let pause;
    return Array.from({ length: 10 }, () => (pause = pauseAfter(pause, "offline", world)).until / 1000);
  };
  assert.deepEqual(waits(1), [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
  assert.deepEqual(waits(0), [5, 5, 10, 20, 40, 80, 160, 320, 450, 450]);
});

test("during a wait only an urgent call sends; success ends it", async () => {
  const database = await phone("a");
  await finish(database, "a", 1);
  let healthy = false;
  const world = network(({ messages }) => (healthy ? report(messages) : html(502)));
  await world.send();
  await world.send();
  assert.equal(world.sent.length, 1);
  assert.deepEqual(world.told.at(-1), { locker: "a", type: "waiting", seconds: 5, why: "server" });
  await world.send({ urgent: true });
  assert.equal(world.sent.length, 2);
  healthy = true;
  await world.send({ urgent: true });
  assert.equal((await database.get("workers", "a")).pause, undefined);
  assert.deepEqual(world.told.at(-1), { locker: "a", type: "idle" });
  database.close();
});

test("a wait of having been offline ends when the network is back; the browser tries again for what is left", async () => {
  const database = await phone("a");
  await finish(database, "a", 1);
  let healthy = false;
  const world = network(({ messages }) => (healthy ? report(messages) : Promise.reject(new TypeError("failed to fetch"))));
  assert.deepEqual(await world.send({ online: true }), { left: true });
  assert.deepEqual(await world.send({ online: true }), { left: true });
  assert.equal(world.sent.length, 2, "the second one did not wait");
  assert.equal((await database.get("workers", "a")).pause.tries, 2, "and the wait grew all the same");
  assert.deepEqual(await world.send(), { left: true });
  assert.equal(world.sent.length, 2, "nobody else cuts it short");
  healthy = true;
  assert.deepEqual(await world.send({ online: true }), { left: false });
  assert.equal(await database.count("outbox"), 0);
  database.close();
});

test("a server that says no or later is not asked again because the network is back", async () => {
  for (const [why, answer] of Object.entries({
    server: () => html(502),
    later: ({ messages }) => report(messages, () => ({ outcome: "later" })),
    "no-answer": () => report([]),
  })) {
    const database = await phone("a");
    await finish(database, "a", 1);
    const world = network(answer);
    await world.send();
    const { pause } = await database.get("workers", "a");
    assert.equal(pause.why, why);
    // Something is left, so the browser comes back by itself.
    assert.deepEqual(await world.send({ online: true }), { left: true });
    assert.equal(world.sent.length, 1, why);
    assert.deepEqual((await database.get("workers", "a")).pause, pause, "the wait is as it was");
    world.clock = pause.until;
    await world.send({ online: true });
    assert.equal(world.sent.length, 2, "when it is over, it goes");
    database.close();
  }
});

test("the network's return asks neither for a stopped phone nor for what cannot be sent as it is", async () => {
  const database = await phone("a", "b");
  await finish(database, "a", 1);
  await finish(database, "b", 1);
  const world = network(({ token }) =>
    token === "Bearer token-a"
      ? json({ code: "unknown_device" }, 401, "application/problem+json")
      : json({ code: "too_large" }, 413, "application/problem+json"),
  );
  await world.send();
  assert.ok((await database.get("workers", "a")).stopped);
  assert.equal((await database.get("outbox", "b-1")).stuck, "too-large");
  const before = world.sent.length;
  assert.deepEqual(await world.send({ online: true }), { left: false }, "and no browser tries in vain");
  assert.equal(world.sent.length, before);
  database.close();
});

test("what is asked during a run counts in the next round, also the most urgent of several", async () => {
  const database = await phone("a");
  await finish(database, "a", 1);
  let begun;
  const first = new Promise((resolve) => (begun = resolve));
  const world = network(async ({ messages }, count) => {
    if (count > 1) return report(messages);
    begun();
    await new Promise((resolve) => setTimeout(resolve, 5));
    return html(502);
  });
  const running = world.send();
  await first;
  await Promise.all([running, world.send({ urgent: true }), world.send({ online: true }), world.send()]);
  assert.equal(world.sent.length, 2);
  assert.equal(await database.count("outbox"), 0);
  database.close();
});

test("a phone that was made known anew while its last refusal was on the way is not stopped", async () => {
  const database = await phone("a");
  await finish(database, "a", 1);
  const world = network(async ({ messages, token }) => {
    if (token === "Bearer token-new") return report(messages);
    // The page makes it known anew meanwhile.
    const { stopped, ...row } = await database.get("workers", "a");
    await database.put("workers", { ...row, token: "token-new" }, "a");
    return json({ code: "unknown_device" }, 401, "application/problem+json");
  });
  await world.send();
  assert.equal((await database.get("workers", "a")).stopped, undefined);
  assert.deepEqual(await world.send(), { left: false });
  assert.equal(await database.count("outbox"), 0);
  database.close();
});

test("a clock that is put back by years does not stop the sending", async () => {
  const database = await phone("a");
  await finish(database, "a", 1);
  let healthy = false;
  const world = network(({ messages }) => (healthy ? report(messages) : html(502)), { start: 2e12 });
  await world.send();
  healthy = true;
  world.clock = 1e12;
  await world.send();
  assert.equal(await database.count("outbox"), 0);
  database.close();
});

test("notes about one locker keep its other fields", async () => {
  const database = await phone("a");
  await database.put("workers", { token: "t", device: "d", wrapped: new Uint8Array(3), failures: 2 }, "a");
  await finish(database, "a", 1);
  await network(() => html(502)).send();
  const row = await database.get("workers", "a");
  assert.deepEqual([row.token, row.failures, row.wrapped.length, row.pause.tries], ["t", 2, 3, 1]);
  database.close();
});
