import { SQL } from "bun";
{{imports}}

{{helpers}}
export const sql = new SQL({{options}});
