// Tests connections
import type { Connection } from "./connection.ts";
import type { Engine } from "./engine.ts";
import { removeIdle } from "./idle.ts";
import { answers } from "./probe.ts";

/** Tests the connections of one pool. */
export class HealthChecker {
  readonly #engine: Engine;
  readonly #asked = new Set<Connection>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** How many are being tested. */
  get testing(): number {
    return this.#asked.size;
  }

  /** Stops testing a connection that is closed meanwhile. */
  forget(connection: Connection): void {
    this.#asked.delete(connection);
  }

  /** Whether an idle connection must be tested before it is checked out. */
  needsTest({ idleSince }: Connection, now: number): boolean {
    const { testAfter } = this.#engine.settings;
    return testAfter !== null && now - idleSince >= testAfter;
  }

  /** Tests an idle or just released connection; returns whether it answered. */
  async check(connection: Connection): Promise<boolean> {
    const engine = this.#engine;
    const asked = performance.now();
    removeIdle(engine.idle, connection);
    connection.state = "testing";
    this.#asked.add(connection);
    const answered = await answers(connection.client);
    if (!this.#asked.delete(connection)) return false;
    const now = performance.now();
    if (answered && !connection.evictReason) {
      connection.answeredAt = now;
      engine.release(connection, now, true);
      return true;
    }
    engine.report(() => ({ type: "test-failed", idle: asked - connection.idleSince }));
    engine.close(connection, connection.evictReason ?? "test");
    // the cause may have broken the others, too
    for (const other of [...engine.idle])
      if (other.state === "idle" && other.answeredAt < asked) void this.check(other);
    return false;
  }
}
