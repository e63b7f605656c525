import { defineRule } from "../define.ts";

export default defineRule({
  id: "several-pools",
  severity: "warning",
  area: "shape",
  since: "0.1.0",
  summary: "Settings of a pool that the tool does not use",
  why: "A framework takes one of several pools and reads the settings of that one; the others are ignored.",
  fix: "Keep the settings of the pool in use, and remove the others.",
  source: "https://docs.spring.io/spring-boot/reference/data/sql.html#data.sql.datasource.connection-pool",
  examples: {
    invalid: [{ settings: { from: "spring-boot", text: "spring.datasource.tomcat.max-active=50\n" } }],
    valid: [{ settings: { from: "spring-boot", text: "spring.datasource.hikari.maximum-pool-size=50\n" } }],
  },
});
