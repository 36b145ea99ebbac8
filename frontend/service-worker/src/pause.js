/** Waits between attempts: growing, and a little different on every phone, so that a village does not ask at once. */

const SHORTEST = 5_000;
const LONGEST = 15 * 60_000;

/**
 * @param {{ tries: number } | undefined} earlier the wait before
 * @param {string} why
 * @param {{ now: () => number, random: () => number }} world
 * @returns {{ tries: number, until: number, why: string }}
 */
export function pauseAfter(earlier, why, world) {
  const tries = Math.min((earlier?.tries ?? 0) + 1, 30);
  const whole = Math.min(SHORTEST * 2 ** (tries - 1), LONGEST);
  // Between half of it and all of it, but never under the shortest.
  const wait = Math.max(SHORTEST, whole / 2 + (whole / 2) * world.random());
  return { tries, until: Math.round(world.now() + wait), why };
}

pauseAfter.LONGEST = LONGEST;
