// a message of the network
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "connect-timed-out",
  library: "Node, libpq",
  reason: "timeout",
  codes: ["ETIMEDOUT"],
  patterns: [/connect ETIMEDOUT/i, /timeout expired$/i, /Connection timed out(?! after)/i],
  meaning: "Nothing answered in time: neither yes nor no.",
  todo: "A firewall or a security group that drops packets looks like this: check that this machine may reach the port. Else the server, or a pooler before it, accepts connections and is too busy to answer.",
  settings: ["pool.connectTimeout", "connection.host"],
  source: "https://nodejs.org/docs/latest-v24.x/api/errors.html#common-system-errors",
  examples: ["connect ETIMEDOUT 10.0.0.5:5432", "timeout expired"],
});
