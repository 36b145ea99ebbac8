/** The kept page for a reader. */

import { createHandlerBoundToURL } from "workbox-precaching";

/**
 * @param {string[]} addresses of the page in normal and in large text
 * @returns a handler that gives the one in the size that the reader chose
 */
export function frame(addresses) {
  const [normal, large] = addresses.map((address) => createHandlerBoundToURL(address));
  return async (options) => {
    // A browser without such a store shows the normal one.
    const size = await self.cookieStore?.get("tongce_text");
    return (size?.value === "large" ? large : normal)(options);
  };
}
