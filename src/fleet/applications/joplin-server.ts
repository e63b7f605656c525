// Joplin Server: one pool of Knex in each process
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "joplin-server",
  title: "Joplin Server",
  images: ["joplin/server", "joplin-server"],
  address: ["POSTGRES_HOST", "POSTGRES_CONNECTION_STRING"],
  roles: [{ pools: { "": { unknown: "Joplin Server documents no variable for the size of its pool" } } }],
  source: { url: "laurent22/joplin:packages/server/src/db.ts", version: "3", checked: "2026-11-30" },
});
