// Requests that a script makes by itself.
export default {
  fetch: (to) => fetch(to.http, { mode: "no-cors" }),
  "fetch, POST": (to) => fetch(to.http, { method: "POST", mode: "no-cors", body: "cell" }),
  "fetch, keepalive": (to) => fetch(to.http, { mode: "no-cors", keepalive: true }),
  "fetch, https": (to) => fetch(to.https, { mode: "no-cors" }),
  "fetch, a name": (to) => fetch(`http://${to.name}/`, { mode: "no-cors" }),
  fetchLater: (to) => fetchLater(to.http, { activateAfter: 0 }),
  XMLHttpRequest: (to) => {
    const request = new XMLHttpRequest();
    request.open("GET", to.http);
    request.send();
  },
  sendBeacon: (to) => navigator.sendBeacon(to.http, "cell"),
  EventSource: (to) => void new EventSource(to.http),
  WebSocket: (to) => void new WebSocket(to.ws),
  "import()": (to) => import(to.http),
  FontFace: (to) => new FontFace("canary", `url(${to.http})`).load(),
  "audio worklet": (to) => new OfflineAudioContext(1, 1, 8000).audioWorklet.addModule(to.http),
  "paint worklet": (to) => CSS.paintWorklet.addModule(to.http),
  // The browser itself fetches the provider's description.
  "identity provider": (to) =>
    navigator.credentials.get({
      identity: { providers: [{ configURL: to.http, clientId: "cell" }] },
    }),
  // And the list of sites that may use each other's passkeys.
  "passkey of a name": (to) =>
    navigator.credentials.get({
      publicKey: { challenge: new Uint8Array(16), rpId: to.name },
    }),
  "payment method": (to) =>
    new PaymentRequest([{ supportedMethods: to.https }], {
      total: { label: "cell", amount: { currency: "EUR", value: "1" } },
    }).canMakePayment(),
};
