// a port on which nothing listens
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "connection-refused",
  reason: "refused",
  codes: ["ECONNREFUSED", "ERR_POSTGRES_CONNECTION_REFUSED"],
  phrases: {
    "Node.js": ["connect ECONNREFUSED <name>"],
    libpq: ["Connection refused", "could not connect to server: Connection refused"],
    Go: ["connect: connection refused"],
    pgjdbc: ["Connection to <name> refused. Check that the hostname and port are correct"],
    asyncpg: [/\[Errno (?:111|61|10061)\] Connect call failed(?: \([^)]{0,200}\))?/],
    Windows: ["The remote computer refused the network connection"],
    Npgsql: ["No connection could be made because the target machine actively refused it"],
    Rust: ["Connection refused (os error 61)", "os error 10061"],
    Postgrex: ["tcp connect (<name>): connection refused", ":econnrefused"],
  },
  names: { Sequelize: ["SequelizeConnectionRefusedError"] },
  meaning: "The host is reachable, but nothing listens on that port: the connection was refused.",
  todo: "Check the port and that PostgreSQL is running and accepts TCP connections (listen_addresses). Inside a container, localhost is the container itself: use the service name or host.docker.internal.",
  settings: ["connection.host", "connection.port"],
  source: "https://nodejs.org/docs/latest-v24.x/api/errors.html#common-system-errors",
  examples: [
    "connect ECONNREFUSED 127.0.0.1:5432",
    'connection to server at "localhost" (127.0.0.1), port 5432 failed: Connection refused',
    "dial tcp 10.0.0.5:5432: connect: connection refused",
    "OSError: Multiple exceptions: [Errno 111] Connect call failed ('::1', 5432, 0, 0), [Errno 111] Connect call failed ('127.0.0.1', 5432)",
    "Connection to db:5432 refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections.",
  ],
});
