// which PostgreSQL it is
import type { Question } from "./_define.ts";

/** Version of the server. */
export interface Version {
  /** As the server writes it: `18.1`. */
  readonly text: string;
  /** As `server_version_num` has it: 180001. */
  readonly number: number;
}

const version: Question<Version> = async (session) => {
  const [row] = await session.ask(
    "SELECT current_setting('server_version') AS text, current_setting('server_version_num')::int AS number",
  );
  return row as unknown as Version;
};

export default version;
