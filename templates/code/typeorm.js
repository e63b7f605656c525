import { DataSource<:, type DataSourceOptions:> } from "typeorm";
{{imports}}

{{helpers}}
export const dataSource = new DataSource({{options}}<: as DataSourceOptions:>);
