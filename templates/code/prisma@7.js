import { PrismaPg } from "@prisma/adapter-pg";
{{imports}}

{{helpers}}
export const adapter = new PrismaPg({{options.config}}, {{options.options}});
