/**
 * The township's queue on a desk: filters, search, keys, two reviewers, transfer, batch, prints.
 */
import type { Page } from "@playwright/test";
import { fit } from "../support/accessible.js";
import { rows } from "../support/database.js";
import { document, migrant } from "../support/families.js";
import { alive } from "../support/form.js";
import { hold } from "../support/late.js";
import { decide, lines, open, search, signIn } from "../support/official.js";
import { onePage } from "../support/print.js";
import { Server } from "../support/server.js";
import { expect, test } from "../support/test";

/** A family's declaration that came in just now; gives its receipt number. */
async function declared(server: Server, family = migrant()) {
  const answer = await fetch(`${server.url}/api/v1/submissions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      id: uuid7(),
      form: "migrant",
      form_version: "2024-17",
      channel: "self_report",
      answers: document(family),
      overrides: [],
    }),
  });
  const said = await answer.json();
  expect(answer.status, JSON.stringify(said)).toBe(201);
  return said.receipt_no as string;
}

/** An id as a phone makes it: the time first, the rest random. */
function uuid7() {
  const time = Date.now().toString(16).padStart(12, "0");
  const rest = crypto.randomUUID().replaceAll("-", "");
  const id = `${time}7${rest.slice(13)}`;
  return [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)].join("-");
}

/** Waits until there are lines and every one of them has these words: the list of before may stand a while. */
async function all(page: Page, words: string) {
  await expect(lines(page).filter({ hasNotText: words })).toHaveCount(0);
  await expect(lines(page).first()).toContainText(words);
}

test("the queue is filtered through its address, and counts are links", async ({ account, official, server }) => {
  const page = await official();
  await signIn(page, account("changhong"));
  const [[waiting]] = rows(
    server,
    "SELECT COUNT(*) FROM record WHERE (township_code = '120104001' AND state = 'submitted') OR (state = 'transferring' AND offered_to = '120104001')",
  );
  expect(Number(waiting)).toBeGreaterThan(10);
  await expect(page.getByRole("navigation", { name: "按状态" }).getByRole("link", { name: /待办/ })).toBeVisible();
  await page.getByText("筛选", { exact: true }).first().click();
  await page.getByLabel("登记表").selectOption("left_behind");
  await page.getByRole("button", { name: "筛选" }).click();
  // What is not chosen does not stand in the address.
  await expect(page).toHaveURL(/\/review\?form=left_behind$/);
  await expect(page.getByText("已筛选")).toBeVisible();
  await all(page, "留守儿童");
  await fit(page);
  // Another person who opens this address sees the same view.
  const address = page.url();
  await page.goto(address);
  await all(page, "留守儿童");
  await page.getByRole("navigation", { name: "按状态" }).getByRole("link", { name: /已退回/ }).click();
  await expect(page).toHaveURL(/state=returned/);
  await all(page, "已退回");
});

test("without a script the filter's address is as short", async ({ account, official }) => {
  const page = await official({ javaScriptEnabled: false });
  const { username, password } = account("changhong");
  await page.goto("/sign-in");
  await page.getByLabel("用户名").fill(username);
  await page.getByLabel("密码").fill(password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.waitForURL((url) => url.pathname === "/review");
  await page.getByText("筛选", { exact: true }).first().click();
  await page.getByLabel("登记表").selectOption("left_behind");
  await page.getByRole("button", { name: "筛选" }).click();
  await expect(page).toHaveURL(/\/review\?form=left_behind$/);
  await expect(page.getByText("已筛选")).toBeVisible();
});

test("a search by number or by name is never in the address, and names and numbers are masked", async ({ account, official, server }) => {
  const child = migrant();
  await declared(server, child);
  const page = await official();
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(decodeURIComponent(request.url())));
  await signIn(page, account("changhong"));
  for (const term of [child.id, child.name, child.name.slice(0, 2)]) {
    await search(page, term);
    await expect(lines(page).first()).toBeVisible();
    await expect(lines(page).first()).not.toContainText(child.id);
    expect(page.url()).not.toContain(encodeURIComponent(term));
  }
  await search(page, child.id);
  await expect(lines(page)).toHaveCount(1);
  await fit(page);
  expect(addresses.filter((url) => url.includes(child.id) || url.includes(child.name))).toEqual([]);
  expect(server.log).not.toContain(child.id);
  await search(page, "11010519491231002X");
  await expect(page.getByText(/没有查到/)).toBeVisible();
});

test("the queue is worked with the keyboard", async ({ account, official }) => {
  const page = await official();
  await signIn(page, account("changhong"));
  await expect(lines(page).first()).toBeVisible();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "键盘操作" })).toBeVisible();
  await fit(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("j");
  await expect(lines(page).nth(0)).toHaveAttribute("aria-current", "true");
  await expect(page.getByText("办理记录")).toBeVisible();
  const first = page.url();
  await page.keyboard.press("j");
  await expect(lines(page).nth(1)).toHaveAttribute("aria-current", "true");
  await page.keyboard.press("k");
  await expect(page).toHaveURL(first);
  await expect(lines(page).nth(0)).toHaveAttribute("aria-current", "true");
  await expect(page.locator("#approve")).toBeVisible();
  await page.keyboard.press("a");
  await expect(page.locator("#approve")).toBeFocused();
  await page.locator("body").click({ position: { x: 2, y: 2 } });
  await page.keyboard.press("r");
  await expect(page.locator("#reason")).toBeFocused();
  // In the box the keys write.
  await page.keyboard.type("jk?");
  await expect(page.locator("#reason")).toHaveValue("jk?");
});

test("two reviewers at once: one decision, and the other loses nothing typed", async ({ account, official, server }) => {
  const receipt = await declared(server);
  const [first, second] = [await official(), await official()];
  await signIn(first, account("changhong"));
  await signIn(second, account("changhong"));
  await open(first, receipt);
  await open(second, receipt);
  await second.getByLabel(/请写明原因/).fill("请补充学校");
  await decide(first, "通过", "通过");
  await second.getByRole("button", { name: "退回修改", exact: true }).click();
  await expect(second.locator("#failed")).not.toBeEmpty();
  await expect(second.getByLabel(/请写明原因/)).toHaveValue("请补充学校");
  await fit(second);
  const [[state]] = rows(server, "SELECT state FROM record WHERE receipt_no = ?", [receipt]);
  expect(state).toBe("township_reviewed");
});

test("an entry goes to another township, which receives it", async ({ account, official, server }) => {
  const receipt = await declared(server);
  const page = await official();
  await signIn(page, account("changhong"));
  await open(page, receipt);
  await page.getByRole("button", { name: "转办", exact: true }).click();
  // Nothing is done without a township and a reason.
  await expect(page.locator("#failed")).not.toBeEmpty();
  await page.getByLabel(/请写明原因/).fill("孩子上个月搬到了鼓楼街道");
  const choose = async (label: string, name: string) => {
    const select = page.locator("#to").getByLabel(label);
    await select.locator("option", { hasText: name }).first().waitFor({ state: "attached" });
    await select.selectOption({ label: name });
  };
  await choose("省（直辖市、自治区）", "天津市");
  // A list that comes late moves nothing: its place is kept from the choice on.
  const counties = page.locator("#to").getByLabel("县（区）");
  await counties.selectOption("");
  const townships = page.locator("#to").getByLabel("乡镇（街道）");
  await expect(townships).toBeHidden();
  const lists = page.locator("#to > :visible");
  await expect(lists).toHaveCount(2);
  // One that could not be had comes with the connection.
  await page.context().setOffline(true);
  await choose("县（区）", "南开区");
  await expect(lists).toHaveCount(2);
  await page.context().setOffline(false);
  await expect(townships).toBeVisible();
  await counties.selectOption("");
  await expect(townships).toBeHidden();
  const arrive = await hold(page, "**/fn/divisions/along**");
  await choose("县（区）", "南开区");
  await expect(lists).toHaveCount(3);
  const place = await lists.last().boundingBox();
  await expect(townships).toBeHidden();
  arrive();
  await expect(townships).toBeVisible();
  await expect(lists).toHaveCount(3);
  expect(await townships.boundingBox()).toEqual(place);
  await choose("乡镇（街道）", "鼓楼街道");
  await decide(page, "转办", "转到其他乡镇（街道）");

  const other = await official();
  await signIn(other, account("gulou"));
  await open(other, receipt);
  await expect(other.getByRole("heading", { name: "等待接收的转办" })).toBeVisible();
  await fit(other);
  await decide(other, "接收", "接收");
  const [[township, state]] = rows(server, "SELECT township_code, state FROM record WHERE receipt_no = ?", [receipt]);
  expect([township, state]).toEqual(["120104002", "submitted"]);
});

test("the township of a transfer is found by a part of its name or by initials", async ({ account, official, server }) => {
  const receipt = await declared(server);
  const page = await official();
  await signIn(page, account("changhong"));
  await open(page, receipt);
  const find = page.getByRole("combobox", { name: "搜地名" });
  const found = page.getByRole("listbox", { name: "找到的地方" }).getByRole("option");
  const township = page.locator('select[name="to.township"]');
  await find.fill("南开 gljd");
  await expect(found.first()).toContainText("鼓楼街道");
  await fit(page);
  await find.press("Enter");
  await expect(township).toHaveValue("120104002");
  await expect(page.locator('select[name="to.county"]')).toHaveValue("120104");
  // A choice by hand gives way to the next one that is found, even if it is the same as before.
  await township.selectOption("120104001");
  await find.fill("南开 鼓楼");
  await expect(found.first()).toContainText("鼓楼街道");
  await found.first().click();
  await expect(township).toHaveValue("120104002");
  await expect(found).toHaveCount(0);
  // The return key chose a place and sent nothing.
  await expect(page.locator("#failed")).toBeEmpty();
  await page.getByLabel(/请写明原因/).fill("孩子上个月搬到了鼓楼街道");
  await decide(page, "转办", "转到其他乡镇（街道）");
  const [[offered, state]] = rows(server, "SELECT offered_to, state FROM record WHERE receipt_no = ?", [receipt]);
  expect([offered, state]).toEqual(["120104002", "transferring"]);
});

test("who is signed in already goes on without a password", async ({ account, official }) => {
  const page = await official();
  await signIn(page, account("changhong"));
  await page.goto("/sign-in");
  await expect(page.getByText("您已登录")).toContainText("儿童督导员");
  await fit(page, "signing in, signed in already");
  await page.getByRole("link", { name: "接着工作" }).click();
  await expect(page).toHaveURL(/\/review$/);
});

test("entries without findings are approved together", async ({ account, official, server }) => {
  const page = await official();
  await signIn(page, account("changhong"));
  await page.goto("/review?clean=1");
  const boxes = page.getByRole("checkbox", { name: /^勾选/ });
  await expect(boxes.first()).toBeVisible();
  const ids: string[] = [];
  for (const at of [0, 1]) {
    ids.push(String(await boxes.nth(at).getAttribute("value")).split(":")[0]);
    await boxes.nth(at).check();
  }
  await page.getByRole("button", { name: "批量通过（2 条）" }).click();
  await expect(page.getByRole("heading", { name: /已通过 2 条/ })).toBeVisible();
  await fit(page);
  const approved = rows(server, "SELECT id FROM record WHERE state = 'township_reviewed'").flat();
  for (const id of ids) expect(approved).toContain(id.replaceAll("-", ""));
});

test("sheets print on exactly one A4 page each", async ({ account, official, server }) => {
  const receipt = await declared(server);
  const page = await official();
  await signIn(page, account("changhong"));
  await open(page, receipt);
  const filled = await page.getByRole("link", { name: "打印登记表" }).getAttribute("href");
  for (const address of ["/print/migrant", "/print/left_behind", String(filled)]) {
    await page.goto(address);
    await expect(page.getByText(/(流动|留守)儿童基本情况登记表/).first()).toBeVisible();
    await expect(page.getByText("填报单位").first()).toBeVisible();
    await fit(page);
    await onePage(page, address);
  }
  await expect(page.getByText(migrant().name).first()).toBeVisible();
});

test("a director makes a village link and its poster; taken back it opens nothing", async ({ account, family, official, server }) => {
  const page = await official();
  await signIn(page, account("cunzhuren"));
  await page.goto("/links");
  await alive(page);
  await fit(page);
  await page.getByText(/^全村（社区）：/).click();
  await page.getByLabel(/^备注/).fill("村口布告栏");
  await page.getByRole("button", { name: "生成链接" }).click();
  await expect(page.getByRole("heading", { name: "链接做好了" })).toBeVisible();
  const url = await page.getByLabel(/^地址/).inputValue();
  expect(url).toMatch(new RegExp(`^${server.url}/l/[A-Za-z0-9_-]{22,}$`));
  await fit(page);

  const opened = page.context().waitForEvent("page");
  await page.getByRole("button", { name: "打开海报，打印" }).click();
  const poster = await opened;
  await expect(poster.getByRole("heading", { name: "流动儿童和留守儿童信息登记" })).toBeVisible();
  await expect(poster.locator(".poster-qr svg")).toBeVisible();
  expect(poster.url()).not.toContain(url.split("/").pop());
  await fit(poster, "the poster");
  await onePage(poster, "the poster");

  const parent = await family();
  await parent.goto(new URL(url).pathname);
  await expect(parent.getByRole("button", { name: "我同意并开始填写" })).toBeVisible();
  // The note tells the two links of the village apart.
  await page.getByRole("button", { name: /停用全村（社区）二维码：.*村口布告栏/ }).click();
  await expect(page.getByText(/已停用/).first()).toBeVisible();
  const answer = await parent.goto(new URL(url).pathname);
  expect(answer?.status()).toBeGreaterThanOrEqual(400);
});
