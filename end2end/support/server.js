/**
 * The real release on a database of its own.
 *
 * A template (database migrated and seeded, key file) is made once per run; every server starts on a copy.
 */
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** The program. */
export const program = process.env.TONGCE_BINARY ?? join(root, "target/release/tongce");

/** What it is told. */
export function environment(folder, port) {
  return {
    PATH: process.env.PATH,
    TONGCE_DATABASE_URL: `sqlite://${join(folder, "tongce.sqlite")}?mode=rwc`,
    TONGCE_KEY_FILE: join(folder, "tongce.key"),
    TONGCE_ADDRESS: `127.0.0.1:${port}`,
    TONGCE_SITE: process.env.TONGCE_SITE ?? join(root, "target/site"),
    TONGCE_LOG: process.env.TONGCE_LOG ?? "info",
  };
}

/** Runs the program to its end and returns what it printed. */
function run(folder, ...words) {
  const done = spawnSync(program, words, { env: environment(folder, 3000), encoding: "utf8", timeout: 120_000 });
  if (done.error) throw done.error;
  if (done.status !== 0) throw new Error(`tongce ${words.join(" ")} failed:\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

/**
 * Makes the template: key, tables, divisions, demonstration data, a program that may submit.
 * @param {string} folder where to put it
 */
export function makeTemplate(folder) {
  if (!existsSync(program)) throw new Error(`${program} is missing. Run: make release`);
  mkdirSync(folder, { recursive: true });
  run(folder, "key", "new");
  run(folder, "migrate");
  writeFileSync(join(folder, "demo.txt"), run(folder, "seed", "--demo"));
  const client = ["--place=120000", "--organisation=示例教育局", "--name=示例学籍系统", "--channels=self_report", "--to=2099-12-31"];
  writeFileSync(join(folder, "program.txt"), run(folder, "client", "create", ...client));
}

/**
 * What `tongce seed --demo` printed: accounts and links.
 * @param {string} folder the template
 */
export function demonstration(folder) {
  return readFileSync(join(folder, "demo.txt"), "utf8");
}

/** A port that is free now. */
async function freePort() {
  return new Promise((resolve, reject) => {
    const socket = createServer();
    socket.on("error", reject);
    socket.listen(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}

/** A running server. */
export class Server {
  #process;
  #log = "";

  /** @param {string} folder @param {number} port */
  constructor(folder, port) {
    this.folder = folder;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
  }

  /**
   * A server on a fresh copy of the template.
   * @param {string} template
   */
  static async on(template) {
    const folder = mkdtempSync(join(tmpdir(), "tongce-e2e-"));
    for (const file of ["tongce.sqlite", "tongce.key", "demo.txt", "program.txt"]) copyFileSync(join(template, file), join(folder, file));
    const server = new Server(folder, await freePort());
    await server.start();
    return server;
  }

  /** The database file. */
  get database() {
    return join(this.folder, "tongce.sqlite");
  }

  /** Id and secret of the program that may submit. */
  get program() {
    const told = readFileSync(join(this.folder, "program.txt"), "utf8");
    const line = (name) => told.match(new RegExp(`^${name}: (.*)$`, "m"))[1];
    return { id: line("client_id"), secret: line("client_secret") };
  }

  /** What the server logged so far. */
  get log() {
    return this.#log;
  }

  /**
   * Starts on the same address and database as before, and waits until it answers.
   * @param {Record<string, string>} settings variables besides
   */
  async start(settings = {}) {
    const env = { ...environment(this.folder, this.port), ...settings };
    const child = spawn(program, ["serve"], { env, stdio: ["ignore", "pipe", "pipe"] });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => (this.#log += bytes));
    for (let tries = 0; tries < 300; tries += 1) {
      if (child.exitCode !== null) throw new Error(`the server ended:\n${this.#log}`);
      const ready = await fetch(`${this.url}/readyz`).then((answer) => answer.ok, () => false);
      if (ready) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the server does not answer:\n${this.#log}`);
  }

  /** Ends it at once, as a power cut would. */
  async kill() {
    await this.#end("SIGKILL");
  }

  /** Ends it and removes its files. */
  async remove() {
    await this.#end("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #end(signal) {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
  }
}
