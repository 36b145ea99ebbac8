import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { execute } from "./database.js";
import { stored, wrongs } from "./stored-messages.js";

const folder = mkdtempSync(join(tmpdir(), "tongce-stored-messages-"));
const server = { database: join(folder, "tongce.sqlite") };
after(() => rmSync(folder, { recursive: true }));

const id = (last) => `01900000-0000-7000-8000-00000000000${last}`;
const blob = (last) => `X'${id(last).replaceAll("-", "")}'`;

/** The columns that matter, of the tables that the server makes. */
const TABLES = [
  "CREATE TABLE submission (id BLOB, record_id BLOB, version INT, body_hash BLOB, submitted_at INT, submitted_by BLOB)",
  "CREATE TABLE record (id BLOB)",
  "CREATE TABLE event (record_id BLOB, version INT, action TEXT)",
  "CREATE TABLE message (id BLOB, body_hash BLOB, kind TEXT, outcome TEXT, account_id BLOB)",
  "CREATE TABLE kept (id BLOB)",
  "CREATE TABLE household (updated_by BLOB)",
  "CREATE TABLE visit (id BLOB)",
  "CREATE TABLE attachment (id BLOB)",
];
for (const table of TABLES) execute(server, table);

function declare(number, hash) {
  execute(server, `INSERT INTO submission VALUES (${blob(number)}, ${blob(number)}, 1, X'${hash}', 1, NULL)`);
}

function follow(number, action = "submit") {
  execute(server, `INSERT INTO record VALUES (${blob(number)})`);
  execute(server, `INSERT INTO event VALUES (${blob(number)}, 1, '${action}')`);
}

declare(1, "01");
follow(1);
declare(2, "02");
execute(server, `INSERT INTO message VALUES (${blob(3)}, X'03', 'declaration', 'kept', X'AA')`);
execute(server, `INSERT INTO kept VALUES (${blob(3)})`);
execute(server, `INSERT INTO message VALUES (${blob(4)}, X'04', 'follow_up', 'taken', X'AA')`);
declare(5, "05");
follow(5);
execute(server, `INSERT INTO message VALUES (${blob(5)}, X'15', 'declaration', 'kept', X'AA')`);
declare(6, "01");
follow(6);

test("a declaration with its event, and one that was kept, are stored once and whole", () => {
  const found = stored(server, [id(1), id(3)]);
  assert.deepEqual(found.get(id(1)), { times: 1, whole: true, outcome: "taken", kind: "declaration", hashes: ["01"] });
  assert.deepEqual(found.get(id(3)), { times: 1, whole: true, outcome: "kept", kind: "declaration", hashes: ["03"] });
  assert.deepEqual(wrongs(server, { sent: [id(1), id(3), id(9)], acknowledged: [id(1), id(3)] }), []);
});

test("every kind of wrong is named", () => {
  const wrong = (sent, acknowledged) => wrongs(server, { sent: sent.map(id), acknowledged: acknowledged.map(id) });
  assert.match(wrong([], [9])[0], /9 was acknowledged and is not there/);
  assert.match(wrong([2], [])[0], /2 is there without its event/);
  assert.match(wrong([4], [])[0], /4 is there without its event, record or row/);
  assert.match(wrong([5], []).join(), /5 is there 2 times/);
  assert.match(wrong([1, 6], [])[0], /are one content/);
});
