import * as neon from "@neondatabase/serverless";
{{imports}}

{{helpers}}
const options<:: neon.PoolConfig:> = {{options}};

export const pool = new neon.Pool(options);
{{options.Client+}}
{{options.Client+}}// the pool has a Client of its own, and does not look for another among the options
{{options.Client+}}pool.Client = options.Client<: as typeof neon.Client:>;
