/** The phone's database as the service worker sees it: it reads and writes, but never makes or changes stores. */

import { openDB } from "idb";

const NAME = "tongce";
const NEEDED = ["workers", "outbox", "sent"];

/**
 * @returns {Promise<import("idb").IDBPDatabase | null>} nothing when no page has made the stores yet
 */
export async function open() {
  try {
    const database = await openDB(NAME, undefined, {
      // No version is asked for, so this is only called when there is no database: then none is left behind.
      upgrade: (_database, _from, _to, transaction) => {
        transaction.done.catch(() => undefined);
        transaction.abort();
      },
      // A page wants to upgrade: out of its way.
      blocking: (_from, _to, event) => event.target.close(),
    });
    if (NEEDED.every((store) => database.objectStoreNames.contains(store))) return database;
    database.close();
    return null;
  } catch {
    return null;
  }
}
