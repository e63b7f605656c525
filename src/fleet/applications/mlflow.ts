// MLflow: an engine of SQLAlchemy for each of its stores, in each worker
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "mlflow",
  title: "MLflow",
  images: ["mlflow"],
  address: ["MLFLOW_BACKEND_STORE_URI"],
  roles: [
    {
      pools: {
        "": { variables: ["MLFLOW_SQLALCHEMYSTORE_POOL_SIZE"], default: 5 },
        overflow: { variables: ["MLFLOW_SQLALCHEMYSTORE_MAX_OVERFLOW"], default: 10 },
        stores: { unknown: "MLflow has further pools of the same size for its registry, its jobs and its users" },
      },
      processes: { variables: ["MLFLOW_WORKERS"], flags: ["-w", "--workers"], default: 4 },
    },
  ],
  source: {
    url: "mlflow/mlflow:mlflow/store/db/utils.py",
    version: "3.18",
    checked: "2026-11-30",
  },
});
