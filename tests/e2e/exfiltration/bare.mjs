// The node's pages without anything that forbids: what the battery must show to be leaking.
import { createServer } from "node:http";

const IN_PAGE = /<meta http-equiv="Content-Security-Policy"[^>]*>/;
/** What the page takes away from itself: www/no-peers.ts and www/exchange/only-workbench.ts. */
const TAKEN_AWAY = [
  [/"(webkit)?RTCPeerConnection"/g, '"nothing"'],
  [/frame-src \$\{location\.origin\}\/workbench/g, "frame-src *"],
];

/** Passes requests on to `origin`, and answers with the text alone. */
export async function startBare(t, origin) {
  const server = createServer(async ({ url }, response) => {
    const answer = await fetch(origin + url);
    let text = (await answer.text()).replace(IN_PAGE, "");
    for (const [taken, given] of TAKEN_AWAY) text = text.replace(taken, given);
    // No other header than this one.
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") });
    response.end(text);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${server.address().port}`;
}
