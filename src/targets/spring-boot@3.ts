// Spring Boot up to 3.4, which brings HikariCP 4 or 5
import { defineTarget } from "../mapping/define.ts";
import { SPRING_BEAN } from "../mapping/password.ts";
import { HIKARI_5 } from "../pools/hikaricp.ts";
import { springBoot } from "../pools/spring-boot.ts";

/** What becomes of every canonical field in Spring Boot up to 3.4: its native key, or why it is lost. */
const target = defineTarget({
  // Spring Framework before 6.2, which Spring Boot has up to 3.3, knows no escape
  ...springBoot(HIKARI_5, { backslash: false }),
  id: "spring-boot@3",
  title: "Spring Boot (up to 3.4)",
  passwordCallback: SPRING_BEAN,
  package: { name: "org.springframework.boot:spring-boot", range: ">=2.4 <3.5" },
  source: {
    url: "https://docs.spring.io/spring-boot/docs/3.3.x/reference/html/application-properties.html",
    version: "3.4.13",
    checked: "2026-11-21",
  },
});

export default target;
