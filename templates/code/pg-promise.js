import pgPromise from "pg-promise";
{{imports}}

{{helpers}}
export const pgp = pgPromise();

export const db = pgp({{options}}<: as Parameters<typeof pgp>[0]:>);
