// Temporal: each service has a pool for the default store and one for visibility
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "temporal",
  title: "Temporal",
  images: ["temporalio/server", "temporalio/auto-setup"],
  prefixes: ["SQL_VIS_"],
  address: ["POSTGRES_SEEDS"],
  roles: [
    {
      where: { SERVICES: "frontend" },
      pools: {
        "": { variables: ["SQL_MAX_CONNS"], default: 20 },
        visibility: { variables: ["SQL_VIS_MAX_CONNS"], default: 10 },
      },
    },
    {
      where: { SERVICES: "history" },
      pools: {
        "": { variables: ["SQL_MAX_CONNS"], default: 20 },
        visibility: { variables: ["SQL_VIS_MAX_CONNS"], default: 10 },
      },
    },
    {
      where: { SERVICES: "matching" },
      pools: {
        "": { variables: ["SQL_MAX_CONNS"], default: 20 },
        visibility: { variables: ["SQL_VIS_MAX_CONNS"], default: 10 },
      },
    },
    {
      where: { SERVICES: "worker" },
      pools: {
        "": { variables: ["SQL_MAX_CONNS"], default: 20 },
        visibility: { variables: ["SQL_VIS_MAX_CONNS"], default: 10 },
      },
    },
    {
      where: { SERVICES: "internal-frontend" },
      pools: {
        "": { variables: ["SQL_MAX_CONNS"], default: 20 },
        visibility: { variables: ["SQL_VIS_MAX_CONNS"], default: 10 },
      },
    },
    {
      pools: {
        "": { variables: ["SQL_MAX_CONNS"], default: 20 },
        visibility: { variables: ["SQL_VIS_MAX_CONNS"], default: 10 },
      },
      processes: { unknown: "the container runs several services of Temporal, and each has pools of its own" },
    },
  ],
  source: {
    url: "temporalio/temporal:common/config/config_template_embedded.yaml",
    version: "6805caea",
    checked: "2026-11-30",
  },
});
