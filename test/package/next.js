// a project as `create-next-app` makes it, with poolcfg in a server component, a route handler and a handler for the edge runtime

import { ROUTE } from "./projects.js";

/** Its packages, by the versions that they are tried with. */
export const NEXT = {
  dependencies: { next: "16", react: "19", "react-dom": "19" },
  devDependencies: { "@types/node": "22", "@types/react": "19", typescript: "5.9" },
};

/** How `next build` bundles. */
export const BUNDLERS = { Turbopack: [], webpack: ["--webpack"] };

export const NEXT_FILES = {
  "next.config.mjs": "export default { turbopack: { root: import.meta.dirname } };\n",
  "poolcfg.toml": "[pool]\nmax = 7\n",
  "app/layout.tsx": `export default function Layout({ children }: { children: React.ReactNode }) {
  return <html><body>{children}</body></html>;
}
`,
  "app/page.tsx": `import { loadPoolConfig } from "poolcfg";
export const dynamic = "force-dynamic";
export default async function Page() {
  const { pool } = await loadPoolConfig({ env: {}, dotenv: false });
  return <main>{\`max \${pool.max}\`}</main>;
}
`,
  "app/route/route.ts": ROUTE,
  "app/edge/route.ts": `import { loadConfig } from "poolcfg/core";
export const runtime = "edge";
export async function GET() {
  const { pool } = await loadConfig({ files: [{ name: "poolcfg.toml", text: "[pool]\\nmax = 7\\n" }] });
  return new Response(\`max \${pool.max}\`);
}
`,
};

/** What is in the answer of each address. */
export const ANSWERS = {
  "/": "<main>max 7</main>",
  "/route": "max 7, knex 7, code true, refused true",
  "/edge": "max 7",
};
