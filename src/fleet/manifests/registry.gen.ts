// written by: npm run gen
import type { Manifest } from "./_define.ts";
import cloudRun from "./cloud-run.ts";
import compose from "./compose.ts";
import ecs from "./ecs.ts";
import kubernetes from "./kubernetes.ts";
import pm2 from "./pm2.ts";
import procfile from "./procfile.ts";
import terraform from "./terraform.ts";

export const manifests: readonly Manifest[] = [
  cloudRun,
  compose,
  ecs,
  kubernetes,
  pm2,
  procfile,
  terraform,
];
