import { drizzle } from "drizzle-orm/postgres-js";
{{imports}}

{{helpers}}
export const db = drizzle({{options}});
