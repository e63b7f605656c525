import { Sequelize } from "@sequelize/core";
<:import type { PostgresDialect } from "@sequelize/postgres";:>
{{imports}}

{{helpers}}
// it loads @sequelize/postgres, which must be installed beside it
export const sequelize = new Sequelize<:<PostgresDialect>:>({{options}});
