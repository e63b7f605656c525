// Active Record without a connection
import { defineSymptom } from "./_define.ts";

export default defineSymptom({
  id: "rails-cannot-connect",
  reason: "refused",
  generic: true,
  phrases: {
    "Active Record": ["There is an issue connecting with your hostname", "No connection pool for <name> found"],
  },
  names: {
    "Active Record": [
      "ActiveRecord::ConnectionNotEstablished",
      "ActiveRecord::DatabaseConnectionError",
      "ActiveRecord::ConnectionNotDefined",
    ],
  },
  meaning:
    "Active Record could not connect with the settings in database.yml. The PG::ConnectionBad below it says why.",
  todo: "Read the cause: refused, host name, password or database. Check host, port and username, and that DATABASE_URL, which is merged over database.yml, is what you expect.",
  settings: ["connection.host", "connection.url"],
  source: "https://guides.rubyonrails.org/configuring.html#configuring-a-database",
  examples: ["ActiveRecord::DatabaseConnectionError: There is an issue connecting with your hostname: db."],
});
