// What reaches other computers past the policy on requests is taken away before anything else of the page runs: the
// page needs none of it, and not every browser has a policy for it.
for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection"]) {
  Reflect.deleteProperty(globalThis, name);
}
