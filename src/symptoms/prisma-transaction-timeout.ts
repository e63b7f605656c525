// a message of Prisma
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "prisma-transaction-timeout",
  library: "Prisma",
  reason: "pool-timeout",
  codes: ["P2028"],
  patterns: [
    /Unable to start a transaction in the given time/i,
    /Transaction already closed: A \w{1,20} cannot be executed on an expired transaction/i,
  ],
  meaning:
    "An interactive transaction got no connection within maxWait (2 s), or was open for longer than its timeout (5 s).",
  todo: "Set transactionOptions.maxWait and timeout; keep calls to other services out of the transaction. Look first for connections that are not given back, then for slow queries, then at the size: pool.max for each process, against what the server has.",
  settings: ["pool.acquireTimeout", "session.transactionTimeout"],
  source: "https://www.prisma.io/docs/orm/reference/error-reference#p2028",
  examples: ["Transaction API error: Unable to start a transaction in the given time."],
});
