// a message of the network
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "socket-missing",
  library: "Node, libpq",
  reason: "refused",
  patterns: [
    /connect (?:ENOENT|EACCES) \S{0,200}\.s\.PGSQL/i,
    /No such file or directory\W{1,8}Is the server running locally/i,
  ],
  meaning: "There is no Unix socket of a server in that directory, or it may not be opened.",
  todo: "Check the directory (unix_socket_directories of the server) and the port, which is part of the socket's name; or connect over TCP.",
  settings: ["connection.host", "connection.port"],
  source: "https://www.postgresql.org/docs/18/runtime-config-connection.html",
  examples: ["connect ENOENT /tmp/.s.PGSQL.5432"],
});
