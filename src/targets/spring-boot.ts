// Spring Boot from 3.5 on, which brings HikariCP 6.3 or 7
import { defineTarget } from "../mapping/define.ts";
import { SPRING_BEAN } from "../mapping/password.ts";
import { HIKARI } from "../pools/hikaricp.ts";
import { springBoot } from "../pools/spring-boot.ts";

/** What becomes of every canonical field in Spring Boot from 3.5 on: its native key, or why it is lost. */
const target = defineTarget({
  ...springBoot(HIKARI, { backslash: true }),
  id: "spring-boot",
  title: "Spring Boot",
  passwordCallback: SPRING_BEAN,
  package: { name: "org.springframework.boot:spring-boot", range: ">=3.5 <5" },
  source: {
    url: "https://docs.spring.io/spring-boot/appendix/application-properties/index.html",
    version: "4.1.1",
    checked: "2026-11-21",
  },
  files: [
    "application.{yml,yaml,properties}",
    "config/application.{yml,yaml,properties}",
    "src/main/resources/application.{yml,yaml,properties}",
  ],
});

export default target;
