/** Makes the request of a batch: JSON, compressed where the browser can. */

/** Where messages go. */
export const ADDRESS = "/field/push";
/** A line that gives no answer within this time is dead. */
const TIMEOUT = 60_000;

/**
 * @param {{ device: string, token: string }} worker
 * @param {{ messages: number, since: number }} unsent
 * @param {{ id: string, row: { keyId: string, sealed: Uint8Array } }[]} batch
 * @returns {Promise<[string, RequestInit]>} what `fetch` takes
 */
export async function request(worker, unsent, batch) {
  const messages = batch.map(({ id, row }) => ({ id, key_id: row.keyId, sealed: base64(row.sealed) }));
  const text = JSON.stringify({ device: worker.device, unsent, messages });
  const headers = { "content-type": "application/json", accept: "application/json", authorization: `Bearer ${worker.token}` };
  let body = text;
  if (typeof CompressionStream === "function") {
    body = await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
    headers["content-encoding"] = "gzip";
  }
  const options = { method: "POST", headers, body, credentials: "omit", cache: "no-store", redirect: "error" };
  if (typeof AbortSignal.timeout === "function") options.signal = AbortSignal.timeout(TIMEOUT);
  return [ADDRESS, options];
}

function base64(bytes) {
  let text = "";
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
