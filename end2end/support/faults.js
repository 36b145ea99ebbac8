/**
 * What goes wrong with a request on the way, drawn from a seed: the same seed, the same faults.
 */

/** What a bad line does; what the server saw of it stands beside it. */
export const FAULTS = [
  "cut before", // the connection ends, the server saw nothing
  "cut in request", // the connection ends while the request is on its way
  "cut after", // the server did its work, the answer is lost
  "cut in answer", // half of the answer arrives
  "stall", // nothing happens for long, then the connection ends; the server saw nothing
  "stall after", // the server did its work, then nothing happens for long
  "delay", // late, but whole
  "bad gateway", // 502 of a proxy; the server saw nothing
  "bad gateway after", // 502 of a proxy that gave up waiting; the server did its work
  "login page", // 200 and HTML of a network that wants a sign-in; the server saw nothing
  "duplicate", // the server gets it twice, one after the other
  "duplicate at once", // the server gets it twice at the same time
  "reorder", // the connection ends; the server gets it after the next request
];

/** Faults after which the server has seen the whole request. */
export const SEEN = new Set([
  "cut after",
  "cut in answer",
  "stall after",
  "delay",
  "bad gateway after",
  "duplicate",
  "duplicate at once",
]);

/**
 * Numbers from 0 to 1 that look like chance (mulberry32).
 * @param {number} seed
 */
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A function that gives the fault of each request in turn; undefined for none.
 * @param {{seed: number, share?: number, faults?: string[]}} options how many of the requests suffer (0 to 1), of what
 */
export function schedule({ seed, share = 0.7, faults = FAULTS }) {
  const unknown = faults.find((fault) => !FAULTS.includes(fault));
  if (unknown !== undefined) throw new Error(`there is no fault called ${unknown}`);
  const next = chance(seed);
  return () => {
    const [suffers, which] = [next(), next()];
    return suffers < share ? faults[Math.floor(which * faults.length)] : undefined;
  };
}
