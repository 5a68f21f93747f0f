// Start configurable-http-proxy with its token read from a file.
// Usage: node proxy.mjs TOKEN_FILE [options of configurable-http-proxy]
// The proxy takes its token from the environment only, and what a process is started with can be
// read in /proc/PID/environ; set from inside, it cannot.
import { readFileSync } from "node:fs";

const [tokenFile] = process.argv.splice(2, 1);
process.env.CONFIGPROXY_AUTH_TOKEN = readFileSync(tokenFile, "utf8").trim();
await import("configurable-http-proxy/bin/configurable-http-proxy");
