import { defineConfig } from "@mikro-orm/postgresql";
{{imports}}

{{helpers}}
// with the entities: new MikroORM({ entities, ...config })
export default defineConfig({{options}});
