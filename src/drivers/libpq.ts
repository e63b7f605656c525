// libpq: the connection string of psql, of the drivers that are built on it, and of those that read it in the same way
import { defineUrlParameters } from "../mapping/url-parameters.ts";

/** It has no pool, and refuses a parameter that it does not know. The parameters are those of `LIBPQ`. */
export const libpqUrl = defineUrlParameters({
  id: "libpq",
  title: "libpq",
  source: {
    url: "https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-PARAMKEYWORDS",
    version: "18",
    checked: "2026-11-21",
  },
  fields: {},
  others: {},
  unknown: "refused",
  libpq: true,
});
