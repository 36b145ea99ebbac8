/** A line on which an answer comes late. */

/** Holds requests to `addresses` back until the function that this gives is called. */
export async function hold(page, addresses) {
  let arrive;
  const arrived = new Promise((resolve) => (arrive = resolve));
  await page.route(addresses, async (route) => {
    await arrived;
    await route.continue();
  });
  return arrive;
}
