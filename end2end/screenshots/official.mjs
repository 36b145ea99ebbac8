/**
 * What officials see: the queue, an entry, its decisions, links, a poster, prints.
 */
import { hydrated } from "../support/form.js";
import { comment, decide, lines, open, search, signIn } from "../support/official.js";
import { look, printed, show } from "./pictures.mjs";

const DESK = { width: 1280, height: 800 };
const at = { home: DESK };

/** Before anybody is signed in. */
export async function stranger(page) {
  await page.goto("/sign-in");
  await look(page, "sign-in", { ...at, looks: true });
  await page.getByLabel("用户名").fill("changhong");
  await page.getByLabel("密码").fill("wrong-password");
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.locator("[role=alert], #failed").first().waitFor();
  await look(page, "sign-in-failed", at);
}

/** The queue in its states. */
export async function queue(page, account) {
  await signIn(page, account);
  await page.goto("/review");
  await hydrated(page);
  await look(page, "queue", { ...at, looks: true });
  await page.getByText("筛选", { exact: true }).first().click();
  await look(page, "queue-filter", at);
  for (const [name, query] of [["returned", "state=returned"], ["duplicates", "duplicates=1"], ["transferring", "state=transferring"]]) {
    await page.goto(`/review?${query}`);
    await hydrated(page);
    await look(page, `queue-${name}`, at);
  }
  await page.goto("/review");
  await hydrated(page);
  await lines(page).first().getByRole("link").click();
  await page.getByText("办理记录").waitFor();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "键盘操作" }).waitFor();
  await look(page, "keys", at);
  await page.keyboard.press("Escape");
  await page.goto("/review?clean=1");
  await hydrated(page);
  const boxes = page.getByRole("checkbox", { name: /^勾选/ });
  for (const which of [0, 1]) await boxes.nth(which).check();
  await look(page, "queue-batch", at);
  await page.getByRole("button", { name: "批量通过（2条）" }).click();
  await page.getByRole("heading", { name: /已通过2条/ }).waitFor();
  await look(page, "queue-batch-done", at);
  await search(page, "11010519491231002X");
  await look(page, "queue-nothing-found", at);
}

/** The entry of the family, returned with a comment. */
export async function returns(page, receipt) {
  await open(page, receipt);
  await look(page, "entry", { ...at, looks: true });
  await page.getByRole("button", { name: "退回修改", exact: true }).click();
  await page.locator("#failed").getByText(/./).first().waitFor();
  await look(page, "entry-no-reason", at);
  await comment(page, "school_name", "请写学校全称");
  await page.getByLabel(/请写明原因/).fill("学校名称和学籍不一致");
  await look(page, "entry-comment", at);
  await decide(page, "退回修改", "退回修改");
  await look(page, "entry-returned", at);
}

/** The corrected entry, approved; the pictures of the README. */
export async function approves(page, receipt) {
  await open(page, receipt);
  await look(page, "entry-corrected", at);
  const address = new URL(page.url());
  await page.goto(address.pathname + address.search);
  await page.getByText("办理记录").waitFor();
  await hydrated(page);
  await show(page, "desktop-entry");
  await page.goto("/review");
  await hydrated(page);
  await lines(page).first().waitFor();
  await show(page, "desktop-queue");
  await open(page, receipt);
  await decide(page, "通过", "通过");
  await look(page, "entry-approved", at);
}

/** Sheets on paper. */
export async function prints(page, receipt) {
  await open(page, receipt);
  const filled = await page.getByRole("link", { name: "打印登记表" }).getAttribute("href");
  for (const [name, path] of [["filled", String(filled)], ["blank-migrant", "/print/migrant"], ["blank-left-behind", "/print/left_behind"]]) {
    await page.goto(path);
    await page.getByText("填报单位").first().waitFor();
    await look(page, `print-${name}`, at);
    await printed(page, `print-${name}`);
  }
}

/** Links and their poster. */
export async function links(page, account) {
  await signIn(page, account);
  await page.goto("/links");
  await hydrated(page);
  await look(page, "links", { ...at, looks: true });
  await page.getByText(/^全村（社区）：/).click();
  await page.getByLabel(/^备注/).fill("村口布告栏");
  await page.getByRole("button", { name: "生成链接" }).click();
  await page.getByRole("heading", { name: "链接已生成" }).waitFor();
  await look(page, "link-made", at);
  const opened = page.context().waitForEvent("page");
  await page.getByRole("button", { name: "打开海报，打印" }).click();
  const poster = await opened;
  await poster.locator(".poster-qr svg").waitFor();
  await look(poster, "poster", at);
  await printed(poster, "poster");
}

/** Somebody who reads but does not decide. */
export async function reader(page, account) {
  await signIn(page, account);
  await look(page, "reader", at);
}
