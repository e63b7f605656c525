// JSON.parse, for every target's JSON
import { defineReader, type Reading } from "../reader.ts";

export default defineReader({
  title: "JSON.parse",
  reads: (_, form) => form === "json",
  read: (cells) =>
    new Map(
      cells.map((cell): [typeof cell, Reading] => {
        try {
          JSON.parse(cell.text);
          return [cell, {}];
        } catch (error) {
          return [cell, { problem: String(error) }];
        }
      }),
    ),
});
