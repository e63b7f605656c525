// a host that is left over when a connection string is no URL
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "connection-string-not-read",
  reason: "config",
  phrases: {
    "node-postgres": [
      /getaddrinfo (?:ENOTFOUND|EAI_AGAIN) ["']?(?:base|undefined|null|NaN|HOST|hostname|your[-_]?host\w{0,20}|db[-_]?host|\$\{?\w{1,60}\}?|%\w{1,60}%|postgres(?:ql)?:\S{0,200})["']?(?![\w.-])/,
    ],
    libpq: [
      /could not translate host name "(?:undefined|null|None|HOST|hostname|\$\{?\w{1,60}\}?|\/\/[^"]{0,200}|[^"]{0,100}@[^"]{1,100})" to address/,
    ],
    Go: [/lookup (?:undefined|HOST|hostname|\$\{?\w{1,60}\}?)(?: on \S{1,60})?: no such host/],
  },
  meaning:
    "The connection string is not a valid URL, or a placeholder in it was never replaced, so what is left over is taken for the host. node-postgres uses the host 'base' for a string that it cannot read.",
  todo: "Print the length and the first characters of DATABASE_URL in the running process: it may be unset, still contain the quotes of an env file (docker --env-file keeps them), a variable that was not expanded, or a password whose @, / or # is not percent-encoded.",
  settings: ["connection.url", "connection.host"],
  source: "https://github.com/brianc/node-postgres/blob/master/packages/pg-connection-string/index.js",
  examples: ["getaddrinfo ENOTFOUND base", "getaddrinfo EAI_AGAIN base", "Error: getaddrinfo ENOTFOUND undefined"],
});
