// the connection string of psycopg 3, which is libpq's, but for the connect timeout

import { psycopgSeconds } from "../codecs/url-text.ts";
import { defineDialect } from "./_define.ts";

/** It keeps the connect timeout itself: 0 is no time without end, and it waits 2 s at least. */
export default defineDialect({
  id: "psycopg",
  title: "psycopg",
  source: {
    url: "https://www.psycopg.org/psycopg3/docs/api/connections.html#psycopg.Connection.connect",
    version: "3.3.9",
    checked: "2026-11-21",
  },
  params: { connect_timeout: { path: "pool.connectTimeout", unit: psycopgSeconds() } },
  known: ["sslmode"],
  unknown: "refused",
  marks: [],
  libpq: true,
});
