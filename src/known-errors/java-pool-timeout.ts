// another Java pool without a free connection
import { POOL_IN_USE } from "./_advice.ts";
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "java-pool-timeout",
  reason: "pool-timeout",
  generic: true,
  phrases: {
    "Tomcat JDBC pool": [
      "Pool empty. Unable to fetch a connection in <n> seconds, none available",
      "Unable to fetch a connection in <n> seconds",
    ],
    "Commons DBCP": [
      "Cannot get a connection, pool error Timeout waiting for idle object",
      "Timeout waiting for idle object",
      "Cannot get a connection, general error",
    ],
    c3p0: ["An attempt by a client to checkout a Connection has timed out"],
  },
  meaning: "The pool had no connection free within its time limit (maxWait, maxWaitMillis, checkoutTimeout).",
  todo: `Close connections in try-with-resources. ${POOL_IN_USE} The size is maxActive (Tomcat), maxTotal (DBCP 2) or maxPoolSize (c3p0).`,
  settings: ["pool.acquireTimeout", "pool.max"],
  source: "https://tomcat.apache.org/tomcat-10.1-doc/jdbc-pool.html",
  examples: [
    "[http-nio-8080-exec-5] Timeout: Pool empty. Unable to fetch a connection in 30 seconds, none available[size:100; busy:100; idle:0; lastwait:30000].",
  ],
});
