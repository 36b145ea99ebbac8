/**
 * The browser's profile is copied off the phone: nothing of what was typed or downloaded can be read in it.
 */
import { rows } from "../../support/database.js";
import {
  atHome, begin, child, consent, director, finish, household, PASSCODE, takeDown, unlock, walk,
} from "../../support/fieldwork.js";
import { search } from "../../support/profile.js";
import { messages } from "../../support/stores.js";
import { fillFast } from "../../support/fill-fast.js";
import { expect, test } from "../../support/test";

test("nothing typed and nobody of the register is readable in the profile's files", async ({ newPhone, server }) => {
  const phone = newPhone();
  await begin(await phone.start(), director);
  // Somebody of the register is on the phone, and seen there.
  const first = phone.page;
  await walk(first, /^本村（社区）的孩子/);
  const line = first.locator("main li a").first();
  await expect(line).toBeVisible();
  const known = (await line.locator("strong").innerText()).trim();
  await line.click();
  await expect(first.getByRole("heading", { name: known })).toBeVisible();
  const carer = (await first.locator("dl.answers div", { hasText: "照顾的人" }).locator("dd").innerText()).trim();
  await phone.close();
  await server.kill();

  const page = await phone.start();
  await unlock(page, director);
  await atHome(page);
  await household(page, "欧阳建国");
  // One is finished, one stays a draft.
  const [finished, draft] = [child(1), child(2)];
  await takeDown(page, finished);
  await finish(page);
  await consent(page, "外婆钟秀英");
  for (const answers of Object.values(draft.screening)) await fillFast(page, answers);
  await page.waitForURL((url) => url.pathname.endsWith("/child"));
  await page.locator('input[name="child_name"]').pressSequentially(draft.name, { delay: 30 });
  await page.locator('input[name="child_id_number"]').pressSequentially(draft.id, { delay: 30 });
  await expect(page.getByText("已存在这部手机上")).toBeVisible();
  expect((await messages(page)).waiting).toHaveLength(2);

  const { father, mother, help } = finished.sections;
  const words = [
    finished.name, finished.id, draft.name, draft.id, "欧阳建国", "钟秀英", known, PASSCODE, director.password,
    father.father_name, father.father_id.number, father.father_phone, help.informant_name,
    mother.mother_name, mother.mother_id.number, mother.mother_phone, "雅云里", "老君台村",
    carer,
  ];
  // As the phone is found, with the page open, and after it was switched off.
  const running = search(phone.profile, words);
  expect(running.files).toBeGreaterThan(50);
  expect(running.found).toEqual([]);
  await phone.kill();
  expect(search(phone.profile, words).found).toEqual([]);

  // The same search finds what does lie there in clear: the phone's id, with which it sends.
  const [[device]] = rows(server, "SELECT lower(hex(id)) FROM device LIMIT 1");
  const plain = String(device).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  expect(search(phone.profile, [plain]).found.length).toBeGreaterThan(0);
});
