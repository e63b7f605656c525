// a Unix socket that is not there
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "socket-missing",
  reason: "refused",
  phrases: {
    "Node.js": [/connect (?:ENOENT|EACCES) \S{0,200}\.s\.PGSQL/],
    libpq: [
      /connection to server on socket "[^"]{0,200}" failed: (?:No such file or directory|Permission denied|Connection refused)/,
      /No such file or directory\W{1,8}Is the server running locally/,
      /Is the server running locally and accepting connections on (?:that socket|Unix domain socket)/,
    ],
    Go: [/dial unix \S{1,200}: connect: (?:no such file or directory|permission denied|connection refused)/],
  },
  meaning:
    "No server listens on that Unix socket, or this user may not open it. Without a host, libpq and its relatives connect over a socket.",
  todo: "To connect over TCP, set the host (PGHOST, or -h). Otherwise check the directory (the server's unix_socket_directories) and the port, which is part of the socket's name.",
  settings: ["connection.host", "connection.port"],
  source: "https://www.postgresql.org/docs/18/runtime-config-connection.html#GUC-UNIX-SOCKET-DIRECTORIES",
  examples: [
    "connect ENOENT /tmp/.s.PGSQL.5432",
    'psql: error: connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: No such file or directory Is the server running locally and accepting connections on that socket?',
  ],
});
