/** Waits between attempts, and which files the pages need. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { partsOf } from "../build/files.mjs";
import { pauseAfter } from "../src/pause.js";
import { finish, html, network, phone, report } from "./phone.js";

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

test("the pages of the field need their own parts and shared ones, not the office's", () => {
  const downloads = { field_1: ["chunk_1", "split_field_1"], office_1: ["chunk_1", "split_office_1"], phone_store: ["chunk_2", "split_phone"], paper_1: ["split_paper"] };
  assert.deepEqual(partsOf(downloads), ["chunk_1", "chunk_2", "split_field_1", "split_phone"]);
});
