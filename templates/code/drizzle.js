import { drizzle } from "drizzle-orm/node-postgres";
{{imports}}

{{helpers}}
export const db = drizzle({{options}});
