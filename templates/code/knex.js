import knex from "knex";
{{imports}}

{{helpers}}
export const db = knex({{options}});
