/**
 * A door before the server that takes the Content-Security-Policy off: the harness asks the page its questions with
 * `eval`, which the policy rightly refuses. Everything else passes as it is.
 *
 *   node open.mjs PORT SERVER_PORT
 */
import { Agent, createServer, request } from "node:http";

const [port, server] = process.argv.slice(2).map(Number);
const agent = new Agent({ keepAlive: true });

createServer((asked, answer) => {
  const { method, url: path, headers } = asked;
  const passed = request({ agent, host: "127.0.0.1", port: server, method, path, headers }, (response) => {
    delete response.headers["content-security-policy"];
    answer.writeHead(response.statusCode, response.headers);
    response.pipe(answer);
  });
  passed.on("error", () => answer.destroy());
  asked.pipe(passed);
}).listen(port, "127.0.0.1");
