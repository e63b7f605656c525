import knex<:, { type Knex }:> from "knex";
import { Model } from "objection";
{{imports}}

{{helpers}}
export const db = knex({{options}}<: as Knex.Config:>);

Model.knex(db);
