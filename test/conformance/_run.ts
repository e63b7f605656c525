// measures every field of every target on one server
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { FIELDS, type Path } from "../../src/model/model.ts";
import { claimsOf, refusedFields } from "./_claims.ts";
import { FORMS, Lab, MODULES, type RenderForm } from "./_lab.ts";
import { type Behaviour, behavioursOf, both, eitherForm, type Measured, type Need } from "./_measure.ts";
import { noteSettings } from "./_record.ts";
import { type Server, startServer } from "./_server.ts";
import { chosen } from "./drivers/_all.ts";
import { type Driver, type Unmeasured, type Unseen, versionOf } from "./drivers/_driver.ts";

/** Measures all. What takes a minute of waiting runs beside the rest. */
export async function measureAll(): Promise<Results> {
  // every library here reads some of libpq's environment
  for (const name of Object.keys(process.env)) if (name.startsWith("PG")) delete process.env[name];
  await rm(MODULES, { recursive: true, force: true });
  const server = await startServer();
  const others: Server[] = [];
  try {
    const subjects: Subject[] = [];
    for (const [target, driver] of Object.entries(chosen)) {
      if (whyNotMeasured(driver) !== undefined || !("open" in driver)) continue;
      const own = await driver.service?.start();
      if (own) others.push(own);
      subjects.push({ target, driver, server: own ?? server });
    }
    for (const { target, driver, server } of subjects) {
      await driver.prepare?.();
      if (driver.service === undefined) await warmUp(new Lab(server, target, driver, driver.forms?.[0] ?? "options"));
    }
    const missing = missingOn(server);
    const slow = Promise.all(
      subjects.map((subject) =>
        each({ form: subject.driver.forms?.[0] ?? "options", ...subject }, missing, ({ off }) => off),
      ),
    );
    // it is awaited only after the rest, which may fail first
    slow.catch(() => {});
    const quick: Fields[] = [];
    for (const subject of subjects) {
      const start = Date.now();
      quick.push(await bothForms(subject, missing));
      console.info(`measured ${subject.target} (${Math.round((Date.now() - start) / 1_000)}s)`);
    }
    for (const [index, offs] of (await slow).entries()) {
      for (const [path, off] of Object.entries(offs) as [Path, Measured][]) {
        const set = quick[index]![path]!;
        // off is not worth a word where the setting does nothing in the first place
        if (set.verdict !== "none") quick[index]![path] = both(set, off);
      }
    }
    return {
      server: server.major,
      missing,
      targets: Object.entries(chosen).map(([target, driver]) => {
        const index = subjects.findIndex((subject) => subject.target === target);
        if (index < 0) return { target, unmeasured: whyNotMeasured(driver)! };
        const unseen = "unseen" in driver ? driver.unseen : undefined;
        return { target, versions: versions(subjects[index]!), fields: quick[index]!, ...(unseen && { unseen }) };
      }),
    };
  } finally {
    await Promise.all([server, ...others].map((one) => one.stop()));
  }
}

/** Why a target cannot be measured here; undefined where it can. */
function whyNotMeasured(driver: Driver | Unmeasured): string | undefined {
  return "unmeasured" in driver ? driver.unmeasured : (driver.missing ?? driver.service?.missing);
}

export type Fields = Partial<Record<Path, Measured>>;

/** Everything that was measured in one run. */
export interface Results {
  /** Major version of the server. */
  readonly server: number;
  /** What the machine has not, and why. */
  readonly missing: Missing;
  readonly targets: readonly TargetResult[];
}

export type Missing = Readonly<Partial<Record<Need, string>>>;

export type TargetResult =
  | {
      readonly target: string;
      readonly versions: Readonly<Record<string, string>>;
      readonly fields: Fields;
      readonly unseen?: readonly Unseen[];
    }
  | { readonly target: string; readonly unmeasured: string };

interface Subject {
  readonly server: Server;
  readonly target: string;
  readonly driver: Driver;
}

/** How often a measurement that is not as claimed is taken again. */
const AGAIN = 6;

/** How often in a row it must then be as claimed. */
const ENOUGH = 2;

type Pick = (behaviour: Behaviour) => Behaviour["measure"] | undefined;

async function bothForms(subject: Subject, missing: Missing): Promise<Fields> {
  const fields: Fields = {};
  const forms = subject.driver.forms ?? FORMS;
  const all: Fields[] = [];
  for (const form of forms) all.push(await each({ ...subject, form }, missing, ({ measure }) => measure));
  const either = (measured: readonly Measured[]) => measured.reduce((one, other) => eitherForm(one, other));
  for (const path of refusedFields(subject.target) as Path[])
    if (path in behavioursOf(subject.driver))
      fields[path] = either(await Promise.all(forms.map((form) => refusal({ ...subject, form }, path))));
  for (const path of Object.keys(all[0]!) as Path[]) {
    let measured = either(all.map((one) => one[path]!));
    // a busy machine can change the picture, and one that stands still for a second does: what is not as claimed is
    // measured again, alone, and counts only when it comes twice in a row; what a library really does otherwise stays so
    const { support } = claimsOf(subject.target)[path]!;
    let agreeing = measured.verdict === support ? ENOUGH : 0;
    for (let again = 0; again < AGAIN && agreeing < ENOUGH; again++) {
      const taken: Measured[] = [];
      for (const form of forms) taken.push(await once({ ...subject, form }, path));
      const next = either(taken);
      agreeing = next.verdict === support ? agreeing + 1 : 0;
      if (agreeing === 0 || agreeing === ENOUGH) measured = next;
    }
    fields[path] = measured;
  }
  return fields;
}

async function each(subject: Subject & { form: RenderForm }, missing: Missing, pick: Pick): Promise<Fields> {
  const all = behavioursOf(subject.driver);
  const paths = (Object.keys(all) as Path[]).filter((path) => {
    const { needs } = all[path]!;
    if (refusedFields(subject.target).includes(path)) return false;
    if (subject.driver.unseen?.some(({ prefix }) => path.startsWith(prefix))) return false;
    return pick(all[path]!) !== undefined && (needs === undefined || missing[needs] === undefined);
  });
  const measured = await Promise.all(paths.map(async (path) => [path, await once(subject, path, pick)] as const));
  return Object.fromEntries(measured);
}

/** Whether the measured version refuses to start with a setting, as the table says. */
async function refusal(
  { server, target, driver, form }: Subject & { form: RenderForm },
  path: Path,
): Promise<Measured> {
  const lab = new Lab(server, target, driver, form);
  const value = { duration: "20m", jitter: "10%" }[FIELDS.get(path)!.kind as string];
  try {
    const { pool } = await lab.open({}, { [path]: value });
    await pool.query("SELECT 1 AS one");
    return { verdict: "full", text: "it does start with it" };
  } catch {
    return { verdict: "none", text: "this version refuses to start with it" };
  } finally {
    await lab.clear();
  }
}

async function once(
  { server, target, driver, form }: Subject & { form: RenderForm },
  path: Path,
  pick: Pick = ({ measure }) => measure,
  attempts = 2,
): Promise<Measured> {
  const lab = new Lab(server, target, driver, form);
  const behaviour = behavioursOf(driver)[path]!;
  try {
    const measured = await pick(behaviour)!.call(behaviour, lab);
    noteSettings(target, path, lab.opened, driver);
    return measured;
  } catch (error) {
    // on a busy machine even the first connection may be too late
    if (attempts > 1) return await once({ server, target, driver, form }, path, pick, attempts - 1);
    throw new Error(`${target}: ${path} cannot be measured (${form})`, { cause: error });
  } finally {
    await lab.clear();
  }
}

// the first query of a process compiles and reads much; that is not the pool's doing
async function warmUp(lab: Lab): Promise<void> {
  const { pool } = await lab.open({});
  await pool.query("SELECT 1 AS one");
  await lab.clear();
}

function missingOn({ certificates }: Server): Missing {
  return {
    ...(certificates instanceof Error && {
      tls: `no certificates could be made: ${certificates.message.split("\n")[0]}`,
    }),
    ...(!existsSync("/proc/net/tcp") && { proc: "only Linux shows the timers of its sockets" }),
  };
}

function versions({ driver, server }: Subject): Record<string, string> {
  const own = server.name === undefined ? [] : [server.name.split(" ") as [string, string]];
  const installed = driver.packages.map((name, at) => {
    return [(at === 0 && driver.label) || name, versionOf(name, driver.from)] as const;
  });
  return Object.fromEntries([...installed, ...Object.entries(driver.versions?.() ?? {}), ...own]);
}
