/**
 * Answers a screen of questions from within the page: the events are those of a finger and a keyboard, without a
 * round trip to the browser for each. The journeys of `form.js` use real fingers; this is for many forms.
 */

/**
 * Answers a screen and goes on to the next.
 * @param {import("@playwright/test").Page} page
 * @param {Record<string, unknown>} answers by field key, as `form.js` takes them
 */
export function fillFast(page, answers) {
  return page.evaluate(inPage, answers);
}

/** Runs in the page. */
async function inPage(answers) {
  const until = async (find, what) => {
    const end = performance.now() + 10_000;
    for (;;) {
      const found = find();
      if (found) return found;
      if (performance.now() > end) throw new Error(`${location.pathname}: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 8));
    }
  };
  const named = (name) => document.querySelector(`#content [name="${name}"], main [name="${name}"]`);
  const put = (control, value) => {
    if (control.value === value) return;
    control.focus();
    control.value = value;
    for (const type of ["input", "change"]) control.dispatchEvent(new Event(type, { bubbles: true }));
  };
  const tick = (key, code) => {
    const control = document.querySelector(`input[name="${key}"][value="${code}"]`);
    if (!control) throw new Error(`${location.pathname}: no ${code} for ${key}`);
    if (!control.checked) control.click();
  };
  const place = async (key, { code, detail }) => {
    for (const [level, digits] of [["province", 2], ["prefecture", 4], ["county", 6], ["township", 9], ["village", 12]]) {
      if (digits > code.length) break;
      const wanted = code.slice(0, digits).padEnd(6, "0");
      const option = () => document.querySelector(`select[name="${key}.${level}"] option[value="${wanted}"]`);
      // Municipalities have no prefectures.
      const county = () => document.querySelector(`select[name="${key}.county"] option[value^="${code.slice(0, 2)}"]`);
      await until(() => option() || (level === "prefecture" && county()), `no ${wanted} for ${key}.${level}`);
      if (option()) put(named(`${key}.${level}`), wanted);
    }
    if (detail) put(named(`${key}.detail`), detail);
  };

  const here = location.pathname;
  for (const [key, value] of Object.entries(answers)) {
    await until(() => document.getElementById(`f-${key}`)?.querySelector("input, select, textarea"), `${key} is not asked`);
    if (Array.isArray(value)) value.forEach((code) => tick(key, code));
    else if (typeof value === "boolean") tick(key, String(value));
    else if (value?.code) await place(key, value);
    else if (value?.type) {
      put(named(`${key}.type`), value.type);
      put(await until(() => named(`${key}.number`), `no number for ${key}`), value.number);
    } else if (named(`${key}.year`)) {
      const parts = value.split("-").map((part) => part.replace(/^0/, ""));
      ["year", "month", "day"].forEach((part, at) => named(`${key}.${part}`) && put(named(`${key}.${part}`), parts[at] ?? ""));
    } else if (named(key)?.type === "radio") tick(key, value);
    else put(named(key), value);
  }
  const buttons = await until(() => {
    const found = [...document.querySelectorAll("button")].filter((button) => button.textContent.trim() === "下一步");
    return found.length > 0 && found;
  }, "no button leads on");
  const button = buttons.at(-1);
  button.click();
  await until(() => location.pathname !== here && !button.isConnected, "it does not lead on").catch((error) => {
    const said = [...document.querySelectorAll(".finding, [role=alert]")].map((one) => one.textContent.trim());
    throw new Error(`${error.message}: ${said.join("; ")}`);
  });
}
