// InvoiceShelf: PHP, with a connection for each request
import { defineApplication } from "./_define.ts";

export default defineApplication({
  id: "invoice-shelf",
  title: "InvoiceShelf",
  images: ["invoiceshelf"],
  address: ["DB_HOST"],
  roles: [{ pools: { "": { unknown: "PHP opens a connection for each request by default" } } }],
  source: { url: "https://docs.invoiceshelf.com/", version: "2", checked: "2026-11-30" },
});
