/**
 * What a family sees, from the link to the approval.
 */
import { leftBehind, migrant } from "../support/families.js";
import { answer, arrived, consent, hydrated, next, saved, screening, sections, submit } from "../support/form.js";
import { look, show } from "./pictures.mjs";

/** From the link to the receipt; gives the receipt's number. */
export async function declares(page, village) {
  const family = migrant();
  await page.goto(village);
  await look(page, "notice", { looks: true });
  await consent(page);
  await hydrated(page);
  for (const [key, value] of Object.entries(family.screening.basics)) await answer(page, key, value);
  await look(page, "start", { looks: true });
  await next(page);
  await arrived(page, "/declare/start/moved");
  await answer(page, "left_hukou_date", family.screening.moved.left_hukou_date);
  await look(page, "start-moved");
  await next(page);
  await arrived(page, "/declare/migrant/child");
  await saved(page);
  await next(page);
  await page.locator("#problems").waitFor();
  await look(page, "child-nothing-answered", { looks: true });
  await answer(page, "child_name", family.sections.child.child_name);
  await answer(page, "child_id_number", "411628201703089977");
  await next(page);
  await page.locator("#e-child_id_number").getByText("18位").waitFor();
  await look(page, "child-wrong-number", { looks: true });
  await page.goto("/declare/migrant/child");
  await hydrated(page);
  await answer(page, "child_id_number", family.sections.child.child_id_number);
  await page.getByText("请对照户口簿看一遍").waitFor();
  await answer(page, "child_sex", "2");
  await page.locator("#content").focus();
  await show(page, "phone-form");
  await saved(page);
  await page.goto("/declare/migrant/child");
  await hydrated(page);
  await sections(page, family);
  await look(page, "summary", { looks: true });
  await show(page, "phone-summary");
  for (const name of Object.keys(family.sections)) {
    await page.goto(`/declare/migrant/${name}`);
    await hydrated(page);
    await look(page, `form-${name}`, { looks: name === "child" || name === "father" });
  }
  await page.goto("/declare/migrant/check");
  await hydrated(page);
  const receipt = await submit(page);
  await look(page, "receipt", { looks: true });
  await show(page, "phone-receipt");
  await page.getByRole("link", { name: "看办理情况" }).click();
  await arrived(page, "/declare/status");
  await look(page, "status-submitted", { looks: true });
  await page.goto("/declare");
  await look(page, "hub");
  return receipt;
}

/** The declaration came back: what is said, and where it is mended. */
export async function corrects(page) {
  await page.goto("/declare/status");
  await look(page, "status-returned", { looks: true });
  await page.getByRole("button", { name: "现在就改" }).click();
  await arrived(page, "/declare/migrant/schooling");
  await hydrated(page);
  await look(page, "correct-schooling");
  await answer(page, "school_name", "天津市南开区长虹小学");
  await next(page);
  await arrived(page, "/declare/migrant/health");
  await saved(page);
  await page.goto("/declare/migrant/check");
  await hydrated(page);
  await submit(page);
}

/** It was approved. */
export async function reads(page) {
  await page.goto("/declare/status");
  await page.locator("summary", { hasText: "为什么" }).first().click();
  await look(page, "status-approved", { looks: true });
}

/** The other form, and every page that ends the way. */
export async function leavesAndReturns(page, village) {
  await page.goto("/declare");
  await look(page, "no-link");
  await page.goto("/l/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
  await look(page, "link-unknown");
  await page.goto("/");
  await look(page, "home");
  await page.goto("/nothing/here");
  await look(page, "not-found");
  await page.goto(village);
  await page.getByRole("link", { name: "不同意，不在网上填" }).click();
  await arrived(page, "/declare/refused");
  await look(page, "refused", { looks: true });
  await page.goto("/declare");
  await consent(page);
  const soon = leftBehind();
  const lately = new Date(Date.now() - 60 * 24 * 3600 * 1000).toISOString().slice(0, 10);
  Object.assign(soon.screening.parents, { father_away_since: lately, mother_away_since: lately });
  await screening(page, soon);
  await arrived(page, "/declare/not-needed");
  await look(page, "not-needed", { looks: true });
  await page.getByRole("button", { name: "知道了" }).click();
  await arrived(page, "/declare");
}

/** The form for a child who was left behind. */
export async function grandmother(page, village) {
  const family = leftBehind();
  family.sections.residence.guardianship_status = "unattended";
  await page.goto(village);
  await consent(page);
  await hydrated(page);
  await screening(page, family);
  await sections(page, family);
  for (const name of ["work", "parents_away", "entrusted_care", "mother"]) {
    await page.goto(`/declare/left_behind/${name}`);
    await hydrated(page);
    await look(page, `left-behind-${name}`);
  }
  await page.goto("/declare/left_behind/check");
  await hydrated(page);
  await look(page, "left-behind-summary");
  await page.goto("/declare/left_behind/child");
  await hydrated(page);
  await page.context().setOffline(true);
  await answer(page, "child_name", "陈大海");
  await page.locator('input[name="child_name"]').blur();
  await page.getByText("已存在这部手机上").first().waitFor();
  await look(page, "offline");
  await page.context().setOffline(false);
}

