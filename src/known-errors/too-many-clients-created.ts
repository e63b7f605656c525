// a pool or client for each request
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "too-many-clients-created",
  reason: "misuse",
  phrases: {
    Prisma: [/There are already \d{1,4} instances of Prisma Client actively running/],
    "Entity Framework": ["More than twenty 'IServiceProvider' instances have been created"],
    "Node.js": ["MaxListenersExceededWarning: Possible EventEmitter memory leak detected ... Pool"],
  },
  meaning: "The program creates a new client, and with it a new pool, again and again, so that connections add up.",
  todo: "Create it once for the process and import it. In development with hot reload, keep it on globalThis.",
  settings: ["pool.max"],
  source:
    "https://www.prisma.io/docs/orm/prisma-client/setup-and-configuration/databases-connections#prevent-hot-reloading-from-creating-new-instances-of-prismaclient",
  examples: ["warn(prisma-client) There are already 10 instances of Prisma Client actively running."],
});
