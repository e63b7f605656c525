import pg from "pg";
{{imports}}

{{helpers}}
export const pool = new pg.Pool({{options}});
