/** What pages throw and nobody catches: a program that ends in the middle of its work says so here only. */

/**
 * Listens to all pages of a browser's context, also of those that are opened later.
 *
 * @param {import("@playwright/test").BrowserContext} context
 * @param {string[]} pageErrors what was thrown and where is added here
 */
export function listen(context, pageErrors) {
  context.on("weberror", (error) => {
    const page = error.page();
    const { message, stack = "" } = error.error();
    // A part of the WASM that could not be fetched: the page is told and goes on, but the loader of the parts, which
    // the build writes, also leaves the refusal of the fetch to nobody.
    if (message === "Failed to fetch" && /__wasm_split/.test(stack)) return;
    pageErrors.push(`${page ? new URL(page.url()).pathname : "a page"}: ${message}`);
  });
}
