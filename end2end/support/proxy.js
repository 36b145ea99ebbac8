/**
 * A bad line between browser and server: spoils what phones push, on a schedule, and writes down how. Everything
 * else passes.
 */
import { once } from "node:events";
import { createServer, request as send } from "node:http";
import { gunzipSync } from "node:zlib";
import { schedule } from "./faults.js";

const LOGIN =
  "<!doctype html><html><head><title>WiFi</title></head><body><form>手机号 <input name=phone> 登录后上网</form></body></html>";

/** Headers that concern one connection only. */
const OWN = ["connection", "keep-alive", "transfer-encoding", "upgrade", "proxy-connection"];

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * @typedef {object} Entry what happened to one push
 * @property {number} number from 0
 * @property {string | undefined} fault
 * @property {string[]} ids of the messages in it
 * @property {number[]} statuses what the server answered, for each time that it was asked
 * @property {number} begun Unix milliseconds
 */

/** See the module. */
export class Proxy {
  #server;
  #target;
  #next;
  #settings;
  #held = [];
  #released = Promise.resolve();
  #open = new Set();
  /** @type {Entry[]} */
  log = [];
  /** Ids that an answer named as taken or kept, and that answer went to the browser whole. */
  acknowledged = new Set();

  /**
   * A proxy before the server at `target`.
   * @param {string} target
   * @param {{seed: number, share?: number, faults?: string[], stall?: number, delay?: number, path?: string, port?: number}} options
   *   `stall` and `delay` in milliseconds
   */
  static async before(target, options) {
    const proxy = new Proxy(target, options);
    proxy.#server.listen(options.port ?? 0, "127.0.0.1");
    await once(proxy.#server, "listening");
    proxy.url = `http://127.0.0.1:${proxy.#server.address().port}`;
    return proxy;
  }

  constructor(target, options) {
    this.#target = new URL(target);
    this.#settings = { stall: 5_000, delay: 800, path: "/field/push", ...options };
    this.#next = schedule(options);
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
    this.#server.on("connection", (socket) => {
      this.#open.add(socket);
      socket.on("close", () => this.#open.delete(socket));
      socket.on("error", () => {});
    });
  }

  /** From now on everything passes. What was held back to come late comes now. */
  async calm() {
    this.#next = () => undefined;
    await this.#release();
  }

  /** From now on by another schedule. */
  injectFaults(options) {
    this.#next = schedule(options);
  }

  /** How often each fault happened. */
  get counts() {
    const counts = {};
    for (const { fault } of this.log) if (fault) counts[fault] = (counts[fault] ?? 0) + 1;
    return counts;
  }

  /** Ends, with all connections. */
  async stop() {
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
    await closed;
  }

  async #answer(request, response) {
    const spoiled = request.method === "POST" && new URL(request.url, this.url).pathname === this.#settings.path;
    if (!spoiled) return this.#pass(request, response);
    const fault = this.#next();
    const entry = { number: this.log.length, fault, ids: [], statuses: [], begun: Date.now() };
    this.log.push(entry);
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const whole = { method: request.method, url: request.url, headers: this.#headers(request), body: Buffer.concat(chunks) };
    entry.ids = idsOf(whole);
    await this.#suffer(fault, whole, entry, response);
    if (fault !== "reorder") await this.#release();
  }

  /** Lets the request meet its fault. */
  async #suffer(fault, whole, entry, response) {
    const ask = async () => {
      const answer = await this.#ask(whole);
      entry.statuses.push(answer.status);
      return answer;
    };
    switch (fault) {
      case "cut before":
        return response.destroy();
      case "cut in request":
        await this.#half(whole);
        return response.destroy();
      case "cut after":
        await ask();
        return response.destroy();
      case "cut in answer": {
        const { status, headers, body } = await ask();
        response.writeHead(status, { ...headers, "content-length": body.length });
        response.write(body.subarray(0, body.length >> 1), () => response.destroy());
        return;
      }
      case "stall":
        await pause(this.#settings.stall);
        return response.destroy();
      case "stall after":
        await ask();
        await pause(this.#settings.stall);
        return response.destroy();
      case "delay":
        await pause(this.#settings.delay);
        return this.#give(await ask(), response);
      case "bad gateway":
        return page(response, 502, "<html><body><h1>502 Bad Gateway</h1></body></html>");
      case "bad gateway after":
        await ask();
        return page(response, 502, "<html><body><h1>502 Bad Gateway</h1></body></html>");
      case "login page":
        return page(response, 200, LOGIN);
      case "duplicate": {
        await ask();
        return this.#give(await ask(), response);
      }
      case "duplicate at once": {
        const [first] = await Promise.all([ask(), ask()]);
        return this.#give(first, response);
      }
      case "reorder":
        this.#held.push(ask);
        return response.destroy();
      default:
        return this.#give(await ask(), response);
    }
  }

  /** Sends what was held back; a server that is down loses it, as a line would. */
  #release() {
    const held = this.#held.splice(0);
    this.#released = this.#released.then(async () => {
      for (const ask of held) await ask().catch(() => {});
    });
    return this.#released;
  }

  #headers(request) {
    const headers = { ...request.headers, host: this.#target.host };
    for (const name of OWN) delete headers[name];
    for (const name of ["origin", "referer"]) {
      if (headers[name]?.startsWith(this.url)) headers[name] = this.#target.origin + headers[name].slice(this.url.length);
    }
    return headers;
  }

  /** Asks the server and takes its whole answer. */
  async #ask({ method, url, headers, body }) {
    const asked = send(new URL(url, this.#target), { method, headers: { ...headers, "content-length": body.length }, agent: false });
    asked.end(body);
    const [answer] = await once(asked, "response");
    const chunks = [];
    for await (const chunk of answer) chunks.push(chunk);
    const kept = { ...answer.headers };
    for (const name of OWN) delete kept[name];
    return { status: answer.statusCode, headers: kept, body: Buffer.concat(chunks) };
  }

  /** Sends half of the request and hangs up. */
  async #half({ method, url, headers, body }) {
    const asked = send(new URL(url, this.#target), { method, headers: { ...headers, "content-length": body.length }, agent: false });
    asked.on("error", () => {});
    const closed = new Promise((resolve) => asked.once("close", resolve));
    asked.write(body.subarray(0, body.length >> 1), () => asked.destroy());
    await closed;
  }

  /** Gives the browser the whole answer, and writes down what it acknowledges once it has left. */
  async #give({ status, headers, body }, response) {
    response.writeHead(status, { ...headers, "content-length": body.length });
    response.end(body);
    const left = await new Promise((resolve) => {
      response.once("finish", () => resolve(true));
      response.once("close", () => resolve(response.writableFinished));
    });
    if (left && status === 200) for (const id of answeredIn(headers, body)) this.acknowledged.add(id);
  }

  /** Everything that is no push. */
  async #pass(request, response) {
    const asked = send(new URL(request.url, this.#target), { method: request.method, headers: this.#headers(request), agent: false });
    asked.on("response", (answer) => {
      const headers = { ...answer.headers };
      for (const name of OWN) delete headers[name];
      response.writeHead(answer.statusCode, headers);
      answer.on("error", () => response.destroy());
      answer.pipe(response);
    });
    asked.on("error", () => response.destroy());
    response.on("close", () => asked.destroy());
    request.pipe(asked);
  }
}

function page(response, status, html) {
  response.writeHead(status, { "content-type": "text/html; charset=utf-8" });
  response.end(html);
}

/** What stands in a body, whether it is compressed or not; undefined when it is no JSON. */
function read(headers, body) {
  try {
    return JSON.parse(headers["content-encoding"] === "gzip" ? gunzipSync(body) : body);
  } catch {
    return undefined;
  }
}

function idsOf({ headers, body }) {
  const messages = read(headers, body)?.messages;
  return Array.isArray(messages) ? messages.map((message) => message.id) : [];
}

/** Ids that a report names as taken or kept. */
function answeredIn(headers, body) {
  const answers = read(headers, body)?.answers;
  if (!Array.isArray(answers)) return [];
  return answers.filter(([, answer]) => ["taken", "kept"].includes(answer?.outcome)).map(([id]) => id);
}
