// Temporal: each service has a pool for the default store and one for visibility
import { defineApplication, type Role } from "./_define.ts";

const DATASTORES = "persistence.datastores";
const POOLS: Role["pools"] = {
  "": {
    variables: ["SQL_MAX_CONNS"],
    default: 20,
    file: { within: DATASTORES, table: `${DATASTORES}.default.sql`, key: "maxConns" },
  },
  visibility: {
    variables: ["SQL_VIS_MAX_CONNS"],
    default: 10,
    file: { within: DATASTORES, table: `${DATASTORES}.visibility.sql`, key: "maxConns" },
  },
};
const SERVICES = ["frontend", "history", "matching", "worker", "internal-frontend"];

export default defineApplication({
  id: "temporal",
  title: "Temporal",
  images: ["temporalio/server", "temporalio/auto-setup"],
  prefixes: ["SQL_VIS_"],
  address: ["POSTGRES_SEEDS"],
  roles: [
    ...SERVICES.map((service): Role => ({ where: { SERVICES: service }, pools: POOLS })),
    {
      pools: POOLS,
      processes: { unknown: "the container runs several services of Temporal, and each has pools of its own" },
    },
  ],
  source: {
    url: "temporalio/temporal:common/config/config_template_embedded.yaml",
    version: "6805caea",
    checked: "2026-11-30",
  },
});
