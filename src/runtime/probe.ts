// whether a connection still answers
import type { Client } from "./client.ts";

/** How long a connection has to answer, in milliseconds. */
export const ANSWER_MS = 1_000;

/** Whether it answers in time. Where it does not, it is not to be used again: the answer may come later. */
export async function answers(client: Client): Promise<boolean> {
  try {
    await client.query({ text: "SELECT 1", query_timeout: ANSWER_MS });
    return true;
  } catch {
    return false;
  }
}
