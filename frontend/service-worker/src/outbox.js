/**
 * The one sender of the outbox.
 *
 * A message stays on the phone until the server itself has answered for that very message: status 200, JSON, the
 * server's marker, and an outcome under its id. Whatever else comes back (a login page of some network, a proxy's
 * error, silence) counts for nothing, and the message is sent again; the server takes it once.
 *
 * Rows are described in frontend/offline/src/schema.rs, which alone makes the stores.
 */

import { batches, halves } from "./batches.js";
import { judge } from "./answer.js";
import { open } from "./database.js";
import { pauseAfter } from "./pause.js";
import { request } from "./request.js";

/**
 * @param {object} world what the sender touches: `fetch`, `tell(event)`, `now()`, `random()`, `lock(run)`
 * @returns {(ask?: Ask) => Promise<{ left: boolean }>} sends what can be sent now; `left` when something stays that
 *   a later attempt may send. A call during a run makes that run go round once more.
 *
 * @typedef {object} Ask who asks; without either, only what is due goes
 * @property {boolean} [urgent] the user: no wait counts, and neither does what the server said before
 * @property {boolean} [online] the network is back: waits that stem from its absence end, those of the server stay
 */
export function sender(world) {
  let running = null;
  let again = null;
  return function send({ urgent = false, online = false } = {}) {
    if (running) {
      again = { urgent: urgent || Boolean(again?.urgent), online: online || Boolean(again?.online) };
      return running;
    }
    running = world
      .lock(async () => {
        let outcome = await round(world, { urgent, online });
        while (again) {
          const next = again;
          again = null;
          outcome = await round(world, next);
        }
        return outcome;
      })
      .finally(() => {
        running = null;
        again = null;
      });
    return running;
  };
}

/** One round over all workers of the phone. None of them holds up another. */
async function round(world, ask) {
  const database = await open();
  // Without a database there is nothing to send.
  if (!database) return { left: false };
  try {
    let left = false;
    for (const locker of await database.getAllKeys("workers")) {
      left = (await sendAll(world, database, locker, ask)) || left;
    }
    return { left };
  } finally {
    database.close();
  }
}

/** Sends one worker's messages; whether any is left that may be sent later. */
async function sendAll(world, database, locker, { urgent, online }) {
  const worker = await database.get("workers", locker);
  const tell = (event) => world.tell({ locker, ...event });
  const ids = await queue(database, locker, urgent);
  if (!worker || ids.length === 0) return false;
  if (!urgent && worker.stopped) {
    tell({ type: "stopped" });
    return false;
  }
  const rest = (worker.pause?.until ?? 0) - world.now();
  const over = urgent || (online && worker.pause?.why === "offline");
  // A clock that was put back must not make a wait longer than the longest.
  if (!over && rest > 0 && rest <= pauseAfter.LONGEST) {
    tell({ type: "waiting", seconds: Math.ceil(rest / 1000), why: worker.pause.why });
    return true;
  }

  let why = null;
  for await (const batch of batches(database, ids)) {
    tell({ type: "sending" });
    const outcome = await sendBatch(world, database, locker, worker, batch);
    if (outcome.sent > 0) tell({ type: "sent" });
    if (outcome.why === "stopped") {
      // Made known anew while this was on its way: that was said of the earlier token.
      const same = (row) => row.token === worker.token;
      await note(database, locker, { stopped: world.now(), pause: undefined }, same);
      tell({ type: "stopped" });
      return false;
    }
    if (outcome.why) why = outcome.why;
    // No use in trying the next batch on a line that is dead.
    if (outcome.dead) break;
  }
  if (!why) {
    await note(database, locker, { stopped: undefined, pause: undefined });
    tell({ type: "idle" });
    return false;
  }
  const pause = pauseAfter(worker.pause, why, world);
  await note(database, locker, { stopped: undefined, pause });
  tell({ type: "waiting", seconds: Math.ceil((pause.until - world.now()) / 1000), why });
  return true;
}

/**
 * Sends one batch and keeps what was answered.
 * @returns {Promise<{ sent: number, why?: string, dead?: boolean }>}
 */
async function sendBatch(world, database, locker, worker, batch) {
  const verdict = judge(await attempt(world, worker, await unsent(database, locker), batch));
  if (verdict.kind === "split") {
    if (batch.length === 1) {
      // Only the server's own word makes a message stay for good; what others say is tried again later.
      if (!verdict.ours) return { sent: 0, why: "server" };
      await stick(database, batch[0].id, verdict.why);
      return { sent: 0 };
    }
    const total = { sent: 0 };
    for (const half of halves(batch)) {
      const one = await sendBatch(world, database, locker, worker, half);
      total.sent += one.sent;
      if (one.why) Object.assign(total, { why: one.why, dead: one.dead });
      if (one.dead || one.why === "stopped") break;
    }
    return total;
  }
  if (verdict.kind === "stopped") return { sent: 0, why: "stopped", dead: true };
  if (verdict.kind === "nothing") return { sent: 0, why: verdict.why, dead: true };
  return { ...(await keepAnswers(world, database, locker, batch, verdict.answers)), dead: false };
}

/** The response with its body read, or nothing when the line failed. */
async function attempt(world, worker, unsent, batch) {
  const [address, options] = await request(worker, unsent, batch);
  try {
    const response = await world.fetch(address, options);
    return { status: response.status, type: response.headers.get("content-type") ?? "", text: await response.text() };
  } catch {
    return null;
  }
}

/** Takes away what was answered, and only that: all of a batch or, if the phone dies now, nothing. */
async function keepAnswers(world, database, locker, batch, answers) {
  const final = [];
  let why;
  for (const { id } of batch) {
    const answer = answers.get(id);
    if (answer?.outcome === "taken" || answer?.outcome === "kept") {
      const row = { locker, outcome: answer.outcome, at: world.now() };
      if (typeof answer.receipt_no === "string") row.receiptNo = answer.receipt_no;
      final.push([id, row]);
    } else {
      why = answer ? "later" : "no-answer";
    }
  }
  const taken = final.filter(([, row]) => row.outcome === "taken");
  const kept = final.filter(([, row]) => row.outcome !== "taken");
  let sent = final.length;
  try {
    await settle(database, final, true);
  } catch (error) {
    if (!full(error)) throw error;
    // On a full phone it matters more to make room than to show the receipt.
    await settle(database, taken, false);
    // But what was refused is never forgotten: without room for the refusal the message stays, and is asked about again.
    try {
      await settle(database, kept, true);
    } catch (again) {
      if (!full(again)) throw again;
      sent = taken.length;
      why ??= "later";
    }
  }
  return why ? { sent, why } : { sent };
}

function full(error) {
  return error?.name === "QuotaExceededError";
}

async function settle(database, final, remember) {
  if (final.length === 0) return;
  const transaction = database.transaction(["outbox", "sent"], "readwrite", { durability: "strict" });
  const requests = [];
  for (const [id, row] of final) {
    if (remember) requests.push(transaction.objectStore("sent").put(row, id));
    requests.push(transaction.objectStore("outbox").delete(id));
  }
  await Promise.all([...requests, transaction.done]);
}

/** The ids of what is to be sent, answers before pictures, oldest first. */
async function queue(database, locker, urgent) {
  const transaction = database.transaction("outbox");
  const mine = IDBKeyRange.bound([locker], [locker, []]);
  const ids = await transaction.store.index("queue").getAllKeys(mine);
  if (urgent) return ids;
  const stuck = new Set(await transaction.store.index("stuck").getAllKeys(mine));
  return ids.filter((id) => !stuck.has(id));
}

/** What is unsent on this phone, in numbers, for the server to see. */
async function unsent(database, locker) {
  const index = database.transaction("outbox").store.index("queue");
  const messages = await index.count(IDBKeyRange.bound([locker], [locker, []]));
  let since = 0;
  for (const order of [0, 1]) {
    const first = await index.openKeyCursor(IDBKeyRange.bound([locker, order], [locker, order, []]));
    if (first) since = since ? Math.min(since, first.key[2]) : first.key[2];
  }
  return { messages, since };
}

/** Marks a message that cannot be sent as it is: it stays, with the reason, and holds up nothing. */
function stick(database, id, why) {
  return change(database, "outbox", id, { stuck: why });
}

/** Notes on a worker's row how sending goes. */
function note(database, locker, fields, when) {
  return change(database, "workers", locker, fields, when);
}

/** Changes fields of a row, if it is still there and as `when` wants it; `undefined` takes one away. */
async function change(database, store, key, fields, when = () => true) {
  const transaction = database.transaction(store, "readwrite");
  try {
    const row = await transaction.store.get(key);
    if (row && when(row)) {
      const changed = { ...row, ...fields };
      for (const [name, value] of Object.entries(fields)) if (value === undefined) delete changed[name];
      await transaction.store.put(changed, key);
    }
    await transaction.done;
  } catch {
    // Notes only pace the sending; a phone without room for them sends all the same.
    await transaction.done.catch(() => undefined);
  }
}
