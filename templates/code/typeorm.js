import { DataSource } from "typeorm";
{{imports}}

{{helpers}}
export const dataSource = new DataSource({{options}});
