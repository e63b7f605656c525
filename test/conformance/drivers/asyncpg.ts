// asyncpg; data has no context of TLS, so programs are measured
import { pythonDriver } from "./_python.ts";

export default { ...pythonDriver("asyncpg", ["asyncpg"], "json"), forms: ["code"] as const };
