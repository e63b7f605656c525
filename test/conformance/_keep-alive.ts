// what the kernel says of a socket's keep-alive
import { readFile } from "node:fs/promises";

/** Seconds to the next keep-alive probe of the socket between two ports of this machine; Linux only. */
export async function nextProbe(from: number, to: number): Promise<number | "none"> {
  const hex = (port: number) => `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  for (const line of (await readFile("/proc/net/tcp", "utf8")).split("\n").slice(1)) {
    const [, local, remote, , , timer] = line.trim().split(/\s+/);
    if (!local?.endsWith(hex(from)) || !remote?.endsWith(hex(to))) continue;
    const [kind, ticks] = timer!.split(":");
    // kind 2 is the keep-alive timer; a tick is a hundredth of a second
    return kind === "02" ? Number.parseInt(ticks!, 16) / 100 : "none";
  }
  throw new Error(`no socket from port ${from} in /proc/net/tcp`);
}
