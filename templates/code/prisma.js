import { PrismaClient } from "@prisma/client";
{{imports}}

{{helpers}}
const options<:: Record<string, string>:> = {{parameters}};

const url = new URL({{url}});
for (const [name, value] of Object.entries(options)) url.searchParams.set(name, value);

export const prisma = new PrismaClient({ datasourceUrl: url.href });
