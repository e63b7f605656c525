// OpenFGA: one pool in each process
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "openfga",
  title: "OpenFGA",
  images: ["openfga"],
  charts: ["openfga"],
  prefixes: ["OPENFGA_"],
  address: ["OPENFGA_DATASTORE_URI"],
  roles: [
    {
      pools: {
        "": {
          variables: ["OPENFGA_DATASTORE_MAX_OPEN_CONNS", "OPENFGA_DATASTORE_MAXOPENCONNS"],
          flags: ["--datastore-max-open-conns"],
          default: 30,
          zeroIsUnlimited: true,
        },
      },
    },
  ],
  source: { url: "openfga/openfga:cmd/run/flags.go", version: "1.18", checked: "2026-11-30" },
});
