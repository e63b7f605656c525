// GitLab: Puma and Sidekiq, with pools that follow their threads
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "gitlab",
  title: "GitLab",
  images: [
    "gitlab-ce",
    "gitlab-ee",
    "gitlab-webservice-ce",
    "gitlab-webservice-ee",
    "gitlab-sidekiq-ce",
    "gitlab-sidekiq-ee",
    "gitlab-toolbox-ce",
    "gitlab-toolbox-ee",
  ],
  address: ["DATABASE_URL"],
  roles: [{ pools: { "": { unknown: "the pools of GitLab follow its threads and DB_POOL_HEADROOM" } } }],
  source: { url: "https://docs.gitlab.com/administration/postgresql/tune/", version: "18", checked: "2026-11-30" },
});
