import { Sequelize } from "sequelize";
{{imports}}

{{helpers}}
export const sequelize = new Sequelize({{options}});
