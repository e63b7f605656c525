import { <:type ClientConfigurationInput, :>createPool } from "slonik";
{{imports}}

{{helpers}}
const parameters<:: Record<string, string>:> = {{parameters}};

const url = new URL({{url}});
for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);

const configuration<:: ClientConfigurationInput:> = {{options.configuration}};

// createPool connects at once, so the program says when, and meets the error
export function openPool() {
  return createPool(url.href, configuration);
}
