import postgres from "postgres";
{{imports}}

{{helpers}}
export const sql = postgres({{url, }}{{options}});
