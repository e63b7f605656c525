// channel binding that one side requires
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "channel-binding",
  reason: "authentication",
  phrases: {
    libpq: [
      "channel binding {is |}required, but server did not offer an authentication method that supports channel binding",
      "channel binding is required, but client does not support it",
      "channel binding required but not supported by server's authentication request",
    ],
    pgjdbc: [
      "Channel Binding is required, but server did not offer",
      "Channel binding is required, but server requested <name> authentication",
      "Channel binding is required, but server skipped authentication",
    ],
    pgx: [
      "channel binding required but server does not support SCRAM-SHA-256-PLUS",
      "channel binding required but channel binding data is not available",
      "channel binding required but server did not authenticate using channel binding",
    ],
    Npgsql: ["Couldn't connect because ChannelBinding is set to Require"],
  },
  meaning:
    "The client requires channel binding (channel_binding=require), and the server or a pooler in between does not offer SCRAM-SHA-256-PLUS.",
  todo: "Poolers such as PgBouncer terminate TLS and cannot pass channel binding on: remove channel_binding=require or connect directly. Otherwise store the password with scram-sha-256 and use TLS.",
  settings: ["connection.ssl.mode", "connection.url"],
  source: "https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-CONNECT-CHANNEL-BINDING",
  examples: [
    "channel binding required, but server did not offer an authentication method that supports channel binding",
  ],
});
