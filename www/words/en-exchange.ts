import { bytes, number, plural } from "../format.js";

const columnsOf = (columns: number[] | undefined) =>
  columns ? `columns ${columns.map((column) => column + 1).join(", ")}` : "all columns";

/** The copy of the exchange's page. */
export const exchange = {
  title: "Lazaret exchange",
  tagline:
    "Share sealed files without trusting whoever stores them: the node has ciphertext, and no key.",
  busy: "One moment",
  tabs: {
    title: "Parts of the page",
    files: "Files",
    workbench: "Workbench",
    members: "Members",
    history: "History",
    releases: "Noisy numbers",
    console: "Operator",
    keys: "Your keys",
  },
  standing: (entries: number, witnesses: number, quorum: number) =>
    `This browser follows the log: ${plural(entries, "entry", "entries")}, nothing changed since it was first seen${
      quorum > 0 ? `, and ${witnesses} of at least ${quorum} witnesses vouch for it` : ""
    }.`,
  silent: (since: string) =>
    `Too few hospitals have vouched for this log since ${since} UTC. What was done later may be missing here: a grant that was withdrawn, a new version, a key that was changed. Either hospitals are away, or this node holds entries back. Ask one of the other hospitals before you rely on what you see.`,

  hospitals: {
    title: "Other keys than before",
    lead: "The node names other keys for the log, or for the hospitals that vouch for it, than this browser has believed so far. So it is when a hospital joins or leaves; and so would a node do that wants to show you another history. Compare the keys below with what people at the hospitals tell you, by telephone or in person. What this browser has seen of the log it keeps in either case: it takes no other history.",
    keys: "Keys",
    head: ["For", "Key", "Now"],
    log: "the log",
    successor: "a successor",
    witness: "a hospital that vouches",
    asBefore: "as before",
    gone: "no longer named",
    added: "new",
    quorum: (before: number, now: number) =>
      before === now
        ? `${before} of the hospitals must vouch, as before.`
        : `${now} of the hospitals must vouch, and ${before} before.`,
    told: "People at the hospitals have told me that these keys are right.",
    believe: "Believe these keys from now on",
  },
  pending: (entry: number) =>
    `What you did is entry ${entry} of the log, and waits until enough hospitals vouch for it. That takes seconds; if it stays so, load the page again later.`,
  mirror:
    "This is a mirror: files are found and opened here as ever, and nothing can be uploaded, asked for, granted or revoked.",

  account: {
    busy: "Asking the node",
    loggedIn: (user: string, role: string) => `You are ${user}, ${role}.`,
    logOut: "Log out",
    logIn: "Log in",
    logInLead: "The password never leaves this browser: the node can check it and can't read it.",
    loggingIn: "Logging in",
    user: "User name",
    password: "Password",
    byIdentity: "Log in with the unlocked identity",
    mirror:
      "This is a mirror of the exchange, and mirrors know no passwords: bring your identity into this browser below, and log in with it.",
    register: "Register",
    registerLead:
      "Two secrets are made here and neither goes to the node: the identity, which opens files and signs, and a password, which logs in. The user name is public to the node and to members.",
    registering: "Registering",
    first: "First make or unlock your identity below.",
    invitation: "Invitation",
    invitationHint: "From whoever runs the node. It serves once.",
    role: "You come as",
    roles: {
      owner: "owner of data: seals, uploads and grants",
      researcher: "researcher: searches, asks and opens",
      operator: "operator: keeps the node running and sees no file",
    },
    passwordHint:
      "At least 12 characters that nobody guesses, such as five unusual words, and used nowhere else.",
    another: "Another password",
    anotherLead:
      "The unlocked identity sets it, whether you know the old one or not. All your sessions end.",
    newPassword: "New password",
    set: "Set it",
    isSet: "It is set, and you are logged in with it.",
    userHint: "3 to 32 characters: a to z, 0 to 9, dot, dash, underscore; begins with a letter.",
    unlock: "Unlock your identity to read names of files and to sign.",
  },

  waiting: {
    title: "You are not admitted yet",
    lead: "A member must compare these eight words with you, on the telephone or in person, and then let you in. They name your keys, and the node can't change that unseen.",
    again: "Look again",
    first:
      "Nobody is a member yet. If you begin this group, you draw the key that names of files are sealed with.",
    begin: "Begin the group",
  },

  members: {
    title: "Members",
    lead: "The log has one key for each user. Before a key is used, this browser makes sure that the node shows the one that the log has.",
    waiting: "Waiting to be admitted",
    nobody: "Nobody waits.",
    compare: (user: string) => `Show the words of ${user}`,
    words: (user: string) => `Compare with ${user}, on the telephone or in person:`,
    admit: (user: string) => `The words are the same: admit ${user}`,
    checking: "Asking the log",
    admitting: "Sealing the group key",
    user: "User",
    role: "Role",
    state: "State",
    key: "Key",
    states: { waiting: "waiting", member: "member", closed: "closed" },
    vouched: "as the log has it",
  },

  files: {
    title: "Files",
    lead: "Names are sealed for the members: the node can't read them.",
    search: "Name or words",
    run: "Search",
    all: "Show all",
    searching: "Searching",
    none: "No file yet.",
    notFound: "No file has all of these words.",
    unnamed: (file: string) => `File ${file.slice(0, 8)}`,
    line: (owner: string, version: number, size: number, columns: number) =>
      `${owner} · version ${number(version)} · ${bytes(size)} · ${plural(columns, "column", "columns")}`,
    yours: "yours",
    open: "Open in the workbench",
    save: "Save it sealed, with its proof",
    proving: "Putting the proof into the file",
    fetching: "Fetching and checking",
    opened: "Checked against the log, and handed to the workbench with the keys that you have.",
    rotate: "Make a new version under new keys",
    rotateLead:
      "Opens it in the workbench. What you seal there next is offered as its next version; nobody's grant goes along.",
    standing: {
      granted: "You may open it.",
      asked: "You asked; its owner has not answered yet.",
      refused: "Its owner refused.",
      revoked: "Your access was revoked.",
      invited: "Its owner invites you to ask.",
    },
  },

  access: {
    ask: "Ask for access",
    purpose: "What for (its owner reads it, and so does whoever runs the node)",
    columns: "Columns, by number (empty: all)",
    columnsHint: (columns: number) => `1 to ${columns}, such as 1, 3, 5`,
    send: "Sign and send the request",
    asking: "Sending the request",
    requests: "Requests to you",
    noRequests: "Nobody asks you at the moment.",
    request: (user: string, title: string, columns: number[] | undefined) =>
      `${user} asks for ${columnsOf(columns)} of “${title}”`,
    purposeOf: (purpose: string) => `for: ${purpose}`,
    expires: "Last day (empty: none)",
    grant: (user: string) => `Grant to ${user}`,
    granting: "Checking the key in the log, and wrapping the columns' keys",
    refuse: "Refuse",
    refusing: "Refusing",
    readers: "Who may open it",
    nobody: "Only you.",
    reader: (user: string, columns: number[] | undefined) => `${user}: ${columnsOf(columns)}`,
    revoke: (user: string) => `Revoke ${user}`,
    revokeLead:
      "Ends serving the file to them, and is written into the log. What they have already fetched, and its keys, nobody can take back: for that make a new version under new keys.",
    revoking: "Revoking",
    invite: "Invite somebody to ask",
    to: "User",
    inviteRun: "Invite",
    inviting: "Inviting",
    done: "Done, and in the log.",
  },

  upload: {
    title: "Upload a sealed file",
    lead: "Seal in the workbench, or choose a sealed file that was made for your identity. Nothing leaves before you have seen what would.",
    file: "A sealed file (.lz) of yours",
    workbench: "Seal in the workbench",
    looking: "Looking at the file",
    offered: "This would leave",
    version: (title: string, next: number) => `As version ${next} of “${title}”.`,
    size: (size: number, parts: number) =>
      `${bytes(size)} of ciphertext: ${plural(parts, "column", "columns")}, of which the node sees the padded sizes.`,
    manifest: "SHA-256 of the manifest, as the log will have it",
    grants: "It opens for you alone; you let others in later.",
    name: "Name (sealed for the members)",
    keywords: "Words by which it is found (sealed too)",
    run: "Upload",
    cancel: "Do not upload",
    busy: "Uploading",
    done: (name: string) => `“${name}” is on the exchange, and in the log.`,
    resume: "What has arrived stays: press again, and it goes on from there.",
  },

  room: {
    title: "Workbench",
    lead: "It has the table and no way to the network; this page has the network and never sees the table.",
    frame: "Workbench: protect, seal and open a table here",
    waiting: "The workbench is starting.",
  },

  release: {
    title: "Noisy numbers",
    lead: "Numbers with noise that their owners have published, and what they cost.",
    none: "Nobody has published numbers.",
    offered: "These numbers would leave",
    cost: (epsilon: string, delta: string | undefined) =>
      `ε ${epsilon}${delta ? `, δ ${delta}` : ""}`,
    exact: "Exactly this text",
    run: "Publish these numbers",
    cancel: "Do not publish",
    busy: "Publishing",
  },

  history: {
    title: "History",
    lead: "What you did, what others did for you, and what happened to your files.",
    none: "Nothing yet.",
    when: "When",
    who: "Who",
    what: "What",
    leaf: "Entry",
    acts: {
      register: "registered",
      admit: "admitted",
      upload: "uploaded",
      ask: "asked for",
      invite: "invited",
      grant: "granted",
      refuse: "refused",
      revoke: "revoked",
      download: "fetched",
      release: "published numbers",
      "demand-keys": "demanded the keys of",
      close: "closed the account",
    },
  },

  console: {
    title: "Operator's console",
    lead: "What whoever runs the node can see: no name of a file, no word, no cell, no key.",
    role: "The invitation is for an",
    roles: { owner: "owner", researcher: "researcher", operator: "operator" },
    invite: "Make an invitation",
    inviting: "Making an invitation",
    invitation: "Give this to one person. It serves once:",
    quota: "Quota of a user, in bytes",
    save: "Save",
    saving: "Saving",
    loggedIn: "User whose sessions end",
    end: "Log out everywhere",
    ending: "Ending sessions",
    demand: "Demand the keys of this file",
    demanding: "Demanding",
    refused:
      "Refused, and written into the log: the node has no keys. Only the file's owner can let somebody in.",
    tables: {
      users: "Users",
      files: "Files",
      grants: "Grants",
      events: "Security events",
      health: "Health",
    },
    empty: "Nothing.",
    heads: {
      name: "User",
      role: "Role",
      state: "State",
      leaf: "Entry",
      bytes: "Bytes",
      quota: "Quota",
      file: "File",
      owner: "Owner",
      version: "Version",
      columns: "Columns",
      reader: "Reader",
      expires: "Last day",
      revoked: "Revoked by entry",
      at: "When",
      kind: "What",
      details: "Details",
      database: "Database",
      users: "Users",
      entries: "Entries",
      parts: "Parts",
      sessions: "Sessions",
      store: "Store answers",
      mirror: "Is a mirror",
    } as Record<string, string>,
  },
};
