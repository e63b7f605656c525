// variables that hold a second connection string, for migrations: it should lead to the server itself
import type { Document } from "../diagnostics/document.ts";
import { Origin } from "../diagnostics/origin.ts";
import type { Variables } from "./environment.ts";

/** One such variable. */
export interface DirectUrl {
  readonly name: string;
  /** The connection string, which may have a password in it. */
  readonly text: string;
  readonly origin: Origin;
}

/** Names that Prisma, Neon, Vercel and Supabase document for a connection string without a pooler. */
const NAMES = [
  "DIRECT_URL",
  "DIRECT_DATABASE_URL",
  "DATABASE_DIRECT_URL",
  "DATABASE_URL_UNPOOLED",
  "DATABASE_URL_NON_POOLING",
  "POSTGRES_URL_NON_POOLING",
  "POSTGRES_URL_NO_POOLER",
];

/** The variables of the environment and of `.env` files that are set; of two with the same name the one that takes precedence. */
export function directUrls(variables: Variables, dotenvs: readonly Document[]): DirectUrl[] {
  return NAMES.flatMap((name) => {
    if (variables[name]) return { name, text: variables[name], origin: new Origin("env", { name }) };
    const document = dotenvs.findLast(({ data }) => typeof (data as Variables)[name] === "string");
    const text = (document?.data as Variables | undefined)?.[name];
    if (!document || !text) return [];
    const hidden = document.fromEnvironment?.has(name) === true;
    return { name, text, origin: new Origin("dotenv", { name, hidden, document, pointer: [name] }) };
  });
}
