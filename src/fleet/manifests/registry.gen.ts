// written by: npm run gen
import type { Manifest } from "./_define.ts";
import cloudFunctions from "./cloud-functions.ts";
import cloudRun from "./cloud-run.ts";
import cloudformation from "./cloudformation.ts";
import compose from "./compose.ts";
import ecs from "./ecs.ts";
import kubernetes from "./kubernetes.ts";
import netlify from "./netlify.ts";
import nomad from "./nomad.ts";
import pm2 from "./pm2.ts";
import procfile from "./procfile.ts";
import serverless from "./serverless.ts";
import supabase from "./supabase.ts";
import systemd from "./systemd.ts";
import terraform from "./terraform.ts";
import vercel from "./vercel.ts";
import wrangler from "./wrangler.ts";

export const manifests: readonly Manifest[] = [
  cloudFunctions,
  cloudRun,
  cloudformation,
  compose,
  ecs,
  kubernetes,
  netlify,
  nomad,
  pm2,
  procfile,
  serverless,
  supabase,
  systemd,
  terraform,
  vercel,
  wrangler,
];
