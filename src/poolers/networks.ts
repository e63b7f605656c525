// what stands in the network before a server, as far as the name of its host tells

/** One kind of host name, and what is known of the way to it. */
export interface Network {
  readonly title: string;
  readonly hosts: RegExp;
  readonly source: { readonly url: string; readonly checked: string };
  /** A connection that is silent longer is dropped without a word, in milliseconds. */
  readonly idleLimit?: number;
  /** Whether the servers behind the name change, so that a connection that never ends stays with the wrong one. */
  readonly moves?: true;
  /** Whether the name is that of a pooler. */
  readonly pooler?: true;
}

/** The kinds of host name that are known. */
export const NETWORKS: readonly Network[] = [
  {
    title: "an AWS Network Load Balancer",
    hosts: /\.elb\.[\w-]+\.amazonaws\.com(?:\.cn)?$/i,
    source: {
      url: "https://aws.amazon.com/about-aws/whats-new/2024/09/aws-network-load-balancer-tcp-idle-timeout",
      checked: "2026-11-21",
    },
    idleLimit: 350_000,
    moves: true,
  },
  {
    title: "Azure, whose load balancer stands before the server",
    hosts: /\.postgres\.database\.(?:azure\.com|chinacloudapi\.cn|usgovcloudapi\.net)$|\.cloudapp\.azure\.com$/i,
    source: {
      url: "https://learn.microsoft.com/en-us/azure/load-balancer/load-balancer-tcp-idle-timeout",
      checked: "2026-11-21",
    },
    idleLimit: 240_000,
  },
  {
    title: "an endpoint of Aurora, which follows the cluster",
    hosts: /\.cluster-(?:ro-|custom-)?\w+\.[\w-]+\.rds\.amazonaws\.com(?:\.cn)?$/i,
    source: {
      url: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Overview.Endpoints.html",
      checked: "2026-11-21",
    },
    moves: true,
  },
  {
    title: "RDS Proxy",
    hosts: /\.proxy-\w+\.[\w-]+\.rds\.amazonaws\.com(?:\.cn)?$/i,
    source: {
      url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-connecting.html",
      checked: "2026-11-21",
    },
    pooler: true,
  },
  {
    title: "the pooler of Neon",
    hosts: /^[\w-]+-pooler\.(?:[\w-]+\.)*neon\.tech$/i,
    source: { url: "https://neon.com/docs/connect/connection-pooling", checked: "2026-11-21" },
    pooler: true,
  },
  {
    title: "the pooler of Supabase",
    hosts: /\.pooler\.supabase\.com$/i,
    source: { url: "https://supabase.com/docs/guides/database/connecting-to-postgres", checked: "2026-11-21" },
    pooler: true,
  },
];

/** Ports that poolers listen on: PgBouncer's default, Supabase's transaction mode, and the connection pools of DigitalOcean. */
export const POOLER_PORTS: readonly number[] = [6432, 6543, 25061];

/** What the hosts of a config are known as; several are parted by commas. */
export function networksOf(host: string | undefined): readonly Network[] {
  const names = (host ?? "").split(",", 50);
  return NETWORKS.filter(({ hosts }) => names.some((name) => name.length < 300 && hosts.test(name)));
}
