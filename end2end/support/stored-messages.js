/**
 * What became of the messages that phones sent, read from the server's database.
 *
 * A declaration that was taken is a submission with the message's id and an event of its version; one that was kept,
 * and every other message, is a row of `message` (and of `kept`, or of what it wrote). Acknowledged means: exactly
 * one of these, and all of it.
 */
import { rows } from "./database.js";

/** Ids at a time: they travel as one word of a command line. */
const AT_ONCE = 2_000;

const ASKED = "(SELECT value FROM json_each(?))";

/** An id as the database holds it, in 32 digits. */
const digits = (column) => `lower(CASE typeof(${column}) WHEN 'blob' THEN hex(${column}) ELSE replace(${column}, '-', '') END)`;

const SUBMISSIONS = `
  SELECT ${digits("s.id")}, hex(s.body_hash),
    (SELECT COUNT(*) FROM event e
      WHERE e.record_id = s.record_id AND e.version = s.version AND e.action IN ('submit', 'resubmit')),
    (SELECT COUNT(*) FROM record r WHERE r.id = s.record_id)
  FROM submission s WHERE ${digits("s.id")} IN ${ASKED}`;

const MESSAGES = `
  SELECT ${digits("m.id")}, hex(m.body_hash), m.kind, m.outcome,
    CASE WHEN m.outcome = 'kept' THEN (SELECT COUNT(*) FROM kept k WHERE k.id = m.id)
      WHEN m.kind = 'follow_up' THEN (SELECT COUNT(*) FROM visit v WHERE v.id = m.id)
      WHEN m.kind = 'attachment' THEN (SELECT COUNT(*) FROM attachment a WHERE a.id = m.id)
      WHEN m.kind = 'household' THEN (SELECT COUNT(*) FROM household h WHERE h.updated_by = m.account_id)
      ELSE 0 END
  FROM message m WHERE ${digits("m.id")} IN ${ASKED}`;

/**
 * @typedef {object} Stored
 * @property {number} times how often the message is there, as a submission or as a message
 * @property {boolean} whole with the event, the record or the row that it is about
 * @property {"taken" | "kept" | undefined} outcome
 * @property {string} kind `declaration`, `household`, `follow_up`, `attachment`; empty when it is not there
 * @property {string[]} hashes of its content, one for each time
 */

/** An id in 32 digits, however it is written. */
const plain = (id) => id.replaceAll("-", "").toLowerCase();

/**
 * What is stored of each message.
 * @param {{database: string}} server
 * @param {Iterable<string>} ids
 * @returns {Map<string, Stored>} by the ids as they were given
 */
export function stored(server, ids) {
  const found = new Map([...ids].map((id) => [id, { times: 0, whole: true, outcome: undefined, kind: "", hashes: [] }]));
  const names = new Map([...found.keys()].map((id) => [plain(id), id]));
  const asked = [...names.keys()];
  for (let from = 0; from < asked.length; from += AT_ONCE) {
    const some = [JSON.stringify(asked.slice(from, from + AT_ONCE))];
    const add = (id, hash, kind, outcome, whole) => {
      const one = found.get(names.get(id));
      one.times += 1;
      one.hashes.push(hash);
      one.whole &&= whole;
      Object.assign(one, { kind, outcome });
    };
    for (const [id, hash, events, records] of rows(server, SUBMISSIONS, some)) {
      add(id, hash, "declaration", "taken", events === 1 && records === 1);
    }
    for (const [id, hash, kind, outcome, about] of rows(server, MESSAGES, some)) add(id, hash, kind, outcome, about > 0);
  }
  return found;
}

/**
 * Judges: acknowledged messages are stored exactly once and whole, all others once and whole or not at all, and no
 * content stands under two ids.
 * @param {{database: string}} server
 * @param {{sent: Iterable<string>, acknowledged: Iterable<string>}} messages ids
 * @returns {string[]} what is wrong, in words; empty when nothing is
 */
export function wrongs(server, { sent, acknowledged }) {
  const all = stored(server, new Set([...sent, ...acknowledged]));
  const wrong = [];
  for (const id of new Set(acknowledged)) if (all.get(id).times === 0) wrong.push(`${id} was acknowledged and is not there`);
  const owners = new Map();
  for (const [id, { times, whole, hashes }] of all) {
    if (times > 1) wrong.push(`${id} is there ${times} times`);
    if (times > 0 && !whole) wrong.push(`${id} is there without its event, record or row`);
    for (const hash of hashes) {
      if (owners.has(hash) && owners.get(hash) !== id) wrong.push(`${id} and ${owners.get(hash)} are one content`);
      owners.set(hash, id);
    }
  }
  return wrong;
}
