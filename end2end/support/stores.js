/**
 * What lies in a phone's database: looked at, and put there as another version or a fault would.
 */

/** Works on the phone's database. Runs in the page. */
async function onDatabase(work, given) {
  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
      // A page that was just left closes its database in a moment.
      request.onblocked = () => setTimeout(() => reject(new Error("the database is in use")), 5_000);
    });
  const database = await done(indexedDB.open("tongce"));
  try {
    return await work(database, done, given);
  } finally {
    database.close();
  }
}

/** What `work(database, done, given)` gives, run in the page; `done` waits for a request. */
function database(page, work, given = null) {
  return page.evaluate(`(${onDatabase})(${work}, ${JSON.stringify(given)})`);
}

/** The keys in a store of the phone. */
export function keys(page, store) {
  return database(page, async (phone, done, store) => (await done(phone.transaction(store).objectStore(store).getAllKeys())).map(String), store);
}

/** The rows of the lockers on the phone, bytes as lists of numbers. */
export function lockers(page) {
  return database(page, async (phone, done) => {
    const rows = await done(phone.transaction("workers").objectStore("workers").getAll());
    const plain = ([name, value]) => [name, value instanceof Uint8Array ? [...value] : value];
    return rows.map((row) => Object.fromEntries(Object.entries(row).map(plain)));
  });
}

/** Changes every locker's row, as another version or a fault would; `null` takes a field away. */
export function alter(page, fields) {
  const change = async (phone, done, fields) => {
    const store = phone.transaction("workers", "readwrite").objectStore("workers");
    for (const key of await done(store.getAllKeys())) {
      const row = { ...(await done(store.get(key))), ...fields };
      for (const [name, value] of Object.entries(fields)) if (value === null) delete row[name];
      await done(store.put(row, key));
    }
  };
  return database(page, change, fields);
}

/** Ids of the messages on the phone: not sent, and answered with an outcome. Looks, and changes nothing. */
export function messages(page) {
  return database(page, async (phone, done) => {
    const transaction = phone.transaction(["outbox", "sent"]);
    const waiting = await done(transaction.objectStore("outbox").getAllKeys());
    const [ids, rows] = await Promise.all(["getAllKeys", "getAll"].map((all) => done(transaction.objectStore("sent")[all]())));
    return { waiting, answered: ids.map((id, at) => ({ id, outcome: rows[at].outcome })) };
  });
}

/**
 * Brings the database to the first schema, in which phones kept families' drafts and nothing else; what was in its
 * stores stays. The page must be one that does not use the database.
 */
export function backToFirst(page) {
  return database(page, async (phone, done) => {
    const read = phone.transaction(["keys", "drafts"]);
    const content = async (name) => {
      const store = read.objectStore(name);
      const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
      return { name, rows: keys.map((key, at) => [key, values[at]]) };
    };
    const stores = await Promise.all([...read.objectStoreNames].map(content));
    phone.close();
    await done(indexedDB.deleteDatabase(phone.name));
    const opening = indexedDB.open(phone.name, 1);
    opening.onupgradeneeded = () => {
      for (const { name, rows } of stores) {
        const store = opening.result.createObjectStore(name);
        for (const [key, value] of rows) store.put(value, key);
      }
    };
    const first = await done(opening);
    const drafts = await done(first.transaction("drafts").objectStore("drafts").count());
    first.close();
    return drafts;
  });
}

/** The version of the database's schema, and its stores. */
export function schema(page) {
  return database(page, async (phone) => ({ version: phone.version, stores: [...phone.objectStoreNames] }));
}

/**
 * Makes the locker of this user look as an earlier version made it under another spelling of the name: its id, and with it
 * everything that is bound to its id.
 */
export function respell(page, { passcode, from, to }) {
  const work = async (phone, done, { passcode, from, to }) => {
    const bytes = (text) => new TextEncoder().encode(text);
    const cipher = (iv, about) => ({ name: "AES-GCM", iv, additionalData: bytes(about) });
    const all = async (store) => {
      const reading = phone.transaction(store).objectStore(store);
      const [ids, rows] = await Promise.all([done(reading.getAllKeys()), done(reading.getAll())]);
      return ids.map((id, at) => [id, rows[at]]);
    };
    const read = Object.fromEntries(await Promise.all(["keys", "workers", "drawers", "outbox", "sent"].map(async (name) => [name, await all(name)])));
    const { salt, device } = Object.fromEntries(read.keys);
    const idOf = async (name) => {
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array([...salt, ...bytes(name)])));
      return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    };
    const [before, after] = [await idOf(from), await idOf(to)];
    const row = Object.fromEntries(read.workers)[before];
    const seal = async (key, clear, about) => {
      const nonce = crypto.getRandomValues(new Uint8Array(12));
      return [nonce, new Uint8Array(await crypto.subtle.encrypt(cipher(nonce, about), key, clear))];
    };
    const open = ([nonce, sealed], key, about) => crypto.subtle.decrypt(cipher(nonce, about), key, sealed);
    const wrapped = await open(row.wrapped, device, before);
    const typed = await crypto.subtle.importKey("raw", bytes(passcode), "PBKDF2", false, ["deriveKey"]);
    const stretching = { name: "PBKDF2", hash: "SHA-256", salt: row.salt, iterations: row.rounds };
    const stretched = await crypto.subtle.deriveKey(stretching, typed, { name: "AES-GCM", length: 256 }, false, ["unwrapKey"]);
    const uses = ["encrypt", "decrypt"];
    const data = await crypto.subtle.unwrapKey("raw", wrapped, stretched, cipher(row.nonce, "tongce locker 1"), "AES-GCM", false, uses);
    const moved = [];
    for (const [place, sealed] of read.drawers.filter(([place]) => place.startsWith(`${before}/`))) {
      const there = after + place.slice(before.length);
      moved.push([place, there, await seal(data, await open(sealed, data, place), there)]);
    }
    const renamed = { ...row, wrapped: await seal(device, wrapped, after) };
    const writing = phone.transaction(["workers", "drawers", "outbox", "sent"], "readwrite");
    writing.objectStore("workers").delete(before);
    writing.objectStore("workers").put(renamed, after);
    for (const [place, there, sealed] of moved) {
      writing.objectStore("drawers").delete(place);
      writing.objectStore("drawers").put(sealed, there);
    }
    for (const store of ["outbox", "sent"]) {
      for (const [id, row] of read[store]) if (row.locker === before) writing.objectStore(store).put({ ...row, locker: after }, id);
    }
    await new Promise((resolve, reject) => Object.assign(writing, { oncomplete: resolve, onabort: () => reject(writing.error) }));
    return moved.length;
  };
  return database(page, work, { passcode, from, to });
}
