// hosted providers: how many connections a server has there, by its size, as the provider documents it
import { poolerAt } from "./hosts.ts";

/** One provider, and its default `max_connections`. */
export interface Provider {
  readonly title: string;
  /** Names of its hosts, those of its poolers among them. */
  readonly hosts: RegExp;
  /** Sizes from the smallest to the largest, each with its default `max_connections`. */
  readonly sizes: readonly (readonly [name: string, maxConnections: number])[];
  /** Connections that it keeps for itself and `SHOW reserved_connections` may not tell. */
  readonly reserved: number;
  /** What the number follows. */
  readonly follows: string;
  readonly source: { readonly url: string; readonly checked: string };
}

const GIB = 2 ** 30;

function rdsSize(gib: number): Provider["sizes"][number] {
  const most = Math.min(Math.floor((gib * GIB) / 9_531_392), 5_000);
  return [`${gib} GiB${most === 5_000 ? " and more" : ""}`, most];
}

const CHECKED = "2026-11-21";

/** The providers that are known. */
export const PROVIDERS: readonly Provider[] = [
  {
    title: "Neon",
    hosts: /\.neon\.tech$/i,
    sizes: [
      ["0.25 CU", 104],
      ["0.5 CU", 209],
      ["1 CU", 419],
      ["2 CU", 839],
      ["3 CU", 1_258],
      ["4 CU", 1_678],
      ["5 CU", 2_098],
      ["6 CU", 2_517],
      ["7 CU", 2_937],
      ["8 CU", 3_357],
      ["9 CU and more", 4_000],
    ],
    reserved: 7,
    follows: "the largest size that autoscaling may reach",
    source: { url: "https://neon.com/docs/connect/connection-pooling", checked: CHECKED },
  },
  {
    title: "Azure Database for PostgreSQL",
    hosts: /\.postgres\.database\.azure\.com$/i,
    sizes: [
      ["B1ms", 50],
      ["4 GiB", 429],
      ["8 GiB", 859],
      ["16 GiB", 1_718],
      ["32 GiB", 3_437],
      ["48 GiB and more", 5_000],
    ],
    reserved: 15,
    follows: "the size at which the server was made, and stays when that is changed",
    source: {
      url: "https://learn.microsoft.com/en-us/azure/postgresql/flexible-server/concepts-limits",
      checked: CHECKED,
    },
  },
  {
    title: "Supabase",
    hosts: /^db\.[a-z]{10,30}\.supabase\.(?:co|com)$/i,
    sizes: [
      ["Nano and Micro", 60],
      ["Small", 90],
      ["Medium", 120],
      ["Large", 160],
      ["XL", 240],
      ["2XL", 380],
      ["4XL", 480],
      ["8XL", 490],
      ["12XL and more", 500],
    ],
    reserved: 0,
    follows: "the compute size, unless it was set manually; its own services use some",
    source: { url: "https://supabase.com/docs/guides/platform/compute-and-disk", checked: CHECKED },
  },
  {
    title: "RDS and Aurora",
    hosts: /\.[\w-]{1,40}\.rds\.amazonaws\.com$/i,
    sizes: [1, 2, 4, 8, 16, 32, 64].map(rdsSize),
    reserved: 0,
    follows:
      "the memory of the class of the instance, LEAST({DBInstanceClassMemory/9531392}, 5000), of which the system takes some first",
    source: { url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html", checked: CHECKED },
  },
];

/** The provider whose server a host is; the first of several hosts with commas between them tells. A pooler is no server. */
export function providerOf(host: string | undefined): Provider | undefined {
  const names = (host ?? "").split(",", 50).filter((name) => name.length < 300 && poolerAt(name) === undefined);
  return PROVIDERS.find(({ hosts }) => names.some((name) => hosts.test(name)));
}

/** The range of `max_connections` over the sizes, in words. */
export function rangeOf({ title, sizes, reserved, follows }: Provider): string {
  const [[smallest, least], [largest, most]] = [sizes[0]!, sizes.at(-1)!];
  const kept = reserved > 0 ? `, ${reserved} of them its own` : "";
  return `${title} documents ${least} (${smallest}) to ${most} (${largest})${kept}; it follows ${follows}`;
}

/** What the documents say of a server with that limit, in words. */
export function sizeOf(provider: Provider, maxConnections: number): string {
  const same = provider.sizes.find(([, most]) => most === maxConnections);
  if (!same) return rangeOf(provider);
  const kept = provider.reserved > 0 ? `; ${provider.reserved} are its own` : "";
  return `${maxConnections} is what ${same[0]} has at ${provider.title}${kept}; it follows ${provider.follows}`;
}
