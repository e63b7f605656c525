import * as neon from "@neondatabase/serverless";
{{imports}}

{{helpers}}
const options = {{options}};

export const pool = new neon.Pool(options);

// the pool has a Client of its own, and does not look for another among the options
if (options.Client) pool.Client = options.Client;
