// What the battery finds where something remains, exactly: a change is to be seen. docs/exfiltration.md explains it.

/**
 * Of the workbench in its frame, in browsers without the header: sockets that are opened before the policy refuses the
 * request, and names that are looked up for them. No byte of the page's choosing is sent but the name itself.
 */
export const WITHOUT_HEADER = {
  chromium: {
    connections: [
      "a.click()",
      "a[download]",
      "button[formaction]",
      "form, GET",
      "iframe",
      "location =",
      "location.replace",
      "meta refresh",
      "navigation of an empty frame",
      "navigation.navigate",
      "preconnect",
    ],
    names: ["dns-prefetch", "iframe of a name", "location = a name", "preconnect to a name"],
  },
  firefox: { connections: [], names: ["dns-prefetch"] },
};

/** Of the file opened from disk: going elsewhere, which no policy in a page can forbid, and what a new window has anew. */
export const FROM_DISK = [
  "WebRTC of an empty frame",
  "a to a new window",
  "a.click()",
  "a[download]",
  "an empty window's navigation",
  "button[formaction]",
  "form, GET",
  "form, POST to a new window",
  "iframe",
  "location =",
  "location.replace",
  "meta refresh",
  "navigation of an empty frame",
  "navigation.navigate",
  "parent.location =",
  "preconnect",
  "top.location =",
  "window.open",
  "window.open, no opener",
];

/** Channels that are closed to every page, so that their silence proves nothing. */
export const PROVE_NOTHING = [
  "WebRTC, STUN of a name",
  "passkey of a name",
  "prerender",
  "report-uri in a meta",
  "service worker of another host",
  "svg use",
  "worker of another host",
];
