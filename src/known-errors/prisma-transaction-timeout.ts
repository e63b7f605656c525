// a Prisma transaction that started late or took too long
import { POOL_IN_USE } from "./_advice.ts";
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "prisma-transaction-timeout",
  reason: "pool-timeout",
  codes: ["P2028"],
  phrases: {
    Prisma: [
      "Unable to start a transaction in the given time",
      /Transaction already closed: A \w{1,30} cannot be executed on an expired transaction/,
      "Transaction already closed",
      "Transaction not found. Transaction ID is invalid",
      "The timeout for this transaction was <n> ms",
      "Transaction API error",
    ],
  },
  meaning:
    "A Prisma transaction got no connection within maxWait (2 s), or was open for longer than its timeout (5 s) and was rolled back.",
  todo: `Keep calls to other services out of the transaction and use tx, not prisma, inside it. If it is meant to take long: $transaction(fn, { maxWait, timeout }), or transactionOptions of the client. ${POOL_IN_USE}`,
  settings: ["pool.acquireTimeout", "session.transactionTimeout"],
  source: "https://www.prisma.io/docs/orm/reference/error-reference#p2028",
  examples: [
    "Transaction API error: Unable to start a transaction in the given time.",
    "Transaction already closed: A query cannot be executed on an expired transaction. The timeout for this transaction was 5000 ms",
  ],
});
