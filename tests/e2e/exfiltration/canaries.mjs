// Servers that nothing of ours may ever reach: each writes down what arrives.
import { createSocket } from "node:dgram";
import { createServer } from "node:http";

/** Another host than the page's, on this computer. */
const HOST = "127.0.0.2";

/** A canary of its own for each of `names`, so that what arrives tells by which channel it came. */
export async function startCanaries(names) {
  const canaries = new Map();
  for (const name of names) canaries.set(name, await startCanary(name));
  const arrived = () =>
    Object.fromEntries(
      [...canaries]
        .map(([name, { kinds }]) => [name, [...kinds].sort()])
        .filter(([, kinds]) => kinds.length),
    );
  return {
    /** Where each channel tries to send to. */
    to: (name) => canaries.get(name).to,
    /** What arrived, by channel: `request`, `connection` (also TLS's first message) or `datagram`. */
    arrived,
    forget() {
      for (const { kinds } of canaries.values()) kinds.clear();
    },
    close: () => Promise.all([...canaries.values()].map(({ close }) => close())),
  };
}

/** One port, TCP and UDP. It answers every request, so that what follows from an answer is tried too. */
async function startCanary(name) {
  const kinds = new Set();
  const server = createServer((request, response) => {
    kinds.add("request");
    answer(request, response);
  });
  server.on("connection", (socket) => {
    kinds.add("connection");
    socket.on("error", () => {});
  });
  server.on("upgrade", (_request, socket) => {
    kinds.add("request");
    socket.destroy();
  });
  await new Promise((listening) => server.listen(0, HOST, listening));
  const { port } = server.address();
  const datagrams = createSocket("udp4").on("message", () => kinds.add("datagram"));
  await new Promise((bound) => datagrams.bind(port, HOST, bound));
  const close = () => {
    datagrams.close();
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  const host = `${HOST}:${port}`;
  const path = `/${name.replaceAll(/[^a-z0-9]+/gi, "-")}?cell=DIAGNOSIS`;
  const to = {
    http: `http://${host}${path}`,
    https: `https://${host}${path}`,
    ws: `ws://${host}${path}`,
    host,
    // Nobody has this name; asking for it would already tell it to whoever answers.
    name: `${name.replaceAll(/[^a-z0-9]+/gi, "-").toLowerCase()}.canary.invalid`,
    path,
  };
  return { kinds, to, close };
}

const TYPES = {
  script: "text/javascript",
  style: "text/css",
  image: "image/svg+xml",
  manifest: "application/json",
};

function answer({ headers }, response) {
  const type = TYPES[headers["sec-fetch-dest"]] ?? "text/html";
  response.writeHead(200, { "content-type": type, "access-control-allow-origin": "*" });
  response.end(type === "image/svg+xml" ? '<svg xmlns="http://www.w3.org/2000/svg"/>' : "");
}
