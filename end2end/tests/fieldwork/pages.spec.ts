/**
 * Every page of a worker that no other journey looks at, and what the township sees of the work: nothing that axe
 * finds, nothing that sticks out at 320 px.
 */
import { fit } from "../../support/accessible.js";
import { yearsAgo } from "../../support/families.js";
import { atHome, begin, child, consent, director, gridWorker, household, unlock, walk } from "../../support/fieldwork.js";
import { answer, hydrated, next, screen } from "../../support/form.js";
import { signIn } from "../../support/official.js";
import { expect, test } from "../../support/test";

test("a worker's pages are without barriers", async ({ newPhone }) => {
  const phone = newPhone();
  const page = await phone.start();
  await expect(page.getByLabel("登录密码")).toBeVisible();
  await fit(page, "the first time on a phone");
  await begin(page, director);
  const heading = page.getByRole("heading", { level: 1 });
  for (const [name, title] of [
    [/^要您改的登记/, "没写完的登记"],
    [/^今天要走访的孩子/, "今天要走访的孩子"],
    [/^快满期限的孩子/, "快满期限的孩子（满16周岁、满6个月）"],
    [/^本村（社区）的孩子/, "本村（社区）的孩子"],
    [/^给家庭的登记链接/, "给家庭的登记链接"],
    [/^入户进度/, "入户进度"],
  ] as const) {
    await walk(page, name);
    await expect(heading).toHaveText(title);
    await fit(page, title);
  }
  await walk(page, /^本村（社区）的孩子/);
  await page.locator('main a[href^="/field/child/"]').first().click();
  await expect(page).toHaveURL(/\/field\/child\//);
  await expect(page.getByRole("button", { name: /记下|走访/ }).first()).toBeVisible();
  await fit(page, "a child of the register");

  await walk(page, "新的走访");
  await expect(heading).toHaveText("新的走访");
  await fit(page, "a household is listed");
  await walk(page);
  await household(page, "陈建国", "家里没有人");
  await fit(page, "nobody at home");
  await page.getByRole("button", { name: "家里没有人" }).click();
  await expect(page.getByText("两次都没有人：")).toBeVisible();
  await fit(page, "nobody at home twice");

  await page.getByRole("button", { name: "登记一个孩子" }).click();
  await expect(page.getByLabel("谁同意的？")).toBeVisible();
  await fit(page, "the notice at the door");
  await page.getByLabel("谁同意的？").fill("妈妈");
  await page.getByRole("button", { name: "同意了，开始登记" }).click();
  await page.waitForURL((url) => url.pathname.includes("/ask-"));
  await fit(page, "what picks the form");
  await next(page);
  await expect(page.getByRole("alert").first()).toBeVisible();
  await fit(page, "what picks the form, with something missing");
  const { basics } = child(0).screening;
  await screen(page, basics);
  await answer(page, "left_hukou_date", yearsAgo(4));
  await fit(page, "since when");
  await page.getByRole("button", { name: /返回|上一步/ }).first().click();
  await screen(page, { hukou_address: basics.current_address });
  await expect(page.getByRole("heading", { name: "这个孩子不用登记" })).toBeVisible();
  await fit(page, "no form is needed");
  await page.getByRole("link", { name: "刚才有问错的，回去改" }).click();
  await screen(page, { hukou_address: basics.hukou_address, living_with: "none" });
  await screen(page, { father_away_for_work: false, mother_away_for_work: false });
  await expect(page.getByRole("heading", { name: "孩子身边没有大人" })).toBeVisible();
  await expect(page.locator(".notice-attention").first()).toContainText("110");
  await expect(page.getByRole("button", { name: /知道了/ })).toHaveCount(0);
  await fit(page, "a child lives alone");

  await page.goto("/field/nowhere");
  await unlock(page, director);
  await expect(heading).toHaveText("没有找到这一页");
  await fit(page, "a page that is not there");
  await page.goto("/field/household/0");
  await fit(page, "a locked phone");
  await unlock(page, director);
  // Left over from somebody else on this phone.
  await expect(page).toHaveURL(/\/field$/);
  await atHome(page);
});

test("the township sees the villages and the phones, on a desktop and on a phone", async ({ account, newPhone, official }) => {
  const [one, other] = [newPhone(), newPhone()];
  const page = await one.start();
  await begin(page, director);
  await household(page, "陈建国");
  await consent(page);
  await begin(await other.start(), gridWorker);
  await atHome(other.page);

  const reviewer = await official();
  await signIn(reviewer, account("changhong"));
  for (const viewport of [{ width: 1280, height: 800 }, { width: 390, height: 844 }]) {
    await reviewer.setViewportSize(viewport);
    await reviewer.goto("/villages");
    await hydrated(reviewer);
    await expect(reviewer.getByText("合计")).toBeVisible();
    await expect(reviewer.getByText(/村儿童主任（示例）|儿童主任/).first()).toBeVisible();
    await fit(reviewer, `the villages at ${viewport.width} px`);
  }
  await signIn(reviewer, account("nankai"));
  await reviewer.goto("/villages");
  await hydrated(reviewer);
  await fit(reviewer, "the townships of a county");
});
