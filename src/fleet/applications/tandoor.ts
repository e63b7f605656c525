// Tandoor Recipes: Django, with a connection for each thread
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "tandoor",
  title: "Tandoor Recipes",
  images: ["vabene1111/recipes"],
  address: ["POSTGRES_HOST"],
  roles: [{ pools: { "": { unknown: "Django opens a connection for each thread by default" } } }],
  source: { url: "https://docs.tandoor.dev/system/configuration/", version: "2", checked: "2026-11-30" },
});
