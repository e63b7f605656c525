import { createPool } from "poolcfg/runtime";
{{imports}}

{{helpers}}
export const pool = createPool({{options}});
