// Odyssey at one of its limits
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "odyssey-full",
  reason: "full",
  phrases: {
    Odyssey: [
      "too many {client |}tcp connections ({global client_max|client_max for user}",
      "too many tcp connections (global client_max <n>)",
      "too many active clients for user (pool_size for",
      "soft out of memory",
    ],
  },
  meaning:
    "Odyssey has as many clients as client_max allows, or all server connections of this route (pool_size) were in use for longer than pool_timeout.",
  todo: "Lower the sum of all pool.max, or raise client_max. If the message names pool_size, shorten the transactions or raise pool_size within what the server allows, and pool_timeout.",
  settings: ["pooler.maxClientConn", "pooler.poolSize"],
  source: "https://github.com/yandex/odyssey/blob/master/docs/configuration/rules.md",
  examples: [
    "odyssey: c6f0e: too many client tcp connections (global client_max)",
    "too many active clients for user (pool_size for user app.shop reached 20)",
  ],
});
