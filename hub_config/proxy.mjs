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
// An address whose bytes are no UTF-8 is the fault of whoever sent it: 400, and no stack in the log.
const { default: ConfigurableProxy } = await import("configurable-http-proxy");
const handleProxyError = ConfigurableProxy.prototype.handleProxyError;
ConfigurableProxy.prototype.handleProxyError = function (code, kind, request, response, error) {
  if (code === 500 && !isReadable(request.url))
    return handleProxyError.call(this, 400, kind, request, response);
  return handleProxyError.call(this, code, kind, request, response, error);
};
function isReadable(address) {
  try {
    return decodeURIComponent(new URL(address, "http://lab").pathname) !== "";
  } catch {
    return false;
  }
}
await import("configurable-http-proxy/bin/configurable-http-proxy");
