// Mattermost: one pool in each node
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "mattermost",
  title: "Mattermost",
  images: ["mattermost", "mattermost-team-edition", "mattermost-enterprise-edition"],
  charts: ["mattermost-team-edition", "mattermost-enterprise-edition"],
  prefixes: ["MM_SQLSETTINGS_"],
  address: ["MM_SQLSETTINGS_DATASOURCE"],
  roles: [
    {
      pools: {
        "": {
          variables: ["MM_SQLSETTINGS_MAXOPENCONNS"],
          unknown: "MM_SQLSETTINGS_MAXOPENCONNS is not set, and the default depends on the version",
        },
      },
    },
  ],
  source: {
    url: "https://docs.mattermost.com/administration-guide/configure/environment-configuration-settings.html#maximum-open-connections",
    version: "11",
    checked: "2026-11-30",
  },
});
