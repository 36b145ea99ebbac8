/**
 * Reads what `tongce seed --demo` printed.
 */

/**
 * The path of the village link.
 * @param {string} printed
 */
export function link(printed) {
  const found = /\/l\/[A-Za-z0-9_-]+/.exec(printed);
  if (!found) throw new Error(`no declaration link in:\n${printed}`);
  return found[0];
}

/**
 * The accounts that were named, all with the same password.
 * @param {string} printed
 */
export function accounts(printed) {
  const password = /tongce-[a-z]+-\d+/.exec(printed)?.[0];
  if (!password) throw new Error(`no password in:\n${printed}`);
  const lines = [...printed.matchAll(/^\s+([a-z]+)\s{2,}\S/gm)];
  return lines.map(([, username]) => ({ username, password }));
}
