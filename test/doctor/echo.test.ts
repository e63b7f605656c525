// what a server repeats of a password is not shown
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { poolcfg } from "../cli/_run.ts";
import { HOST, listen } from "../conformance/_listen.ts";
import { message } from "./_garbled.ts";

const PASSWORD = "c4naryPassword";

test.each(["text", "json", "sarif", "junit"])("a server that repeats the password: doctor as %s", async (format) => {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    let asked = false;
    socket.on("data", (bytes) => {
      const password = bytes.toString("utf8", 5, bytes.length - 1);
      if (asked) socket.end(message("E", `SFATAL\0C28P01\0Mlogin refused for app with <${password}>\0\0`));
      else socket.write(message("R", Buffer.from([0, 0, 0, 3])));
      asked = true;
    });
  });
  const port = await listen(server);
  try {
    const url = `postgresql://app:${PASSWORD}@${HOST}:${port}/shop?sslmode=disable`;
    const { code, out, err } = await poolcfg(["doctor", url, "--format", format], { env: { POOLCFG_DEBUG: "1" } });
    expect(code).toBe(3);
    expect(err).toContain("login refused for app with <***>");
    expect(out + err).not.toContain(PASSWORD);
  } finally {
    server.close();
  }
});
