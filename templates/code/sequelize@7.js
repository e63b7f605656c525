import { Sequelize } from "@sequelize/core";
{{imports}}

{{helpers}}
// it loads @sequelize/postgres, which must be installed beside it
export const sequelize = new Sequelize({{options}});
