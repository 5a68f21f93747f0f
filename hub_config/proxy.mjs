// Start configurable-http-proxy with its token read from a file.
// Usage: node proxy.mjs TOKEN_FILE [options of configurable-http-proxy]
// The proxy takes its token from the environment only, and what a process is started with can be
// read in /proc/PID/environ; set from inside, it cannot.
import { readFileSync } from "node:fs";
import http from "node:http";
import { syncBuiltinESMExports } from "node:module";

const [tokenFile] = process.argv.splice(2, 1);
process.env.CONFIGPROXY_AUTH_TOKEN = readFileSync(tokenFile, "utf8").trim();
// Over a Unix socket the proxy asks for "connection: close"; the hub then closes as soon as it has
// answered, and the proxy's last write of a form's body ended one POST in twelve as 503 (EPIPE).
const request = http.request;
http.request = (options, ...others) => {
  if (options?.socketPath && options.headers?.connection === "close")
    options.headers.connection = "keep-alive";
  return request(options, ...others);
};
syncBuiltinESMExports();
await import("configurable-http-proxy/bin/configurable-http-proxy");
