// the pool of node-redis, on a real Redis
import { createClientPool } from "redis";
import type { RedisPoolArguments } from "../../../src/targets/node-redis.ts";
import { HOST } from "../_listen.ts";
import { behaviours } from "../redis/behaviours.ts";
import { BINARY, startRedis } from "../redis/server.ts";
import type { Driver, Held, Pool, Row } from "./_driver.ts";

type RedisPool = ReturnType<typeof createClientPool>;

const urlOf = (port: number) => `redis://${HOST}:${port}`;

export default {
  packages: ["redis"],
  service: {
    missing: BINARY === undefined ? "there is no redis-server on this machine" : undefined,
    behaviours,
    start: startRedis,
  },
  environment: (port) => ({ REDIS_URL: urlOf(port) }),
  open(value, port) {
    const { clientOptions, poolOptions } = value as RedisPoolArguments;
    return wrap(createClientPool({ ...clientOptions, url: urlOf(port) }, poolOptions));
  },
  adopt: ({ pool }) => wrap(pool as RedisPool),
} satisfies Driver;

function wrap(pool: RedisPool): Pool {
  const failures: Error[] = [];
  const [loud] = pool.listeners("error");
  pool.on("error", (error) => failures.push(error));
  // the module's own listener writes to the console
  if (loud) pool.off("error", loud as () => void);
  const ready = pool.connect();
  ready.catch(() => {});
  // one command in words: a blank parts them
  const run = (words: string) => pool.sendCommand(words.split(" "));
  return {
    failures,
    acquire: async () => {
      await ready;
      return hold(pool);
    },
    query: async (words) => {
      await ready;
      return [{ value: await run(words) }] satisfies Row[];
    },
    end: async () => pool.destroy(),
  };
}

function hold(pool: RedisPool): Promise<Held> {
  return new Promise((resolve, reject) => {
    const ended = pool.execute(async (client) => {
      const pid = Number(await client.sendCommand(["CLIENT", "ID"]));
      await new Promise<void>((finish) => {
        resolve({
          pid,
          query: async (words) => [{ value: await client.sendCommand(words.split(" ")) }],
          release: () => {
            finish();
            return ended;
          },
        });
      });
    });
    ended.catch(reject);
  });
}
