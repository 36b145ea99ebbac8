/**
 * What a test gets: a server of its own, the demonstration's link and accounts, a family's phone and an
 * official's browser, workers' phones and the lines to them.
 */
import { expect, test as base, type Page, type BrowserContext } from "@playwright/test";
import { desktop, phone } from "./browser.js";
import { accounts, link } from "./demo.js";
import { Phone } from "./fieldwork.js";
import { Proxy } from "./proxy.js";
import { Server, demonstration } from "./server.js";
import { listen } from "./page-errors.js";

export { expect };

type Account = { username: string; password: string };

/** A browser for one person, with an address that needs no host. */
type Person = (options?: object) => Promise<Page>;

export const test = base.extend<{
  server: Server;
  village: string;
  account: (name: string) => Account;
  family: Person;
  official: Person;
  /** A worker's phone, with a profile of its own that goes at the end; it reaches the server, or the address given. */
  newPhone: (url?: string) => Phone;
  /** A line to the server that lies. */
  newProxy: (options: object) => Promise<Proxy>;
  /** What the pages of this test threw. Nothing may be there at the end. */
  pageErrors: string[];
}>({
  pageErrors: async ({}, use) => {
    const pageErrors: string[] = [];
    await use(pageErrors);
    expect(pageErrors, "what pages threw").toEqual([]);
  },
  server: async ({}, use, info) => {
    const server = await Server.on(process.env.TONGCE_E2E_TEMPLATE ?? "");
    await use(server);
    if (info.status !== info.expectedStatus) await info.attach("server.log", { body: server.log, contentType: "text/plain" });
    await server.remove();
  },
  village: async ({ server }, use) => use(link(demonstration(server.folder))),
  account: async ({ server }, use) => {
    const known = accounts(demonstration(server.folder));
    await use((name) => {
      const account = known.find((account) => account.username === name);
      if (!account) throw new Error(`no account ${name} among ${known.map((one) => one.username).join(", ")}`);
      return account;
    });
  },
  family: async ({ browser, server, pageErrors }, use) => {
    const open: BrowserContext[] = [];
    await use(person(browser, server, phone, open, pageErrors));
    for (const context of open) await context.close();
  },
  official: async ({ browser, server, pageErrors }, use) => {
    const open: BrowserContext[] = [];
    await use(person(browser, server, desktop, open, pageErrors));
    for (const context of open) await context.close();
  },
  newProxy: async ({ server }, use) => {
    const open: Proxy[] = [];
    await use(async (options) => {
      const proxy = await Proxy.before(server.url, options);
      open.push(proxy);
      return proxy;
    });
    for (const proxy of open) await proxy.stop();
  },
  // Phones end before the lines to them.
  newPhone: async ({ server, newProxy: _, pageErrors }, use) => {
    const open: Phone[] = [];
    await use((url = server.url) => {
      const phone = new Phone(url, { pageErrors });
      open.push(phone);
      return phone;
    });
    for (const phone of open) await phone.remove();
  },
});

function person(browser, server: Server, device: object, open: BrowserContext[], pageErrors: string[]): Person {
  return async (options = {}) => {
    const context = await browser.newContext({ ...device, baseURL: server.url, ...options });
    listen(context, pageErrors);
    open.push(context);
    return context.newPage();
  };
}
