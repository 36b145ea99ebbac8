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
