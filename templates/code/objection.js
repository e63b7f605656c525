import knex from "knex";
import { Model } from "objection";
{{imports}}

{{helpers}}
export const db = knex({{options}});

Model.knex(db);
