// what a library sent to a server, and how that is read

/** One rendered text, for the process that connects. */
export interface Job {
  readonly target: string;
  /** A module to import; otherwise `text` is the JSON of a value. */
  readonly file?: string;
  readonly text?: string;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly wantsPassword: boolean;
}

/** What arrived. */
export interface Sent {
  wantsPassword?: boolean;
  problem?: string;
  server?: string;
  parameters?: Readonly<Record<string, string>>;
  password?: string;
  tls?: "off" | "unverified" | "ca" | "full";
  /** The commands of Redis, up to the first PING. */
  commands?: (readonly string[])[];
  /** Whether the trusted certificates were given as PEM. */
  ca?: boolean;
}

/** The settings of a startup message, those in `options` among them, as PostgreSQL reads them: a backslash keeps a blank. */
export function settingsOf(parameters: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const words = [...(parameters.options ?? "").matchAll(/(?:\\[\s\S]|[^\s\\])+/g)].map(([word]) =>
    word.replace(/\\([\s\S])/g, "$1"),
  );
  const found: Record<string, string> = { ...parameters };
  words.forEach((word, at) => {
    const pair = word === "-c" ? words[at + 1] : /^(?:-c|--)(.*)$/s.exec(word)?.[1];
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(pair ?? "") ?? [];
    if (name !== undefined) found[name] = value!;
  });
  return found;
}

/** The schemas of a search_path, as PostgreSQL reads a list of identifiers. */
export function schemasOf(path: string): readonly string[] {
  return [...path.matchAll(/"((?:[^"]|"")*)"|([^\s,"]+)/g)].map(([, quoted, bare]) =>
    quoted === undefined ? bare!.toLowerCase() : quoted.replaceAll('""', '"'),
  );
}
