// LiteLLM: Prisma in each worker
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "litellm",
  title: "LiteLLM",
  images: ["litellm", "litellm-database", "litellm-non_root"],
  address: ["DATABASE_URL"],
  roles: [
    { pools: { "": { default: 10 } }, processes: { variables: ["NUM_WORKERS"], flags: ["--num_workers"], default: 1 } },
  ],
  source: { url: "BerriAI/litellm:litellm/proxy/proxy_cli.py", version: "1.110", checked: "2026-11-30" },
});
