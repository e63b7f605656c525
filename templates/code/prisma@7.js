import { PrismaPg } from "@prisma/adapter-pg";
// where the generator in schema.prisma puts the client
import { PrismaClient } from "./generated/prisma/client<:.js:|.ts:>";
{{imports}}

{{helpers}}
const transactionOptions = {{options.transactionOptions}};

export const adapter = new PrismaPg({{options.config}}, {{options.options}});

export const prisma = new PrismaClient({ adapter, transactionOptions });
