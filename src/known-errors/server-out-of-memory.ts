// a server without memory or processes
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "server-out-of-memory",
  reason: "query",
  codes: ["53200"],
  phrases: {
    PostgreSQL: [
      /\b(?:ERROR|FATAL|error): {1,4}out of memory/,
      "Failed on request of size <n>",
      "could not fork new process for connection",
      "could not fork worker process",
      /could not resize shared memory segment "[^"]{0,200}" to \d{1,20} bytes(?:: No space left on device)?/,
    ],
  },
  meaning: "The server could not get memory, or could not start a process for the connection.",
  todo: "Lower work_mem and the number of connections (each is a process), or give the server more memory. 'could not resize shared memory segment' in a container means that /dev/shm is too small: docker run --shm-size=1g. Check the limits of the container and ulimit -u.",
  settings: ["pool.max", "server.maxConnections"],
  source: "https://www.postgresql.org/docs/18/runtime-config-resource.html#RUNTIME-CONFIG-RESOURCE-MEMORY",
  examples: ["ERROR:  out of memory", "could not fork new process for connection: Cannot allocate memory"],
});
