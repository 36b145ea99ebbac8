/**
 * A declaration link: opening it changes nothing, its token leaves the address at once, and a link that
 * ended says so kindly.
 */
import { fit } from "../../support/accessible.js";
import { counts, execute, rows } from "../../support/database.js";
import { consent } from "../../support/form.js";
import { expect, test } from "../../support/test";

test("opening a link changes nothing and the token leaves the address", async ({ family, server, village }) => {
  const before = counts(server);
  const page = await family();
  const seen: string[] = [];
  page.on("framenavigated", (frame) => seen.push(frame.url()));
  const answers: string[] = [];
  page.on("response", (response) => {
    if (new URL(response.url()).pathname.startsWith("/l/")) answers.push(String(response.headers()["referrer-policy"]));
  });
  await page.goto(village);
  await expect(page).toHaveURL(`${server.url}/declare`);
  await page.reload();
  await page.getByRole("link", { name: "不同意，不在网上填" }).click();
  await expect(page.getByRole("heading", { name: "好的，我们没有记下您填的内容" })).toBeVisible();
  await fit(page);
  expect(counts(server)).toEqual(before);

  const token = village.split("/").pop() ?? "";
  expect(token.length).toBeGreaterThanOrEqual(22);
  expect(seen.filter((url) => url.includes(token))).toEqual([]);
  expect(answers).toEqual(["no-referrer"]);
  expect(await page.content()).not.toContain(token);
  expect(server.log).not.toContain(token);
  const stored = rows(server, "SELECT hex(token_hash) FROM link").flat().join(" ");
  expect(stored).not.toContain(Buffer.from(token).toString("hex").toUpperCase());
  const cookies = await page.context().cookies();
  const held = cookies.find((cookie) => cookie.name === "tongce_declaration");
  expect(held).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  expect(held?.value).not.toContain(token);
});

test("without a link the first page says how to get one", async ({ family }) => {
  const page = await family();
  const answer = await page.goto("/declare");
  expect(answer?.status()).toBeGreaterThanOrEqual(400);
  await expect(page.getByRole("heading", { name: "请用登记链接打开" })).toBeVisible();
  await fit(page);
});

test("an unknown link says so", async ({ family }) => {
  const page = await family();
  const answer = await page.goto("/l/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
  expect(answer?.status()).toBeGreaterThanOrEqual(400);
  await expect(page.getByRole("heading", { name: "链接打不开" })).toBeVisible();
  await fit(page, "an unknown link");
});

for (const [ended, sql, words] of [
  ["expired", "UPDATE link SET expires_on = '2024-01-01'", /过期|有效期|到期/],
  ["taken back", "UPDATE link SET revoked_at = 1", /停用|收回|作废|失效/],
] as const) {
  test(`a link that is ${ended} opens nothing more, even for a family that came before`, async ({ family, server, village }) => {
    const page = await family();
    await page.goto(village);
    await consent(page);
    execute(server, sql);
    await page.goto("/declare");
    await expect(page.getByRole("heading", { name: "链接已失效" })).toBeVisible();
    await expect(page.locator("main")).toContainText(words);
    await fit(page);
    const answer = await page.goto(village);
    expect(answer?.status()).toBeGreaterThanOrEqual(400);
    await expect(page.getByRole("heading", { name: "链接打不开" })).toBeVisible();
    await expect(page.locator("main")).toContainText(words);
  });
}
