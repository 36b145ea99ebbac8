/**
 * A worker's day without signal: everything opens, nothing typed is lost, everything arrives once.
 */
import { fit } from "../support/accessible.js";
import { migrant } from "../support/families.js";
import {
  ALL_SENT, atHome, begin, child, director, finish, household, messages, outbox, Phone, takeDown, unlock, walk,
} from "../support/fieldwork.js";
import { screen } from "../support/form.js";
import { stored, wrongs } from "../support/oracle.js";
import { expect, test } from "../support/test";

test("a child is taken down without signal after a cold start, and arrives once when the signal returns", async ({ server }) => {
  const phone = new Phone(server.url);
  try {
    await begin(await phone.start(), director);
    await phone.close();
    await server.kill();

    // No signal, and the browser is started anew.
    const page = await phone.start();
    await unlock(page, director);
    await atHome(page);
    await fit(page, "home");
    await household(page, "陈建国");
    await fit(page, "a household");
    await takeDown(page, migrant(), screen);
    await fit(page, "the last look");
    await finish(page);
    await outbox(page);
    await expect(page.getByText(/还有 2 份在这台手机上/)).toBeVisible();
    const { waiting } = await messages(page);
    await phone.close();

    await server.start();
    const evening = await phone.start("/field/outbox");
    await unlock(evening, director);
    await expect(evening.getByText(ALL_SENT)).toBeVisible({ timeout: 60_000 });
    await expect(evening.getByText(/^TC-|已收下/).first()).toBeVisible();
    const { answered } = await messages(evening);
    expect(answered.map(({ id }) => id).sort()).toEqual(waiting.sort());
    expect(wrongs(server, { sent: waiting, acknowledged: answered.map(({ id }) => id) })).toEqual([]);
    expect([...stored(server, waiting).values()].map(({ kind, outcome }) => `${kind} ${outcome}`).sort()).toEqual([
      "declaration taken",
      "household taken",
    ]);
    await fit(evening, "the outbox");
  } finally {
    await phone.remove();
  }
});

test("ten children taken down without signal arrive once after the browser was closed", async ({ server }) => {
  const phone = new Phone(server.url);
  try {
    await begin(await phone.start(), director);
    await phone.close();
    await server.kill();

    const page = await phone.start();
    await unlock(page, director);
    await atHome(page);
    await household(page, "陈建国");
    for (let number = 0; number < 10; number += 1) {
      await takeDown(page, child(number));
      await finish(page);
    }
    await walk(page);
    await expect(page.getByText("还有 11 份没有上传")).toBeVisible();
    const { waiting } = await messages(page);
    expect(waiting).toHaveLength(11);
    await phone.close();

    await server.start();
    const evening = await phone.start("/field/outbox");
    await unlock(evening, director);
    await expect(evening.getByText(ALL_SENT)).toBeVisible({ timeout: 60_000 });
    const { answered } = await messages(evening);
    expect(wrongs(server, { sent: waiting, acknowledged: answered.map(({ id }) => id) })).toEqual([]);
    const kinds = [...stored(server, waiting).values()].map(({ kind, outcome, times }) => `${times} ${kind} ${outcome}`);
    expect(kinds.filter((kind) => kind === "1 declaration taken")).toHaveLength(10);
    expect(kinds.filter((kind) => kind === "1 household taken")).toHaveLength(1);
  } finally {
    await phone.remove();
  }
});
