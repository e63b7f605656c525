// which PostgreSQL it is
import * as z from "zod/mini";
import { type Question, readRow } from "./_define.ts";

/** Version of the server. */
export interface Version {
  /** As the server writes it: `18.1`. */
  readonly text: string;
  /** As `server_version_num` has it: 180001. */
  readonly number: number;
}

const ROW = z.object({ text: z.string().check(z.maxLength(200), z.regex(/^\d/)), number: z.int() });

const version: Question<Version> = async (session) => {
  const rows = await session.ask(
    "SELECT current_setting('server_version') AS text, current_setting('server_version_num')::int AS number",
  );
  return readRow(ROW, rows);
};

export default version;
