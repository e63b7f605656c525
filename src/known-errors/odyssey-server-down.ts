// Odyssey without its server
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "odyssey-server-down",
  reason: "refused",
  phrases: {
    Odyssey: [
      "failed to connect to remote server",
      "failed to get remote server connection",
      "can't find suitable host for tsa",
      "remote server read/write error",
      "remote server <name>: readahead buffer full",
      "Connection was dropped by unexpected reason",
      "replication lag of the node you are trying to connect is too big",
    ],
  },
  meaning:
    "Odyssey cannot get a connection to the server behind it: the server is down, cannot be reached, refuses the login, or has no host of the required kind.",
  todo: "See Odyssey's log for the server's answer. Check the storage block (host, port, tls) and storage_user and storage_password of the rule; connect from Odyssey's machine with the same credentials.",
  settings: ["connection.host"],
  source: "https://github.com/yandex/odyssey/blob/master/docs/configuration/storages.md",
  examples: ["odyssey: c0e2b: failed to connect to remote server s123"],
});
