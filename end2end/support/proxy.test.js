import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { FAULTS, SEEN } from "./faults.js";
import { Proxy } from "./proxy.js";

/** A server that answers pushes as the real one, and remembers what it saw whole. */
const seen = [];
const headersSeen = [];
const server = createServer(async (request, response) => {
  headersSeen.push(request.headers);
  if (request.method === "GET") return response.end(`page ${request.url}`);
  const chunks = [];
  try {
    for await (const chunk of request) chunks.push(chunk);
  } catch {
    return response.destroy();
  }
  seen.push(request.headers["x-name"]);
  const answer = { marker: "tongce-push-1", answers: [["a", { outcome: "taken" }], ["b", { outcome: "later" }]] };
  response.setHeader("content-type", "application/json");
  return response.end(JSON.stringify(answer));
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const target = `http://127.0.0.1:${server.address().port}`;
after(() => {
  server.close();
  server.closeAllConnections();
});

const body = gzipSync(JSON.stringify({ device: "d", messages: [{ id: "a" }, { id: "b" }] }));

async function push(proxy, name) {
  const headers = { "content-encoding": "gzip", "x-name": name, origin: proxy.url };
  const answer = await fetch(`${proxy.url}/field/push`, { method: "POST", body, headers });
  return { status: answer.status, type: answer.headers.get("content-type"), text: await answer.text() };
}

async function through(options, act) {
  const proxy = await Proxy.before(target, { seed: 1, share: 1, stall: 50, delay: 50, ...options });
  try {
    await act(proxy);
  } finally {
    await proxy.stop();
  }
}

test("without a fault a push passes and what is acknowledged is written down", () =>
  through({ share: 0 }, async (proxy) => {
    const { status, text } = await push(proxy, "plain");
    assert.equal(status, 200);
    assert.equal(JSON.parse(text).marker, "tongce-push-1");
    assert.deepEqual([...proxy.acknowledged], ["a"]);
    assert.deepEqual(proxy.log[0].ids, ["a", "b"]);
    assert.equal(headersSeen.at(-1).origin, target);
  }));

test("other requests pass, whatever the schedule says", () =>
  through({}, async (proxy) => {
    assert.equal(await (await fetch(`${proxy.url}/field`)).text(), "page /field");
    assert.equal((await fetch(`${proxy.url}/other`, { method: "POST", body: "x" })).status, 200);
    assert.equal(proxy.log.length, 0);
  }));

const WHOLE = { delay: 200, duplicate: 200, "duplicate at once": 200, "bad gateway": 502, "bad gateway after": 502, "login page": 200 };

for (const fault of FAULTS) {
  test(`${fault}: the phone and the server each see what they should`, () =>
    through({ faults: [fault] }, async (proxy) => {
      const before = seen.length;
      const answer = await push(proxy, fault).catch(() => undefined);
      assert.equal(answer?.status, WHOLE[fault]);
      const times = { duplicate: 2, "duplicate at once": 2 }[fault] ?? (SEEN.has(fault) ? 1 : 0);
      assert.equal(seen.length - before, times, "times that the server saw it");
      assert.equal(proxy.acknowledged.has("a"), ["delay", "duplicate", "duplicate at once"].includes(fault));
      if (fault === "login page") assert.match(answer.type, /text\/html/);
      assert.deepEqual(proxy.counts, { [fault]: 1 });
    }));
}

test("a request that is overtaken arrives after the next", () =>
  through({ faults: ["reorder"] }, async (proxy) => {
    await push(proxy, "first").catch(() => undefined);
    proxy.injectFaults({ seed: 1, share: 0 });
    await push(proxy, "second");
    await proxy.calm();
    assert.deepEqual(seen.slice(-2), ["second", "first"]);
  }));

test("a server that is down is a connection that ends", async () => {
  const proxy = await Proxy.before("http://127.0.0.1:9", { seed: 1, share: 0 });
  await assert.rejects(push(proxy, "nobody"));
  await assert.rejects(fetch(`${proxy.url}/field`));
  await proxy.stop();
});
