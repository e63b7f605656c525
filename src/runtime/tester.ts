// asks connections whether they still answer
import type { Connection } from "./connection.ts";
import type { Engine } from "./engine.ts";
import { removeIdle } from "./idle.ts";
import { answers } from "./probe.ts";

/** Tests the connections of one pool. */
export class Tester {
  readonly #engine: Engine;

  /** How many are being tested. */
  testing = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Whether a free connection is to be tested before it is handed out. */
  wants({ idleSince }: Connection, now: number): boolean {
    const { testAfter } = this.#engine.settings;
    return testAfter !== null && now - idleSince >= testAfter;
  }

  /** Asks a free connection, or one that was just returned, whether it answers; gives whether it does. */
  async check(connection: Connection): Promise<boolean> {
    const engine = this.#engine;
    const asked = performance.now();
    removeIdle(engine.idle, connection);
    connection.state = "testing";
    this.testing += 1;
    const answered = await answers(connection.client);
    this.testing -= 1;
    const now = performance.now();
    if (answered && !connection.condemned) {
      connection.answeredAt = now;
      engine.put(connection, now, true);
      return true;
    }
    engine.report(() => ({ type: "test-failed", idle: asked - connection.idleSince }));
    engine.close(connection, connection.condemned ?? "test");
    // what took this one may have taken the others
    for (const other of [...engine.idle])
      if (other.state === "idle" && other.answeredAt < asked) void this.check(other);
    return false;
  }
}
