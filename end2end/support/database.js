/**
 * Looks into a server's database from outside, to see what is stored and what is not.
 */
import { spawnSync } from "node:child_process";

const PROGRAM = `
import json, sqlite3, sys
connection = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True, timeout=10)
rows = [list(row) for row in connection.execute(sys.argv[2], json.loads(sys.argv[3]))]
print(json.dumps(rows, default=lambda value: value.hex()))
`;

/**
 * The rows of a query; bytes as hexadecimal digits.
 * @param {{database: string}} server
 * @param {string} sql
 * @param {unknown[]} values
 * @returns {unknown[][]}
 */
export function rows(server, sql, values = []) {
  const words = ["-c", PROGRAM, server.database, sql, JSON.stringify(values)];
  const done = spawnSync("python3", words, { encoding: "utf8", timeout: 30_000 });
  if (done.status !== 0) throw new Error(done.stderr || String(done.error));
  return JSON.parse(done.stdout);
}

const CHANGE = `
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=10)
connection.execute(sys.argv[2])
connection.commit()
`;

/**
 * Changes the database as time or another person would: a link that expired, for example.
 * @param {{database: string}} server
 * @param {string} sql
 */
export function execute(server, sql) {
  const done = spawnSync("python3", ["-c", CHANGE, server.database, sql], { encoding: "utf8", timeout: 30_000 });
  if (done.status !== 0) throw new Error(done.stderr || String(done.error));
}

/** Tables whose rows come from what families send. Sessions and counters of sign-ins are not among them. */
const TABLES = ["link", "draft", "record", "submission", "lookup", "candidate", "event"];

/**
 * How many rows each table has.
 * @param {{database: string}} server
 * @returns {Record<string, number>}
 */
export function counts(server) {
  const sql = TABLES.map((table) => `SELECT '${table}', COUNT(*) FROM "${table}"`).join(" UNION ALL ");
  return Object.fromEntries(rows(server, sql));
}
