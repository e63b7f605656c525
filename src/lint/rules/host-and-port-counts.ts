import { defineRule } from "../define.ts";

export default defineRule({
  id: "host-and-port-counts",
  severity: "error",
  area: "dsn",
  since: "0.1.0",
  summary: "Several ports that do not go with the hosts",
  why: "libpq and the drivers that follow it pair the two lists, and refuse to connect if their lengths differ: could not match 2 port numbers to 3 hosts.",
  fix: "Name one port for all hosts, or one for each.",
  source: "https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-MULTIPLE-HOSTS",
  reads: ["connection.host", "connection.port"],
  check({ "connection.host": host, "connection.port": port }, { origin }) {
    const ports = typeof port === "string" ? port.split(",").length : 1;
    const hosts = host?.split(",").length ?? 1;
    // a connection string is checked where it is read
    if (ports < 2 || ports === hosts || origin("connection.port").source === "dsn") return;
    return {
      at: "connection.port",
      message: `connection.port has ${ports} ports, and connection.host has ${hosts} host${hosts === 1 ? "" : "s"}`,
      help: "Name one port for all hosts, or one for each.",
      related: ["connection.host"],
    };
  },
  examples: {
    invalid: [
      { toml: '[connection]\nhost = "one,two,three"\nport = "5432,5433"\n' },
      { toml: '[connection]\nport = "5432,5433"\n' },
    ],
    valid: [
      { toml: '[connection]\nhost = "one,two"\nport = "5432,5433"\n' },
      { toml: '[connection]\nhost = "one,two"\nport = 5432\n' },
      { toml: '[connection]\nhost = "one,two"\n' },
    ],
  },
});
