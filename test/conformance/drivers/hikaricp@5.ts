// HikariCP, from a properties file and from a program
import { jdbc } from "../behaviours/jdbc.ts";
import { patient } from "../behaviours/patient.ts";
import type { Driver } from "./_driver.ts";
import { java } from "./_java.ts";

export default {
  ...java("hikaricp-5", "Hikari", ["HikariCP", "postgresql"]),
  format: "properties",
  forms: ["options"],
  behaviours: { ...jdbc, ...patient({ idle: 10, lifetime: 30, look: 30, check: 30, leak: 2 }) },
} satisfies Driver;
