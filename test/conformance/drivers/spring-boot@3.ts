// Spring Boot, which reads the file in an application of its own
import { jdbc } from "../behaviours/jdbc.ts";
import { patient } from "../behaviours/patient.ts";
import type { Driver } from "./_driver.ts";
import { java } from "./_java.ts";

export default {
  ...java("spring-boot-3", "SpringBoot", ["spring-boot-starter-jdbc", "postgresql"]),
  format: "yaml",
  forms: ["options"],
  behaviours: { ...jdbc, ...patient({ idle: 10, lifetime: 30, look: 30, check: 30, leak: 2 }) },
} satisfies Driver;
