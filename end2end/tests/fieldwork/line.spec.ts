/**
 * A bad line and a server that falls over while a phone sends. `make soak` does it with a thousand faults.
 */
import { faultsAndKills } from "../../soak/flaky-line.js";
import { FAULTS } from "../../support/faults.js";
import { expect, test } from "../../support/test";

/** Brings every kind of fault within the first twenty requests. */
const SEED = 15241;

test("every kind of fault of the line is survived, and every message arrives once", async ({ server }) => {
  const told = await faultsAndKills(server, { visits: 20, live: 60, seed: SEED, kills: 0 });
  console.log(JSON.stringify(told));
  // The seed brings each of them at least once.
  expect(Object.keys(told.counts).sort()).toEqual([...FAULTS].sort());
});

test("five hundred messages arrive once though the server is killed again and again while they come", async ({ server }) => {
  const told = await faultsAndKills(server, { visits: 470, live: 30, seed: 11, kills: 8 });
  console.log(JSON.stringify(told));
});
