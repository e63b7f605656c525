// HikariCP up to 6.0, which spreads lifetimes less and does not ping idle connections by itself
import { defineTarget } from "../mapping/define.ts";
import { HIKARI_BEFORE_7 } from "../mapping/password.ts";
import { HIKARI_5, hikariFields } from "../pools/hikaricp.ts";
import { hikariTarget } from "../pools/hikaricp-own.ts";

/** What becomes of every canonical field in HikariCP up to 6.0: its native key, or why it is lost. */
const target = defineTarget({
  ...hikariTarget,
  id: "hikaricp@5",
  title: "HikariCP (up to 6.0)",
  passwordCallback: HIKARI_BEFORE_7,
  frame: "hikaricp",
  package: { name: "com.zaxxer:HikariCP", range: ">=4 <6.1" },
  source: { url: "https://github.com/brettwooldridge/HikariCP", version: "5.1.0", checked: "2026-11-21" },
  fields: hikariFields((name) => name, "jdbcUrl", HIKARI_5),
});

export default target;
