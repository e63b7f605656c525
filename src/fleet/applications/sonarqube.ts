// SonarQube: a pool in the web server and one in the compute engine, which is a process of its own
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "sonarqube",
  title: "SonarQube",
  images: ["sonarqube"],
  charts: ["sonarqube"],
  prefixes: ["SONAR_JDBC_"],
  address: ["SONAR_JDBC_URL", "SONARQUBE_JDBC_URL"],
  roles: [
    {
      pools: {
        "": { variables: ["SONAR_JDBC_MAXACTIVE"], flags: ["-Dsonar.jdbc.maxActive"], default: 60 },
        "compute engine": { unknown: "the compute engine is a process of its own, with a further pool" },
      },
    },
  ],
  source: {
    url: "SonarSource/sonarqube:server/sonar-process/src/main/java/org/sonar/process/ProcessProperties.java",
    version: "02d3ddad",
    checked: "2026-11-30",
  },
});
