import knex<:, { type Knex }:> from "knex";
{{imports}}

{{helpers}}
export const db = knex({{options}}<: as Knex.Config:>);
