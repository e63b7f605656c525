import { defineConfig } from "@mikro-orm/postgresql";
{{imports}}

{{helpers}}
// with the entities: MikroORM.init({ entities, ...config })
export default defineConfig({{options}});
