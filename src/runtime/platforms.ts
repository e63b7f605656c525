// How long a platform waits between the signal to stop and the kill

interface Platform {
  /** The environment variable that identifies it. */
  readonly variable: string;
  /** Its default grace period in milliseconds. */
  readonly grace: number;
  readonly source: string;
}

/** The platforms that set a variable of their own. */
export const PLATFORMS: readonly Platform[] = [
  {
    variable: "KUBERNETES_SERVICE_HOST",
    grace: 30_000,
    source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination",
  },
  {
    variable: "ECS_CONTAINER_METADATA_URI_V4",
    grace: 30_000,
    source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html",
  },
  { variable: "DYNO", grace: 30_000, source: "https://devcenter.heroku.com/articles/dyno-shutdown-behavior" },
  { variable: "K_SERVICE", grace: 10_000, source: "https://cloud.google.com/run/docs/container-contract" },
  { variable: "FLY_APP_NAME", grace: 5_000, source: "https://fly.io/blog/graceful-vm-exits-some-dials/" },
  { variable: "pm_id", grace: 1_600, source: "https://github.com/Unitech/pm2/blob/master/lib/API/schema.json" },
];

/** The default grace period of Kubernetes and most others. */
const USUAL_MS = 30_000;

/** The grace period on this platform in milliseconds: the minimum if one runs inside another. */
export function graceOf(env: Readonly<Record<string, string | undefined>>): number {
  const here = PLATFORMS.filter(({ variable }) => env[variable] !== undefined);
  return here.length === 0 ? USUAL_MS : Math.min(...here.map(({ grace }) => grace));
}
