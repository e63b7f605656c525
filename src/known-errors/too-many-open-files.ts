// a process at its limit of open files
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "too-many-open-files",
  reason: "full",
  codes: ["EMFILE", "ENFILE"],
  phrases: {
    "Node.js": ["EMFILE: too many open files", "connect EMFILE"],
    PostgreSQL: ["out of file descriptors: Too many open files", "Too many open files in system"],
    Go: ["socket: too many open files"],
    PgBouncer: ["accept() failed: Too many open files"],
    libpq: ["Too many open files"],
  },
  meaning:
    "The process cannot open further sockets or files: its limit of open files is reached. Connections that are never closed use it up.",
  todo: "See what is open (ls /proc/PID/fd | wc -l). If it grows without end, connections or files are not closed. Otherwise raise the limit: ulimit -n, LimitNOFILE= of systemd; for PgBouncer above max_client_conn plus all pools.",
  settings: ["pool.max", "pooler.maxClientConn"],
  source: "https://www.pgbouncer.org/config.html#max_client_conn",
  examples: [
    "LOG:  out of file descriptors: Too many open files; release and retry",
    "accept() failed: Too many open files",
  ],
});
