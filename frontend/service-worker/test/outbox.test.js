/** What the sender does with what networks give back. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { MARKER } from "../src/answer.js";
import { finish, html, json, network, phone, report } from "./phone.js";

const left = async (database) => (await database.getAllKeys("outbox")).sort();

test("what the server takes or keeps leaves the outbox, with what it said", async () => {
  const database = await phone("a");
  await finish(database, "a", 2);
  const world = network(({ messages }) =>
    report(messages, (id) => (id === "a-1" ? { outcome: "taken", receipt_no: "T-1" } : { outcome: "kept" })),
  );
  assert.deepEqual(await world.send(), { left: false });
  assert.deepEqual(await left(database), []);
  const at = world.clock;
  assert.deepEqual(await database.get("sent", "a-1"), { locker: "a", outcome: "taken", receiptNo: "T-1", at });
  assert.deepEqual(await database.get("sent", "a-2"), { locker: "a", outcome: "kept", at });
  const [{ address, options, ...sent }] = world.sent;
  assert.equal(address, "/field/push");
  assert.equal(options.credentials, "omit");
  assert.equal(options.headers["content-encoding"], "gzip");
  assert.deepEqual([sent.device, sent.token], ["phone of a", "Bearer token-a"]);
  assert.deepEqual(sent.unsent, { messages: 2, since: 1001 });
  assert.deepEqual(sent.messages[0], { id: "a-1", key_id: "k1", sealed: Buffer.alloc(50, 1).toString("base64") });
  database.close();
});

const nothing = {
  "a captive portal's page with 200": () => html(),
  "a proxy's 502": () => html(502),
  "JSON without the marker": ({ messages }) => json({ answers: messages.map(({ id }) => [id, { outcome: "taken" }]) }),
  "JSON with another marker": ({ messages }) =>
    json({ marker: "tongce-push-0", answers: messages.map(({ id }) => [id, { outcome: "taken" }]) }),
  "the right body with another type": ({ messages }) =>
    json({ marker: MARKER, answers: messages.map(({ id }) => [id, { outcome: "taken" }]) }, 200, "text/html"),
  "the right body with another status": ({ messages }) =>
    json({ marker: MARKER, answers: messages.map(({ id }) => [id, { outcome: "taken" }]) }, 203),
  "half of a body": () => new Response(`{"marker":"${MARKER}","answers":[["a-1"`, { headers: { "content-type": "application/json" } }),
  "a portal's 401": () => html(401),
  "no connection": () => Promise.reject(new TypeError("failed to fetch")),
  "answers for others": () => report([{ id: "b-1" }, { id: "b-2" }]),
  "an outcome that we do not know": ({ messages }) => report(messages, () => ({ outcome: "vanished" })),
  later: ({ messages }) => report(messages, () => ({ outcome: "later" })),
};

for (const [name, answer] of Object.entries(nothing)) {
  test(`nothing counts as sent after ${name}; later it goes all the same`, async () => {
    const database = await phone("a");
    await finish(database, "a", 2);
    let healthy = false;
    const world = network((sent) => (healthy ? report(sent.messages) : answer(sent)));
    assert.deepEqual(await world.send(), { left: true });
    assert.deepEqual(await left(database), ["a-1", "a-2"]);
    assert.equal(await database.count("sent"), 0);
    assert.equal((await database.get("workers", "a")).stopped, undefined);
    assert.equal(world.told.at(-1).type, "waiting");
    healthy = true;
    world.clock += 20_000;
    assert.deepEqual(await world.send(), { left: false });
    assert.deepEqual(await left(database), []);
    database.close();
  });
}

test("a missing answer leaves that message alone behind", async () => {
  const database = await phone("a");
  await finish(database, "a", 3);
  const world = network(({ messages }) => report(messages.filter(({ id }) => id !== "a-2")));
  assert.deepEqual(await world.send(), { left: true });
  assert.deepEqual(await left(database), ["a-2"]);
  assert.equal(world.sent.length, 1, "not asked again at once");
  database.close();
});

test("401 from the server stops that worker, says so, and no other", async () => {
  const database = await phone("a", "b");
  await finish(database, "a", 2);
  await finish(database, "b", 1);
  const world = network(({ messages, token }) =>
    token === "Bearer token-a" ? json({ code: "unknown_device" }, 401, "application/problem+json") : report(messages),
  );
  await world.send();
  assert.deepEqual(await left(database), ["a-1", "a-2"]);
  assert.ok((await database.get("workers", "a")).stopped);
  assert.deepEqual(world.told.filter(({ locker }) => locker === "a").at(-1), { locker: "a", type: "stopped" });
  const before = world.sent.length;
  await world.send();
  assert.equal(world.sent.length, before, "it is not asked again by itself");
  await world.send({ urgent: true });
  assert.equal(world.sent.length, before + 1, "but when the user asks");
  database.close();
});

test("413 halves until the one that is too large stands alone; it stays with the reason", async () => {
  const database = await phone("a");
  await finish(database, "a", 8);
  const large = () => json({ code: "too_large" }, 413, "application/problem+json");
  const world = network(({ messages }) => (messages.some(({ id }) => id === "a-6") ? large() : report(messages)));
  assert.deepEqual(await world.send(), { left: false });
  assert.deepEqual(await left(database), ["a-6"]);
  assert.equal((await database.get("outbox", "a-6")).stuck, "too-large");
  const before = world.sent.length;
  await finish(database, "a", 1, { start: 9 });
  await world.send();
  assert.equal(world.sent.length, before + 1);
  assert.deepEqual(world.sent.at(-1).messages.map(({ id }) => id), ["a-9"], "it holds up nothing");
  database.close();
});

test("what a proxy finds too large is split too, and tried again later by itself", async () => {
  const database = await phone("a");
  await finish(database, "a", 8);
  let mended = false;
  const world = network(({ messages }) =>
    !mended && messages.some(({ id }) => id === "a-6") ? html(413) : report(messages),
  );
  assert.deepEqual(await world.send(), { left: true });
  assert.deepEqual(await left(database), ["a-6"]);
  assert.equal((await database.get("outbox", "a-6")).stuck, undefined, "the server never said that");
  mended = true;
  world.clock += 20_000;
  assert.deepEqual(await world.send(), { left: false });
  assert.deepEqual(await left(database), []);
  database.close();
});

/** A phone without any room for answers: `room()` says when there is some again. */
function cramped(t, room) {
  const put = IDBObjectStore.prototype.put;
  t.mock.method(IDBObjectStore.prototype, "put", function (...given) {
    if (this.name === "sent" && !room()) {
      throw new DOMException("full", "QuotaExceededError");
    }
    return put.apply(this, given);
  });
}

test("on a full phone the receipt is forgotten, the refusal never", async (t) => {
  const database = await phone("a");
  await finish(database, "a", 2);
  let room = false;
  cramped(t, () => room);
  const world = network(({ messages }) =>
    report(messages, (id) => (id === "a-1" ? { outcome: "taken", receipt_no: "T-1" } : { outcome: "kept" })),
  );
  assert.deepEqual(await world.send(), { left: true });
  assert.deepEqual(await left(database), ["a-2"], "it still counts as open");
  room = true;
  world.clock += 20_000;
  assert.deepEqual(await world.send(), { left: false });
  assert.deepEqual(await left(database), []);
  assert.equal((await database.get("sent", "a-2")).outcome, "kept");
  database.close();
});

test("one malformed message does not hold back the others of its batch", async () => {
  const database = await phone("a");
  await finish(database, "a", 5);
  const world = network(({ messages }) =>
    messages.some(({ id }) => id === "a-1") ? json({ code: "malformed" }, 422, "application/problem+json") : report(messages),
  );
  await world.send();
  assert.deepEqual(await left(database), ["a-1"]);
  assert.equal((await database.get("outbox", "a-1")).stuck, "refused");
  database.close();
});

test("batches hold at most a hundred messages and two megabytes", async () => {
  const database = await phone("a");
  await finish(database, "a", 250);
  await finish(database, "a", 9, { start: 300, bytes: 300 * 1024 });
  const world = network(({ messages }) => report(messages));
  await world.send();
  assert.deepEqual(await left(database), []);
  assert.deepEqual(world.sent.map(({ messages }) => messages.length), [100, 100, 55, 4]);
  for (const { messages } of world.sent) {
    assert.ok(messages.reduce((sum, { sealed }) => sum + sealed.length, 0) <= 2 * 1024 * 1024);
  }
  database.close();
});

test("pictures go last, in requests of their own, also when they were finished first", async () => {
  const database = await phone("a");
  await finish(database, "a", 2, { order: 1, start: 1 });
  await finish(database, "a", 2, { start: 11 });
  const world = network(({ messages }) => report(messages));
  await world.send();
  assert.deepEqual(world.sent.map(({ messages }) => messages.map(({ id }) => id)), [["a-11", "a-12"], ["a-1", "a-2"]]);
  assert.deepEqual(world.sent[0].unsent, { messages: 4, since: 1001 });
  database.close();
});

test("only one request runs at a time, and what was finished meanwhile goes too", async () => {
  const database = await phone("a");
  await finish(database, "a", 150);
  let running = 0;
  let most = 0;
  const world = network(async ({ messages }, count) => {
    running += 1;
    most = Math.max(most, running);
    if (count === 1) await finish(database, "a", 1, { start: 500 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    return report(messages);
  });
  await Promise.all([world.send(), world.send(), world.send({ urgent: true })]);
  assert.equal(most, 1);
  assert.deepEqual(await left(database), []);
  const ids = world.sent.flatMap(({ messages }) => messages.map(({ id }) => id));
  assert.equal(new Set(ids).size, ids.length, "nothing was sent twice");
  database.close();
});

test("killed between the answer and the deletion, it is sent again under the same id", async () => {
  const database = await phone("a");
  await finish(database, "a", 1);
  const taken = [];
  const world = network(({ messages }, count) => {
    taken.push(...messages.map(({ id, sealed }) => `${id} ${sealed}`));
    // The phone dies: the answer never reaches the database.
    if (count === 1) throw new Error("killed");
    return report(messages, () => ({ outcome: "taken", receipt_no: "T-1" }));
  });
  await world.send();
  assert.deepEqual(await left(database), ["a-1"]);
  await world.send({ urgent: true });
  assert.deepEqual(await left(database), []);
  assert.equal(taken.length, 2);
  assert.equal(taken[0], taken[1], "the same bytes, so the server knows them again");
  database.close();
});

test("without a database nothing is made and nothing sent", async () => {
  (await phone()).close();
  await indexedDB.deleteDatabase("tongce");
  const world = network(() => assert.fail("nothing is there to send"));
  assert.deepEqual(await world.send(), { left: false });
  assert.deepEqual(await indexedDB.databases(), []);
});

test("the first version's database is left as it is", async () => {
  const { deleteDB, openDB } = await import("idb");
  await deleteDB("tongce");
  (await openDB("tongce", 1, { upgrade: (database) => database.createObjectStore("drafts") })).close();
  const world = network(() => assert.fail("nothing is there to send"));
  assert.deepEqual(await world.send(), { left: false });
  assert.equal((await indexedDB.databases())[0].version, 1);
});
