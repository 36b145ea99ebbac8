/** Cuts the queue into batches that a bad line can carry, reading only one batch into memory at a time. */

/** Most messages in a batch. */
export const MAX_MESSAGES = 100;
/** Most bytes of a batch, as they travel. */
export const BYTES = 2 * 1024 * 1024;

/**
 * @param {import("idb").IDBPDatabase} database
 * @param {string[]} ids in the order in which they go
 * @yields {{ id: string, row: object }[]} rows that are still there; pictures never share a batch with answers
 */
export async function* batches(database, ids) {
  let batch = [];
  let bytes = 0;
  for (const id of ids) {
    const row = await database.get("outbox", id);
    if (!row) continue;
    const size = travels(row.sealed.byteLength);
    const full = batch.length === MAX_MESSAGES || bytes + size > BYTES || batch[0]?.row.order !== row.order;
    if (batch.length > 0 && full) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push({ id, row });
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** Two batches out of one that was too much. */
export function halves(batch) {
  const middle = Math.ceil(batch.length / 2);
  return [batch.slice(0, middle), batch.slice(middle)];
}

/** Bytes in base64, with what stands around a message. */
function travels(bytes) {
  return Math.ceil(bytes / 3) * 4 + 120;
}
