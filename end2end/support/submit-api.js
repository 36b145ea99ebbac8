/** A declaration that another program sends. */
import { expect } from "@playwright/test";
import { document, migrant } from "./families.js";

/** A family's declaration that came in just now; gives its receipt number. */
export async function declared(server, family = migrant(), { form = "migrant", answers = document(family) } = {}) {
  const answer = await fetch(`${server.url}/api/v1/submissions`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${await token(server)}` },
    body: JSON.stringify({
      id: uuid7(),
      form,
      form_version: "2024-17",
      channel: "self_report",
      answers,
      overrides: [],
    }),
  });
  const said = await answer.json();
  expect(answer.status, JSON.stringify(said)).toBe(201);
  return said.receipt_no;
}

/** A token of the program that the template knows. */
async function token(server) {
  const { id, secret } = server.program;
  const answer = await fetch(`${server.url}/api/v1/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  const said = await answer.json();
  expect(answer.status, JSON.stringify(said)).toBe(200);
  return said.access_token;
}

/** An id as a phone makes it: the time first, the rest random. */
function uuid7() {
  const time = Date.now().toString(16).padStart(12, "0");
  const rest = crypto.randomUUID().replaceAll("-", "");
  const id = `${time}7${rest.slice(13)}`;
  return [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)].join("-");
}
