// HikariCP: a properties file for `new HikariConfig("/hikari.properties")`, or the calls of its setters
import { defineTarget } from "../mapping/define.ts";
import { HIKARI, hikariFields } from "../pools/hikaricp.ts";
import { hikariTarget } from "../pools/hikaricp-own.ts";

/** What becomes of every canonical field in HikariCP from 6.2.1 on: its native key, or why it is lost. */
const target = defineTarget({
  ...hikariTarget,
  id: "hikaricp",
  title: "HikariCP",
  passwordCallback: {
    how: "`HikariConfig.setCredentialsProvider` (since 7.0) takes a `HikariCredentialsProvider`, which is called for each new connection",
    source: "https://github.com/brettwooldridge/HikariCP",
  },
  package: { name: "com.zaxxer:HikariCP", range: ">=6.2.1 <8" },
  source: { url: "https://github.com/brettwooldridge/HikariCP", version: "7.1.0", checked: "2026-11-21" },
  fields: hikariFields((name) => name, "jdbcUrl", HIKARI),
});

export default target;
