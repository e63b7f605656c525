// MLflow: an engine of SQLAlchemy in each worker
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
      },
      processes: { variables: ["MLFLOW_WORKERS"], flags: ["-w", "--workers"], default: 4 },
    },
  ],
  source: {
    url: "https://mlflow.org/docs/latest/api_reference/cli.html#mlflow-server",
    version: "3",
    checked: "2026-11-30",
  },
});
