// Apache Airflow: each process of a component has an engine of SQLAlchemy
import { defineApplication, type Role } from "./_define.ts";

const COMPONENT: Role = {
  pools: {
    "": {
      variables: ["AIRFLOW__DATABASE__SQL_ALCHEMY_POOL_SIZE", "AIRFLOW__CORE__SQL_ALCHEMY_POOL_SIZE"],
      default: 5,
      zeroIsUnlimited: true,
    },
    overflow: {
      variables: ["AIRFLOW__DATABASE__SQL_ALCHEMY_MAX_OVERFLOW", "AIRFLOW__CORE__SQL_ALCHEMY_MAX_OVERFLOW"],
      default: 10,
    },
  },
  processes: { unknown: "the components of Airflow start several processes, each with its own pool" },
};

export default defineApplication({
  id: "airflow",
  title: "Apache Airflow",
  images: ["airflow"],
  charts: ["airflow"],
  prefixes: ["AIRFLOW__"],
  address: ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "AIRFLOW__CORE__SQL_ALCHEMY_CONN", "DATABASE_SQLALCHEMY_CMD"],
  roles: [
    { ...COMPONENT, command: ["airflow", "python", "python3", "celery", "gunicorn", "uvicorn"] },
    // the sidecars of the charts that delete old log files have the variables, but open no connection
    { command: ["clean-logs", "find"], pools: {} },
    COMPONENT,
  ],
  source: {
    url: "apache/airflow:airflow-core/src/airflow/config_templates/config.yml",
    version: "001fc753",
    checked: "2026-11-30",
  },
});
