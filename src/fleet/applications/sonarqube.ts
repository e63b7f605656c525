// SonarQube: one pool in each node
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "sonarqube",
  title: "SonarQube",
  images: ["sonarqube"],
  charts: ["sonarqube"],
  prefixes: ["SONAR_JDBC_"],
  address: ["SONAR_JDBC_URL", "SONARQUBE_JDBC_URL"],
  roles: [{ pools: { "": { variables: ["SONAR_JDBC_MAXACTIVE"], flags: ["-Dsonar.jdbc.maxActive"], default: 60 } } }],
  source: {
    url: "https://docs.sonarsource.com/sonarqube-server/latest/server-installation/configuration-methods/environment-variables/",
    version: "2025.1",
    checked: "2026-11-30",
  },
});
