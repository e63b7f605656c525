// manifests in a folder, for commands that are about something else
import { readdirSync } from "node:fs";

/** Names of files and folders that `poolcfg fleet` reads. */
const MANIFEST =
  /^(?:(?:docker-)?compose\.ya?ml|Procfile|serverless\.ya?ml|wrangler\.(?:toml|jsonc?)|Chart\.yaml|kustomization\.ya?ml|k8s|kubernetes|manifests|ecosystem\.config\.[cm]?js|.{1,100}\.nomad|fleet\.(?:toml|ya?ml|json))$/;

/** The sentence that points to `poolcfg fleet`, if the folder has manifests; else an empty text. */
export function fleetHint(folder: string, shown: string): string {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => MANIFEST.test(name));
  } catch {
    return "";
  }
  const [first] = names.sort();
  return first === undefined
    ? ""
    : ` It contains ${first}: to check the connections of the services in it, run poolcfg fleet ${shown}`;
}
