// Connections that are no requests.
export default {
  "WebRTC, STUN": async (to) => {
    const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:${to.host}` }] });
    peer.createDataChannel("cell");
    await peer.setLocalDescription(await peer.createOffer());
  },
  "WebRTC, TURN": async (to) => {
    const server = { urls: `turn:${to.host}`, username: "cell", credential: "cell" };
    const peer = new RTCPeerConnection({ iceServers: [server] });
    peer.createDataChannel("cell");
    await peer.setLocalDescription(await peer.createOffer());
  },
  "WebRTC, TURN over TCP": async (to) => {
    const server = { urls: `turn:${to.host}?transport=tcp`, username: "cell", credential: "cell" };
    const peer = new RTCPeerConnection({ iceServers: [server] });
    peer.createDataChannel("cell");
    await peer.setLocalDescription(await peer.createOffer());
  },
  "WebRTC, STUN of a name": async (to) => {
    const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:${to.name}:3478` }] });
    peer.createDataChannel("cell");
    await peer.setLocalDescription(await peer.createOffer());
  },
  // A candidate that the page makes up: the check itself is sent to it.
  "WebRTC, another peer": async (to) => {
    const [here, there] = [new RTCPeerConnection(), new RTCPeerConnection()];
    here.createDataChannel("cell");
    await here.setLocalDescription(await here.createOffer());
    await there.setRemoteDescription(here.localDescription);
    await there.setLocalDescription(await there.createAnswer());
    await here.setRemoteDescription(there.localDescription);
    const [ip, port] = to.host.split(":");
    const candidate = `candidate:1 1 udp 2113937151 ${ip} ${port} typ host`;
    await here.addIceCandidate({ candidate, sdpMLineIndex: 0, sdpMid: "0" });
  },
  // What was deleted in this window may be there in another.
  "WebRTC of an empty frame": async (to) => {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    const configuration = { iceServers: [{ urls: `stun:${to.host}` }] };
    const peer = new frame.contentWindow.RTCPeerConnection(configuration);
    peer.createDataChannel("cell");
    await peer.setLocalDescription(await peer.createOffer());
  },
  "WebRTC of a srcdoc frame": async (to) => {
    const frame = document.createElement("iframe");
    frame.srcdoc = "<p>empty</p>";
    const loaded = new Promise((done) => frame.addEventListener("load", done));
    document.body.append(frame);
    await loaded;
    const configuration = { iceServers: [{ urls: `stun:${to.host}` }] };
    const peer = new frame.contentWindow.RTCPeerConnection(configuration);
    peer.createDataChannel("cell");
    await peer.setLocalDescription(await peer.createOffer());
  },
  "fetch of an empty frame": (to) => {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    return frame.contentWindow.fetch(to.http, { mode: "no-cors" });
  },
  WebTransport: (to) => new WebTransport(to.https).ready,
};
