import { formatDuration } from "../../model/duration.ts";
import { defineRule } from "../define.ts";
import { inSeconds } from "../measured-words.ts";
import { SERVER } from "../server.ts";

const LONG_MS = 60_000;

export default defineRule({
  id: "replica-behind",
  severity: "warning",
  area: "server",
  since: "0.2.0",
  summary: "The standby does not follow its primary",
  why: "Whoever reads from it gets old data, and what it has yet to replay grows until its disk or that of the primary is full.",
  fix: "Resume the replay with pg_wal_replay_resume(), cancel queries that block it, or repair the connection to the primary.",
  source: "https://www.postgresql.org/docs/18/functions-admin.html",
  scope: "server",
  check(_values, { measured: { recovery } }) {
    const replay = recovery?.replay;
    if (!replay) return;
    const behind =
      replay.behind === null || replay.behind === 0 ? "" : `, ${formatDuration(inSeconds(replay.behind))} behind`;
    if (replay.paused)
      return {
        at: SERVER,
        message: `The replay of the standby is paused${behind}`,
        help: "SELECT pg_wal_replay_resume() continues it.",
      };
    if (!replay.receiving && replay.bytes !== null)
      return {
        at: SERVER,
        message: "The standby is not connected to its primary",
        help: "The standby's log contains the reason; its lag is not known until it is connected.",
      };
    if ((replay.behind ?? 0) < LONG_MS) return;
    return {
      at: SERVER,
      message: `The standby is ${formatDuration(inSeconds(replay.behind!))} behind: ${replay.bytes} bytes are received and not replayed`,
      help: "A query on the standby may block the replay (max_standby_streaming_delay), or the standby is too slow.",
    };
  },
  examples: {
    invalid: [
      {
        toml: '[connection]\nhost = "db"\n',
        measured: { recovery: { inRecovery: true, replay: replay({ paused: true }) } },
      },
      {
        toml: '[connection]\nhost = "db"\n',
        measured: { recovery: { inRecovery: true, replay: replay({ behind: 90_000, bytes: 1_000 }) } },
      },
    ],
    valid: [{ toml: '[connection]\nhost = "db"\n', measured: { recovery: { inRecovery: true, replay: replay({}) } } }],
  },
});

function replay(part: object) {
  return { bytes: 0, behind: 0, paused: false, receiving: true, ...part };
}
