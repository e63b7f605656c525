// completion scripts, from the same data as the help
import { COLOR_FLAGS } from "./_flags.ts";
import type { Flag } from "./commands/_define.ts";
import { commands } from "./commands/registry.gen.ts";

/** What can be typed after a command. */
interface Words {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly {
    readonly flag: string;
    readonly summary: string;
    readonly takes: boolean;
    readonly words: readonly string[];
  }[];
  /** Words for the operands; none where they are files. */
  readonly operands: readonly string[];
  /** Whether files may stand as operands. */
  readonly files: boolean;
}

/** Everything that can be completed. */
export async function vocabulary(): Promise<Words[]> {
  return Promise.all(
    commands.map(async ({ name, summary, load }) => {
      const { args = [], flags } = await load();
      const help = { flags: "--help", summary: "help about the command" };
      const operands = await Promise.all(args.map(async ({ words }) => (words ? words() : [])));
      return {
        name,
        summary,
        flags: await Promise.all([...flags, ...COLOR_FLAGS, help].map(completed)),
        operands: [...new Set(operands.flat())],
        files: args.some(({ words, name: operand }) => !words || /^.[ab].$/.test(operand)),
      };
    }),
  );
}

async function completed(flag: Flag): Promise<Words["flags"][number]> {
  const [name = "", value] = flag.flags.split(" ");
  const words = flag.choices ?? (await flag.words?.()) ?? [];
  return { flag: name, summary: flag.summary, takes: value !== undefined, words };
}

/** One script writer for each shell. */
export const scripts = { bash, zsh, fish };

function bash(list: readonly Words[]): string {
  const cases = list.map(({ name, flags, operands, files }) => {
    const valued = flags.filter(({ takes }) => takes);
    const choices = valued.filter(({ words }) => words.length > 0);
    const free = valued.filter(({ words }) => words.length === 0).map(({ flag }) => flag);
    return [
      `    ${name})`,
      '      case "$previous" in',
      ...choices.map(({ flag, words }) => `        ${flag}) words=${quote(words.join(" "))} ;;`),
      ...(free.length > 0 ? [`        ${free.join("|")}) files=1 ;;`] : []),
      "        *)",
      `          if [[ $current == -* ]]; then words=${quote(flags.map(({ flag }) => flag).join(" "))}`,
      `          else words=${quote(operands.join(" "))}; files=${files ? 1 : 0}; fi ;;`,
      "      esac ;;",
    ].join("\n");
  });
  return [
    "# bash completion for poolcfg",
    "_poolcfg() {",
    '  local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" words="" files=0',
    "  COMPREPLY=()",
    "  if (( COMP_CWORD == 1 )); then",
    `    COMPREPLY=($(compgen -W ${quote(`${list.map(({ name }) => name).join(" ")} --help --version`)} -- "$current"))`,
    "    return",
    "  fi",
    '  case "${COMP_WORDS[1]}" in',
    ...cases,
    "  esac",
    '  [[ -n $words ]] && COMPREPLY=($(compgen -W "$words" -- "$current"))',
    "  if (( files )); then",
    "    compopt -o filenames 2>/dev/null",
    "    local file",
    '    while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -f -- "$current")',
    "  fi",
    "}",
    "complete -F _poolcfg poolcfg",
    "",
  ].join("\n");
}

function zsh(list: readonly Words[]): string {
  const cases = list.map(({ name, flags, operands, files }) => {
    const specs = flags.map(({ flag, summary, takes, words }) => {
      const value = !takes ? "" : words.length > 0 ? `:value:(${words.map(zshWord).join(" ")})` : ":value:_files";
      return quote(`*${flag}[${summary.replace(/[[\]\\:]/g, "\\$&")}]${value}`);
    });
    const all = [...specs, ...(operands.length > 0 || files ? [quote("*:operand:_poolcfg_operand")] : [])];
    return `    ${name})\n      _arguments ${all.join(" \\\n        ")} ;;`;
  });
  const operands = list.map(({ name, operands: words, files }) => {
    const steps = [
      ...(words.length > 0 ? [`compadd -- ${words.map(quote).join(" ")}`] : []),
      ...(files ? ["_files"] : []),
    ];
    return `    ${name}) ${steps.length > 0 ? steps.join("; ") : ":"} ;;`;
  });
  return [
    "#compdef poolcfg",
    "_poolcfg_operand() {",
    '  case "$poolcfg_command" in',
    ...operands,
    "  esac",
    "}",
    "_poolcfg() {",
    "  if (( CURRENT == 2 )); then",
    "    local -a commands",
    `    commands=(${list.map(({ name, summary }) => quote(`${name}:${summary}`)).join(" ")})`,
    "    _describe command commands",
    "    return",
    "  fi",
    '  local poolcfg_command="$words[2]"',
    "  shift words",
    "  (( CURRENT-- ))",
    '  case "$poolcfg_command" in',
    ...cases,
    "  esac",
    "}",
    // sourced, it has to be registered; found through fpath, it is called at once
    'if [[ "$funcstack[1]" == "_poolcfg" ]]; then _poolcfg "$@"; else compdef _poolcfg poolcfg; fi',
    "",
  ].join("\n");
}

function fish(list: readonly Words[]): string {
  const lines = ["# fish completion for poolcfg", "complete -c poolcfg -f"];
  for (const { name, summary, flags, operands, files } of list) {
    const here = `-n ${quote(`__fish_seen_subcommand_from ${name}`)}`;
    lines.push(`complete -c poolcfg -n __fish_use_subcommand -a ${quote(name)} -d ${quote(summary)}`);
    if (files) lines.push(`complete -c poolcfg ${here} -F`);
    if (operands.length > 0) lines.push(`complete -c poolcfg ${here} -a ${quote(operands.join(" "))}`);
    for (const { flag, summary: meaning, takes, words } of flags) {
      const value = !takes ? "" : words.length > 0 ? ` -x -a ${quote(words.join(" "))}` : " -r -F";
      lines.push(`complete -c poolcfg ${here} -l ${flag.slice(2)}${value} -d ${quote(meaning)}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function zshWord(word: string): string {
  return word.replace(/[\s():\\]/g, "\\$&");
}
