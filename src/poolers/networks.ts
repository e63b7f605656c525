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
];

/** What the hosts of a config are known as; several are parted by commas. */
export function networksOf(host: string | undefined): readonly Network[] {
  const names = (host ?? "").split(",", 50);
  return NETWORKS.filter(({ hosts }) => names.some((name) => name.length < 300 && hosts.test(name)));
}
