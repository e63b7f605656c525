// whether two ranges of versions have one in common: `^6.2.0`, `>=7 <8`, `~1.2`, `6.x`, `1 || 2`

type Version = readonly [number, number, number];
interface Interval {
  readonly from: Version;
  /** First version after it. */
  readonly to: Version;
}

const FIRST: Version = [0, 0, 0];
const LAST: Version = [Number.POSITIVE_INFINITY, 0, 0];
const COMPARATOR =
  /^(\^|~>?|>=|<=|>|<|=)?v?(\d{1,9}|[xX*])(?:\.(\d{1,9}|[xX*]))?(?:\.(\d{1,9}|[xX*]))?(?:[-+][\w.+-]*)?$/;

/** Whether some version is in both; undefined where one of them is no range of versions (`workspace:*`, `latest`). */
export function overlap(one: string, two: string): boolean | undefined {
  const [left, right] = [intervals(one), intervals(two)];
  if (!left || !right) return undefined;
  return left.some((a) => right.some((b) => isNonEmpty(both(a, b))));
}

/** The least version that a range allows; undefined where it allows all, or is no range. */
export function lowest(range: string): string | undefined {
  const [first] = (intervals(range) ?? []).map(({ from }) => from).sort(compare);
  return first === undefined || compare(first, FIRST) === 0 ? undefined : first.join(".");
}

function intervals(range: string): Interval[] | undefined {
  if (range.length > 200) return undefined;
  const result: Interval[] = [];
  for (const part of range.split("||")) {
    const hyphen = /^\s*(\S+)\s+-\s+(\S+)\s*$/.exec(part);
    const words = hyphen
      ? [`>=${hyphen[1]}`, `<=${hyphen[2]}`]
      : part
          .replace(/([<>=~^])\s+/g, "$1")
          .trim()
          .split(/\s+/);
    let whole: Interval = { from: FIRST, to: LAST };
    for (const word of words) {
      const interval = comparator(word);
      if (!interval) return undefined;
      whole = both(whole, interval);
    }
    result.push(whole);
  }
  return result;
}

function comparator(word: string): Interval | undefined {
  const match = COMPARATOR.exec(word);
  if (!match) return undefined;
  const [, sign = "=", ...parts] = match;
  const given = parts.filter((part) => part !== undefined && /^\d/.test(part)).map(Number);
  const version: Version = [given[0] ?? 0, given[1] ?? 0, given[2] ?? 0];
  if (given.length === 0) return { from: FIRST, to: LAST };
  // the first version that does not begin with what is given
  const next = bump(version, given.length - 1);
  switch (sign) {
    case ">=":
      return { from: version, to: LAST };
    case ">":
      return { from: next, to: LAST };
    case "<":
      return { from: FIRST, to: version };
    case "<=":
      return { from: FIRST, to: next };
    case "^": {
      const lead = version.findIndex((part) => part > 0);
      return { from: version, to: bump(version, lead < 0 ? given.length - 1 : Math.min(lead, given.length - 1)) };
    }
    case "=":
      return { from: version, to: next };
    default:
      return { from: version, to: bump(version, Math.min(1, given.length - 1)) };
  }
}

function bump(version: Version, at: number): Version {
  return version.map((part, index) => (index < at ? part : index === at ? part + 1 : 0)) as unknown as Version;
}

function both(a: Interval, b: Interval): Interval {
  return { from: compare(a.from, b.from) > 0 ? a.from : b.from, to: compare(a.to, b.to) < 0 ? a.to : b.to };
}

function isNonEmpty({ from, to }: Interval): boolean {
  return compare(from, to) < 0;
}

function compare(a: Version, b: Version): number {
  for (const [at, part] of a.entries()) if (part !== b[at]) return part < b[at]! ? -1 : 1;
  return 0;
}
