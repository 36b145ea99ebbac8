/** Tells an answer of the server from everything else that a network gives back. */

/** `domain::fieldwork::PushReport::MARKER`. */
export const MARKER = "tongce-push-1";

/**
 * @param {{ status: number, type: string, text: string } | null} response
 * @returns {{ kind: "answers", answers: Map<string, object> } | { kind: "split", why: string, ours: boolean } |
 *   { kind: "stopped" } | { kind: "nothing", why: string }}
 */
export function judge(response) {
  if (!response) return { kind: "nothing", why: "offline" };
  const problem = is(response.type, "application/problem+json");
  // Networks answer 401 and 400 too; only the server says so in its own words.
  if (response.status === 401 && problem) return { kind: "stopped" };
  // What a proxy finds too large may pass in smaller parts, or once the proxy is set right.
  if (response.status === 413) return { kind: "split", why: "too-large", ours: problem };
  if ([400, 422].includes(response.status) && problem) return { kind: "split", why: "refused", ours: true };
  if (response.status !== 200 || !is(response.type, "application/json")) return { kind: "nothing", why: "server" };
  const report = read(response.text);
  if (report?.marker !== MARKER || !Array.isArray(report.answers)) return { kind: "nothing", why: "server" };
  const answers = new Map();
  for (const pair of report.answers) {
    if (Array.isArray(pair) && typeof pair[0] === "string" && typeof pair[1]?.outcome === "string") {
      answers.set(pair[0], pair[1]);
    }
  }
  return { kind: "answers", answers };
}

function is(type, wanted) {
  return type.split(";")[0].trim().toLowerCase() === wanted;
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
