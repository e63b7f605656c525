// max_connections that a managed server has by default, by its size

/** vCPUs of the small sizes. */
const SIZES: Readonly<Record<string, number>> = {
  medium: 1,
  large: 2,
  xlarge: 4,
};

/** GiB for each vCPU of a family. https://aws.amazon.com/rds/instance-types/ */
const FAMILIES: readonly (readonly [pattern: RegExp, gibibytes: number])[] = [
  [/^x\d/, 15.25],
  [/^r[34]/, 7.625],
  [/^r\d/, 8],
  [/^m[4-9]/, 4],
  [/^c\d/, 2],
];

/** GiB of the burstable classes of which the limit can be told. */
const BURSTABLE: Readonly<Record<string, number>> = {
  large: 8,
  xlarge: 16,
  "2xlarge": 32,
};

/** Below it, what AWS itself takes of the memory is so much that the limit is far from what the documentation computes. */
const LEAST_MEMORY = 8;

/**
 * `max_connections` of an instance class of RDS or Aurora without a parameter group: LEAST(DBInstanceClassMemory / 9531392, 5000).
 * AWS computes it with 10^9 bytes for each GiB, since DBInstanceClassMemory is less than the memory of the class.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Managing.html#AuroraPostgreSQL.Managing.MaxConnections
 *
 * @returns undefined for a class that is not known, for one of less than 8 GiB, and for the serverless one, whose memory changes.
 */
export function classLimit(name: string, engine: string): number | undefined {
  const [, family = "", size = ""] = /^db\.([a-z0-9]{2,10})\.(\w{2,12})$/.exec(name) ?? [];
  const memory = memoryOf(family, size);
  if (memory === undefined || memory < LEAST_MEMORY || !/postgres/.test(engine)) return undefined;
  return Math.min(5_000, Math.floor((memory * 1e9) / 9_531_392));
}

function memoryOf(family: string, size: string): number | undefined {
  if (/^t\d/.test(family)) return Object.hasOwn(BURSTABLE, size) ? BURSTABLE[size] : undefined;
  const [, perCore] = FAMILIES.find(([pattern]) => pattern.test(family)) ?? [];
  const [, times] = /^(\d{1,3})xlarge$/.exec(size) ?? [];
  const cores = times !== undefined ? 4 * Number(times) : Object.hasOwn(SIZES, size) ? SIZES[size] : undefined;
  return perCore === undefined || cores === undefined ? undefined : perCore * cores;
}
