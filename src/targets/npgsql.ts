// Npgsql, the driver of .NET: its connection string

import { npgsqlTarget } from "../drivers/npgsql.ts";
import { defineTarget } from "../mapping/define.ts";
import { NPGSQL } from "../mapping/password.ts";

/** What becomes of every canonical field in Npgsql: its keyword, or why it is lost. */
const target = defineTarget({
  ...npgsqlTarget({ lifetime: 3_600_000, known: ["SSL Negotiation", "Multiplexing"] }),
  id: "npgsql",
  title: "Npgsql",
  passwordCallback: NPGSQL,
  package: { name: "Npgsql", range: ">=9 <11" },
  source: {
    url: "https://www.npgsql.org/doc/connection-string-parameters.html",
    version: "10.0",
    checked: "2026-11-21",
  },
  summary: "the connection string for `NpgsqlDataSource.Create`, also as `appsettings.json` has it",
});

export default target;
