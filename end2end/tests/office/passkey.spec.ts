/**
 * A passkey in a real browser: enrolled on the own account, then the only thing that signs in. The authenticator is the
 * browser's own virtual one (WebAuthn, through the DevTools protocol).
 */
import { fit } from "../../support/accessible.js";
import { signIn } from "../../support/official.js";
import { expect, test } from "../../support/test";

test("a supervisor enrols a passkey and signs in with it alone", async ({ account, official, server }) => {
  // Passkeys belong to a name; the other journeys reach the server by a number.
  const site = `http://localhost:${server.port}`;
  await server.kill();
  await server.start({ TONGCE_BASE_URL: site });
  const page = await official({ baseURL: site });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasUserVerification: true, isUserVerified: true },
  });

  await signIn(page, account("changhong"));
  await page.goto("/me/passkey");
  await fit(page);
  await page.getByRole("button", { name: "在这台设备上添加" }).click();
  await page.getByLabel("给它起个名字").fill("办公室电脑");
  await page.getByRole("button", { name: "添加通行密钥" }).click();
  await expect(page.getByRole("heading", { name: "恢复码" })).toBeVisible();
  await page.goto("/me");
  await expect(page.getByText("办公室电脑")).toBeVisible();

  await page.getByRole("button", { name: "退出" }).click();
  await page.getByLabel("用户名").fill(account("changhong").username);
  await page.getByRole("button", { name: "用通行密钥登录" }).click();
  await fit(page);
  // Without its owner the device signs nothing, and the page says what to do.
  await devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
  await page.getByRole("button", { name: "用通行密钥登录" }).click();
  await expect(page.getByRole("alert")).toContainText("浏览器没有完成验证");
  await devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: true });
  await page.getByRole("button", { name: "用通行密钥登录" }).click();
  await page.waitForURL("**/review");
});
