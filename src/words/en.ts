/** English: every sentence of the page, by the region that says it. The other languages have the same keys. */

import { formats } from "./formats.ts";

const { number, plural, counted, date, percent, delay, time } = formats("en");

export const en = {
  app: {
    newConversation: "New conversation",
    conversations: "Conversations",
    updatedElsewhere:
      "A newer version of this page was started in another tab. Reload this tab; your conversations are kept.",
    partMissing: "This part of the page could not be opened. Check the connection, then reload the page.",
    cannotRun: (missing: readonly string[]) =>
      `This page runs a language model in your browser, and this browser lacks what that takes (${missing.join(", ")}). A current version of Chrome, Edge, Firefox or Safari has it.`,
    needs: {
      workers: "Web Workers",
      random: "secure random numbers",
      recent: "recent JavaScript",
      secure: "a secure connection (https)",
    },
  },

  /** Buttons that mean the same everywhere. */
  common: {
    close: "Close",
    dismiss: "Dismiss",
    later: "Later",
    notNow: "Not now",
    tryAgain: "Try again",
    undo: "Undo",
    cancel: "Cancel",
    stop: "Stop",
    delete: "Delete",
    keep: "Keep",
  },

  composer: {
    label: "Write to Dolly",
    instruction: "Instruction",
    instructionHint: "Ask something, or give an instruction",
    context: "Context",
    contextHint: "Paste the passage your instruction is about",
    addPassage: "Add a passage",
    leavePassageOut: "Leave the passage out",
    wordsBack: "My words back",
    keysBusy: "Esc stops",
    keysIdle: "Enter sends, Shift + Enter: new line",
    send: "Send",
    fromFile: "From a file",
    readingFile: (name: string) => `Reading ${name}…`,
    dropFile: "Drop the file: its text becomes the passage",
  },

  /** The kinds of task, by the dataset's names for them. */
  tasks: {
    choose: "Kind of task",
    title: "What kind of task is it?",
    about:
      "Dolly was taught seven kinds. Saying which one it is makes the answer cooler or freer, and asks for what is needed.",
    any: "Any",
    anyHint: "Leave it to the words of the instruction",
    example: "Example",
    exampleOf: (kind: string) => `Example: ${kind}`,
    open_qa: { name: "Question", hint: "Ask something the model may know" },
    closed_qa: { name: "Question about a passage", hint: "Ask something the passage says" },
    information_extraction: { name: "Extraction", hint: "Say what to pick out of the passage" },
    summarization: { name: "Summary", hint: "Say how short the passage is to become" },
    brainstorming: { name: "Ideas", hint: "Ask for a list of ideas" },
    classification: { name: "Sorting", hint: "Name the classes and what to sort into them" },
    creative_writing: { name: "Writing", hint: "Ask for a poem, an e-mail, a story" },
  },

  /** The page about itself. */
  diagnostics: {
    open: "About this page",
    title: "About this page and device",
    about: "What the page knows of itself. No word of your conversations is in it.",
    model: "Model",
    modelIs: (name: string, dtype: string, device: string, threads: number) =>
      `${name}, ${dtype}, ${device === "webgpu" ? "on the graphics device" : `on the processor with ${counted(threads, "thread", "threads")}`}`,
    noModel: "None is loaded",
    graphics: "Graphics device",
    adapter: (f16: boolean, bindingBytes: number) =>
      `WebGPU ${f16 ? "with" : "without"} 16-bit numbers, buffers up to ${number(bindingBytes / 2 ** 20, { maximumFractionDigits: 0 })} MiB`,
    noAdapter: "None that is hardware",
    processor: "Processor",
    cores: (cores: number, isolated: boolean) =>
      `${counted(cores, "logical core", "logical cores")}, ${isolated ? "threads allowed" : "one thread only: the page is not isolated"}`,
    memory: "Memory",
    unknown: "The browser does not say",
    bytes: (bytes: number) => `${number(bytes / 2 ** 30, { maximumFractionDigits: 1 })} GiB or more`,
    storage: "Storage",
    stored: (used: number | null, quota: number | null, persisted: boolean | null) =>
      used === null || quota === null
        ? "The browser does not say"
        : `${number(used / 1e6, { maximumFractionDigits: 1 })} MB used, ${number(quota / 1e9, { maximumFractionDigits: 1 })} GB allowed, ${persisted ? "kept" : "may be cleared by the browser"}`,
    browser: "Browser",
    page: "Page",
    version: "Version",
    started: (interactiveMs: number, loadedMs: number) =>
      `usable after ${number(interactiveMs)} ms, loaded after ${number(loadedMs)} ms`,
    speed: "Speed",
    measure: "Measure the speed",
    measuring: "Measuring…",
    speedIs: (tokens: number, reading: number, writing: number) =>
      `Reads ${number(reading, { maximumFractionDigits: 0 })} tokens/s (a prompt of ${number(tokens)}), writes ${number(writing, { maximumFractionDigits: 1 })} tokens/s.`,
    requests: "Every request to the network",
    requestsAbout:
      "All that this page and its workers have asked the network for on this device, one line an address. Beside the page’s own files there is only what you had it download.",
    requestsUnknown:
      "They are counted by the service worker, which is not in charge of this page yet. Reload the page to see them.",
    address: "Address",
    times: "Times",
    last: "Last",
    count: (count: number) => number(count),
    when: (at: number) => `${date(at)}`,
    save: "Save as a file",
  },

  /** The glass box: an answer token by token. */
  glass: {
    open: "Look inside",
    title: "Inside the answer",
    about: (model: string) =>
      `Each piece of the answer with how probable ${model} finds it here, before sampling. Choose one to see what else it thought of, and to go on from another.`,
    looking: "Looking…",
    token: (text: string, probability: number) => `${text}, ${percent(probability)}`,
    space: "a space",
    line: "a new line",
    written: "Written",
    others: "Instead of it",
    goOn: (text: string) => `Go on from here with “${text}”`,
    probability: (value: number) => percent(value),
    replay: "Write it again from its seed",
    replaying: "Writing it again…",
    same: "The same, word for word.",
    different: "It came out differently: the model, the device, the settings, or what stands before it has changed.",
    noSeed: "The model here did not write this answer, or nobody noted how; it cannot be written again.",
  },

  /** The meter of the model's window. */
  window: {
    title: "What the model reads",
    about: (contextLength: number) =>
      `The model sees at most ${number(contextLength)} tokens at once, pieces of words, its answer included.`,
    label: (used: number, contextLength: number) =>
      `The window: ${number(used)} of ${number(contextLength)} tokens used. Show the parts.`,
    short: (used: number, contextLength: number) => `${number(used)} of ${number(contextLength)}`,
    leftOut: (exchanges: number) => `${counted(exchanges, "earlier exchange", "earlier exchanges")} left out`,
    leftOutWhy: (exchanges: number) =>
      `${counted(exchanges, "earlier exchange", "earlier exchanges")} no longer ${plural(exchanges, "fits", "fit")} and will be left out, the oldest first.`,
    over: (tokens: number) => `${counted(tokens, "token", "tokens")} too long`,
    overWhy: (tokens: number) =>
      `Instruction and passage are ${counted(tokens, "token", "tokens")} too long for this model. Shorten them, or, for a summary or an extraction, go through the passage piece by piece.`,
    tokens: (tokens: number) => number(tokens),
    template: "The frame around every instruction",
    earlier: (kept: number) =>
      kept === 0 ? "Earlier exchanges" : counted(kept, "earlier exchange", "earlier exchanges"),
    passage: "The passage",
    instruction: "The instruction",
    room: "Room for the answer",
    byPieces: "Go through it piece by piece",
    byPiecesAbout: "The passage is too long to be read at once. Each piece is answered by itself.",
    piece: (index: number, count: number) => `Piece ${number(index)} of ${number(count)}`,
    together: "Putting the pieces together",
  },

  /** What went wrong with a file that was to be a passage. */
  passage: {
    tooLarge: (name: string, limitBytes: number) =>
      `“${name}” is larger than ${number(limitBytes / 1e6)} MB. Give a smaller file, or paste the part you mean.`,
    notText: (name: string) => `“${name}” holds no text this page can read. Text, Markdown, HTML and PDF files work.`,
    empty: (name: string) => `“${name}” is empty.`,
    scanned: (name: string) =>
      `“${name}” holds pictures of its pages and no text. A PDF whose text can be selected works.`,
    brokenPdf: (name: string) => `“${name}” could not be read as a PDF: it is damaged, or locked with a password.`,
  },

  sending: {
    busy: "An answer is still being written. Wait until it ends, or stop it, then send this.",
    notStarted: "Not sent, because Dolly could not start. Your words are still here.",
    answering: (model: string) => `${model} is answering.`,
    answered: (model: string, text: string) => `${model}: ${text === "" ? "no words" : text}`,
    answeredStopped: (model: string, text: string) => `${model}: ${text === "" ? "no words" : text} Stopped.`,
    answeredInterrupted: (model: string, text: string) => `${model}: ${text === "" ? "no words" : text} Interrupted.`,
  },

  chat: {
    conversation: "Conversation",
    toLatest: "To the latest",
    yourInstruction: "Your instruction",
    withPassage: (passageWords: number) => `With a passage of ${counted(passageWords, "word", "words")}`,
    answerFrom: (model: string) => `Answer from ${model}`,
    code: "Code",
    image: "an image",
    imageOf: (alt: string) => `an image: ${alt}`,
    done: "done",
    notDone: "not done",
    emptyAnswer: "An empty answer.",
    endedBeforeFirstWord: "It ended before the first word.",
    regenerate: "Regenerate",
    continue: "Continue",
    version: (at: number, of: number) => `${number(at)} of ${number(of)}`,
    versions: "Versions",
    earlierVersion: "Earlier version",
    laterVersion: "Later version",
    editInstruction: "Edit the instruction",
    correctAnswer: "Correct the answer",
    good: "A good answer",
    bad: "A bad answer",
    compare: "Compare the answers",
    compared: (at: number, of: number) => `Answer ${number(at)} of ${number(of)}`,
    showThis: "Go on with this one",
    deleteInstruction: "Delete the instruction and what follows",
    deleteAnswer: "Delete the answer and what follows",
    deletedMessages: (messages: number) => `Deleted ${counted(messages, "message", "messages")}`,
    ask: "Ask",
    save: "Save",
    edited: "edited by you",
    copy: "Copy",
    copied: "Copied",
    couldNotCopy: "Could not copy",
    getModel: (model: string) => `Get ${model}`,
    tokens: (tokens: number) => counted(tokens, "token", "tokens"),
    tokensPerSecond: (rate: number) =>
      `${number(rate, rate < 100 ? { minimumFractionDigits: 1, maximumFractionDigits: 1 } : { maximumFractionDigits: 0 })} tokens/s`,
    firstToken: (milliseconds: number) => `first token ${delay(milliseconds)}`,
    seed: (seed: number) => `seed ${seed}`,
    stop: {
      length: "reached the length limit",
      context: "the window is full",
      stopped: "stopped",
      interrupted: "interrupted",
    },
    leftOut: (exchanges: number) =>
      plural(
        exchanges,
        "1 earlier exchange no longer fits and was left out",
        `${number(exchanges)} earlier exchanges no longer fit and were left out`,
      ),
  },

  welcome: {
    label: "What this is",
    title: "A small assistant that lives",
    /** The end of the title, underlined. */
    titleEnd: "in this page",
    about:
      "Dolly follows instructions, and it does so on your own device: nothing you type leaves it. The model that comes with the page, Dolly Pocket, is tiny and knows a small world — countries, opposites, animals and foods, short passages you give it. Of the rest it says that it does not know, when it notices.",
    tryOne: "Try one of these",
  },

  sidebar: {
    brand: "Dolly",
    brandEnd: "in the page",
    closeList: "Close the list",
    renameShort: "Rename",
    rename: (title: string) => `Rename “${title}”`,
    delete: (title: string) => `Delete “${title}”`,
    name: "Name of the conversation",
    deleted: (title: string) => `Deleted “${title}”`,
    foot: "Everything stays on this device.",
    mayGo: "The browser may delete it when the disk gets full.",
    backUp: "Back up",
    manage: "Export, import, protect",
    lock: "Lock",
    more: (title: string) => `More for “${title}”`,
    pin: "Pin",
    unpin: "Unpin",
    archive: "Archive",
    unarchive: "Back from the archive",
    export: "Export",
    folder: "Folder",
    folderOf: (title: string) => `Folder of “${title}”`,
    shelf: "Show",
    all: "All conversations",
    archived: "Archive",
  },

  search: {
    label: "Search",
    results: "Found conversations",
    searching: "Searching…",
    indexing: (done: number, total: number) => `Reading what is new: ${number(done)} of ${number(total)}`,
    found: (conversations: number) =>
      conversations === 0 ? "Nothing found" : `Found in ${counted(conversations, "conversation", "conversations")}`,
  },

  history: {
    title: "Your conversations",
    open: "Export, import, protect",
    you: "You",
    files: "Files",
    export: {
      title: "Export",
      about: "A file of your own, to keep, to read elsewhere, or to bring in again here or on another device.",
      which: "Which",
      format: "As",
      formats: {
        json: "JSON, whole, to bring in again",
        markdown: "Markdown, to read",
        dolly15k: "databricks-dolly-15k rows, to train on",
      },
      onlyGood: "Only answers you rated good or corrected",
      save: (conversations: number) => `Export ${counted(conversations, "conversation", "conversations")}`,
      saved: (conversations: number, file: string) =>
        `${counted(conversations, "conversation is", "conversations are")} on the way to your downloads as ${file}.`,
      savedRows: (rows: number, file: string) =>
        `${counted(rows, "row is", "rows are")} on the way to your downloads as ${file}.`,
      nothing: "There is nothing of that kind in what you chose.",
      all: "All",
      none: "None",
    },
    import: {
      title: "Bring in",
      about:
        "Files from this page, ChatGPT’s conversations.json, open-webui’s export, or rows as in databricks-dolly-15k. You can drop them here. Nothing that is here is changed.",
      pick: "Pick files",
      reading: (read: string, total: string) => `Reading: ${read} of ${total}`,
      offered: (conversations: number) =>
        `${counted(conversations, "conversation", "conversations")} can be brought in`,
      here: (conversations: number) =>
        `${counted(conversations, "conversation is", "conversations are")} here already.`,
      unreadable: (entries: number) => `${counted(entries, "entry", "entries")} could not be read`,
      bring: (conversations: number) => `Bring in ${counted(conversations, "conversation", "conversations")}`,
      bringing: (done: number, total: number) => `Bringing in: ${number(done)} of ${number(total)}`,
      brought: (conversations: number) =>
        `${counted(conversations, "conversation was", "conversations were")} brought in.`,
      failed: (done: number, why: string) =>
        `${counted(done, "conversation was", "conversations were")} brought in, then it failed: ${why}`,
    },
    backup: {
      title: "Automatic backup",
      about: "A file you pick, into which everything is written within a minute of each change.",
      notEncrypted: "The file is not encrypted.",
      pick: "Pick a file",
      file: (file: string) => `Everything goes into ${file}.`,
      writing: (file: string) => `Writing ${file}…`,
      needsLeave: (file: string) => `The browser wants to ask you before it writes to ${file} again.`,
      allowIt: "To allow it, open the backup below the list of conversations and press “Back up now”.",
      failed: (file: string, why: string) =>
        `The backup to ${file} could not be written. ${why} Your conversations are still here.`,
      writtenAt: (at: number) => `Last written at ${time(at)}.`,
      now: "Back up now",
      end: "End the backup",
    },
    unreadable: {
      zip: "It is a zip archive. Unpack it, and pick the conversations.json inside.",
      empty: "There is nothing to read in it.",
      entry: (ordinal: number, why: string) => `Entry ${number(ordinal)}: ${why}`,
      tooLarge: "It is larger than this page reads at once.",
      cutOff: "The file ends in the middle of it.",
      noConversation: "It is no conversation this page knows.",
      noMessages: "It has no messages with words.",
      noJson: "It is not valid JSON.",
      tooDeep: "It is nested too deeply.",
    },
  },

  vault: {
    title: "Passphrase",
    none: "Everything is kept on this device as it is. With a passphrase it is encrypted, and nobody without it reads your conversations here: every page then begins by asking for it.",
    some: "Your conversations are encrypted on this device. A forgotten passphrase cannot be had back, and nor can they: keep an export.",
    traces: "The browser may keep traces of what was stored before for a while, until it tidies its files.",
    passphrase: "Passphrase",
    newPassphrase: "New passphrase",
    again: "The same again",
    differ: "The two are not the same.",
    short: "Take eight characters at least.",
    protect: "Encrypt everything",
    change: "Change the passphrase",
    remove: "Decrypt everything",
    lock: "Lock",
    unlock: "Unlock",
    lockedTitle: "Your conversations are locked",
    lockedAbout: "They are encrypted on this device. Type the passphrase to read them and to go on.",
    unlocking: "Unlocking…",
    working: (done: number, total: number) => `${number(done)} of ${number(total)} records`,
    sealed: "Everything is encrypted now.",
    opened: "Nothing is encrypted any more.",
    changed: "The passphrase is changed.",
    failed: (why: string) =>
      `It could not be finished: ${why} Nothing is lost; it goes on when the page is opened again.`,
    wrong: "This is not the passphrase. Type it again.",
    unknown: "The conversations were encrypted by a newer version of this page. Reload the page to update it.",
    lockedMeanwhile: "Another tab has encrypted, decrypted or locked the conversations. Reload this tab to go on.",
  },

  storage: {
    refused:
      "This browser does not let the page store anything (a private window does that). Everything works, but your conversations end with this tab.",
    lost: "The browser has deleted what this page had stored. The conversations opened in this tab are stored again as they stand here; others, and installed models, may be gone.",
    unreadable: (why: string) => `The stored conversations could not be read: ${why} Reload the page to try again.`,
    notSaved: (title: string, why: string) =>
      `“${title}” could not be saved: ${why} Your words stay here and are saved with the next change; keep this tab open, or export them.`,
    notChanged: (title: string, why: string) => `The change to “${title}” could not be stored: ${why}`,
    damaged: (key: string) =>
      `A stored record (${key}) could not be read. It was set aside under damaged/${key}; everything else is as it was.`,
    newer: (key: string) =>
      `A stored record (${key}) was written by a newer version of this page and is left as it is. Reload the page to update it.`,
    full: "the browser’s storage is full. Free some space on this device, or delete old conversations.",
  },

  status: {
    loading: (model: string) => `Loading ${model}`,
    starting: (model: string) => `Starting ${model}`,
    couldNotStart: (model: string) => `${model} could not start`,
    errorCode: (code: string) => `Error code: ${code}`,
    engineGone: "The engine stopped; it starts again with your next instruction",
    queued: (answers: number) =>
      `Another tab is being answered; ${counted(answers, "answer", "answers")} ${plural(answers, "comes", "come")} before yours…`,
    reading: "Reading your instruction…",
    writing: "Writing…",
    stopping: "Stopping…",
    stopped: "Stopped",
    ready: "Ready",
    unloaded: (model: string) => `${model} is unloaded; your next instruction loads it`,
    onGpu: "on WebGPU",
    onProcessor: "on the processor",
    threads: (threads: number) => counted(threads, "thread", "threads"),
    thenSent: "then your instruction goes out",
    offline: "Works offline now",
    staysOffline: "Stays offline",
    percent: (percent: number) => `${number(percent)} %`,
    models: "Models",
    modelsOf: (model: string) => `Models: ${model}`,
    updateReady: "A new version is ready",
    updateNow: "Update now",
    standsIn: (model: string, other: string, why: string) =>
      `${model} could not start, and ${other} stands in for it. ${why}`,
    asBefore: (model: string, other: string, why: string) =>
      `${model} could not start, so ${other} is in use as before. ${why}`,
    wentOn: (why: string) => `${why} A new engine went on with the answer.`,
    steppedDown: {
      f16: (model: string, why: string) => `${why} ${model} runs in 16-bit arithmetic now.`.trim(),
      f32: (model: string, why: string) => `${why} ${model} runs in 32-bit arithmetic now, which is slower.`.trim(),
      wasm: (model: string, why: string) => `${why} ${model} runs on the processor now, which is slower.`.trim(),
      pocket: (model: string, why: string) =>
        `${why} ${model} does not run on this device, and the bundled model stands in for it.`.trim(),
    },
    startBrokeOff: (model: string, other: string) =>
      `The page went down while ${model} was starting, most likely for want of memory, so ${other} stands in for it. You can choose it again under Models.`,
  },

  install: {
    label: (model: string) => `Installing ${model}`,
    begun: (model: string) => `${model} is being brought onto this device.`,
    ended: (model: string) => `${model} is on this device.`,
    failed: (model: string, why: string) => `${model} could not be brought onto this device. ${why}`,
    phase: {
      prepare: (model: string) => `Looking at what ${model} is made of`,
      fetch: (model: string) => `Bringing in ${model}`,
      wait: (model: string) => `Waiting to go on with ${model}`,
      finish: (model: string) => `Putting ${model} together`,
    },
    title: {
      pausing: (model: string) => `Pausing ${model}…`,
      paused: (model: string) => `${model} is paused`,
      failed: (model: string) => `${model} did not get here`,
      done: (model: string) => `${model} is on this device`,
    },
    chip: { paused: "paused", failed: "failed", done: "is here" },
    takes: (amount: string) => `It takes ${amount}, and it runs without a network.`,
    firstKilobytes: "A few kilobytes first.",
    part: (done: string, total: string) => `${done} of ${total}`,
    perSecond: (amount: string) => `${amount}/s`,
    left: (time: string) => `${time} left`,
    nothingLost: "Nothing is lost.",
    stays: (done: string, total: string) => `${done} of ${total} are here and stay here.`,
    pause: "Pause",
    resume: "Resume",
    useNow: (model: string) => `Use ${model} now`,
  },

  models: {
    notDrawn: "Something about the models could not be shown. Your conversations and the models are untouched.",
    onDevice: "On this device",
    licences: "Licences of the software this page is made of",
    pocket: "Comes with the page. Small, quick, and easily out of its depth.",
    deletedFreed: (model: string, amount: string) => `${model} is deleted, and ${amount} came back.`,
    unreadable: (why: string) => `What else is here could not be read. ${why}`,
    inUse: "in use",
    chosen: "chosen",
    use: "Use",
    useModel: (model: string) => `Use ${model}`,
    unload: "Unload",
    unloadModel: (model: string) => `Unload ${model}`,
    starting: "Starting…",
    waitForAnswer: "Wait for the answer to end, or stop it.",
    verify: "Verify",
    verifyModel: (model: string) => `Verify ${model}`,
    repair: "Repair",
    repairModel: (model: string) => `Repair ${model}`,
    exportPack: "Export pack",
    exportPackOf: (model: string, amount: string) => `Export pack of ${model}, ${amount}`,
    deleteModel: (model: string) => `Delete ${model}`,
    deleteQuestion: (model: string) => `Delete ${model}?`,
    comeBack: (amount: string) => `${amount} come back.`,
    resumeModel: (model: string) => `Resume ${model}`,
    notComplete: "not complete",
    modelNotComplete: (model: string) => `${model}, not complete`,
    partialHere: (amount: string) => `${amount} are here.`,
    partialElsewhere: "Another tab is bringing in the rest.",
    partialFromFiles: "It came from files: pick the same ones again below, and it goes on from here.",
    partialGoesOn: "It goes on where it left off.",
  },

  modelFacts: {
    size: "Size",
    sizeHere: (amount: string) => `${amount} on this device`,
    weights: "Weights",
    source: "Source",
    revision: "Revision",
    since: "Since",
    date,
    leastExact: "Least exact",
    leastExactOf: (tensor: string, mean: string, most: string) =>
      `${tensor}: off by ${mean} on average, ${most} at most`,
    onHost: (repository: string, host: string) => `${repository} on ${host}`,
    fromDevice: (name: string) => `${name}, from this device`,
    aPack: (name: string) => `${name}, a model pack`,
    fromFiles: (repository: string) => `${repository}, from files`,
    dtype: {
      fp32: "full 32-bit weights",
      q8: "8-bit weights",
      q4: "4-bit weights, 32-bit arithmetic",
      q4f16: "4-bit weights, 16-bit arithmetic",
    },
  },

  work: {
    verifying: "Verifying…",
    verifyingPart: (done: string, total: string) => `Verifying: ${done} of ${total}`,
    verifyingModel: (model: string) => `Verifying ${model}`,
    repairing: "Repairing…",
    repairingPart: (done: string, total: string) => `Repairing: ${done} of ${total}`,
    repairingModel: (model: string) => `Repairing ${model}`,
    packing: "Making the pack…",
    removing: "Deleting…",
    whole: (amount: string) => `Every byte of ${amount} is as it should be.`,
    damaged: (pieces: number, amount: string) =>
      `${plural(pieces, "1 piece is", `${number(pieces)} pieces are`)} damaged, ${amount} in all. Repair fetches just those again.`,
    nothingToRepair: "There was nothing to repair.",
    repaired: (amount: string) => `${amount} were repaired.`,
    packed: (amount: string) => `A pack of ${amount} is on its way to your downloads.`,
  },

  modelStorage: {
    inUse: "Storage in use",
    kept: (used: string, free: string) => `This page keeps ${used} here; the browser would give it ${free} more.`,
    persisted: "The browser has promised not to delete any of it by itself.",
    notPersisted: "When the disk gets full, the browser may delete the models.",
    ask: "Ask the browser to keep them",
    granted: "The browser keeps the models now.",
    refused: "The browser did not promise it.",
    refusedHint: "It did not promise. Bookmarking or installing this page often changes its mind.",
  },

  getDolly: {
    title: "Get Dolly",
    staysOffline:
      "The page stays offline, as chosen in the settings, so no model can be fetched from a server. Models from files on this device can still be added.",
    about:
      "The official weights come straight from where Databricks publishes them, and this page makes them four times smaller as they arrive. Nothing you type goes the other way.",
    weights: (parameters: string) => `${parameters} weights`,
    here: "On this device.",
    character: {
      "dolly-v2-3b": "The one to begin with.",
      "dolly-v2-7b": "Knows more. Wants a good graphics card.",
      "dolly-v2-12b": "The full Dolly. Wants a large graphics card.",
    } as Readonly<Record<string, string>>,
  },

  ownSource: {
    title: "Another model, or without a network",
    about:
      "Any GPT-NeoX checkpoint with Dolly’s prompt, a folder with a model made ready, or a model pack from another device. You can drop files here.",
    field: "Repository or address",
    fieldHint: "owner/name, or https://…",
    look: "Look at it",
    pickFolder: "Pick a folder",
    pickFiles: "Pick files or a pack",
    empty: "Type a repository, like databricks/dolly-v2-3b, or an address.",
    neither: (typed: string) => `“${typed}” is neither a repository, like databricks/dolly-v2-3b, nor an http address.`,
    insecure: (origin: string) =>
      `This page came over https, and browsers then refuse ${origin}. Use an https address.`,
    noModelPage: (address: string, hub: string) => `${address} is no model’s page; those look like ${hub}/owner/name.`,
  },

  verdict: {
    label: (model: string) => `Will ${model} run here?`,
    checking: (model: string) => `Looking at ${model} and at this device…`,
    failed: (model: string) => `Could not look at ${model}`,
    inUse: "It is in use.",
    lookAgain: "Look again",
    goOnGetting: (model: string) => `Go on getting ${model}`,
    get: (model: string) => `Get ${model}`,
    oneAtATime: "One at a time: another model is still coming in.",
    verdicts: {
      well: "Runs well here",
      slowly: "Runs here, slowly",
      perhaps: "May run here",
      "no-room": "Not enough room",
      not: "Will not run here",
      installed: "Already here",
    },
    facts: {
      download: "Download",
      toRead: "To read",
      madeSmaller: ", made smaller on the way",
      onDisk: "On disk",
      ofWhichHere: (amount: string) => `, of which ${amount} are here`,
      free: (amount: string) => `; ${amount} are free`,
      inMemory: "In memory",
      graphicsMemory: (amount: string) => `about ${amount} of graphics memory`,
      memory: (amount: string) => `about ${amount} of memory`,
      speed: "Speed",
      atBest: (speed: string) => `about ${speed} at best: this adapter reads its memory no faster`,
      between: (least: number, most: number) =>
        `roughly ${number(least, { maximumSignificantDigits: 1 })} to ${number(most, { maximumSignificantDigits: 1 })} tokens a second, going by how fast this processor reads memory`,
      madeAs: "Made as",
      model: "Model",
      modelSize: (parameters: string, tokens: number) =>
        `${parameters} weights, reads ${number(tokens)} tokens at a time`,
      from: "From",
    },
  },

  settings: {
    title: "Settings",
    look: "Looks and language",
    theme: "Colours",
    themes: { system: "As the system", light: "Light", dark: "Dark" },
    textSize: "Text size",
    textSizes: { small: "Small", normal: "Normal", large: "Large", largest: "Largest" },
    language: "Language of the page",
    answers: "Answers",
    standAlone: "Each instruction stands alone",
    standAloneWhy: "Dolly is not told what was said before; every answer starts afresh.",
    scope: "These figures are for",
    scopes: { all: "All conversations", one: "This conversation" },
    figures: {
      temperature: {
        label: "Temperature",
        why: "How daring the choice of words is: at 0 always the likeliest, higher is more surprising.",
      },
      topP: { label: "Top-p", why: "Words are drawn from the likeliest that together make up this share." },
      topK: { label: "Top-k", why: "Words are drawn from this many of the likeliest; 0 sets no limit." },
      repetitionPenalty: {
        label: "Repetition penalty",
        why: "Makes words less likely that have been said; 1 leaves them alone.",
      },
      maxNewTokens: {
        label: "Longest answer",
        why: "In tokens, which are words or parts of words. A longer answer is cut off here.",
      },
    },
    /** At most two digits after the point. */
    figure: (value: number) => number(value, { maximumFractionDigits: 2 }),
    backTo: (figure: string, value: string) => `${figure} back to ${value}`,
    seed: "The same seed every time",
    seedWhy: "A seed is where chance begins: with the same one, the same question gets the same answer.",
    seedNumber: "Seed",
    resetAll: (model: string) => `All figures as ${model}’s makers chose them`,
    resetOne: "The figures of the other conversations",
    network: "Network",
    stayOffline: "Stay offline",
    stayOfflineWhy:
      "Nothing is fetched any more, from this page’s server or any other. What is on this device goes on working; new models and new versions of the page wait until this is off.",
    stayOfflineNotHere:
      "This needs the page’s offline copy, which stands between the page and the network. It is not there yet, or this browser does not allow it.",
  },

  /** What can be done by a key or by its name. */
  commands: {
    palette: "All commands",
    shortcuts: "Keyboard shortcuts",
    newConversation: "New conversation",
    compose: "Write an instruction",
    stop: "Stop the answer",
    previous: "Previous conversation",
    next: "Next conversation",
    models: "Models",
    history: "Export, import, protect",
    about: "About this page",
    settings: "Settings",
    light: "Light colours",
    dark: "Dark colours",
    system: "Colours as the system has them",
    standAlone: "Each instruction stands alone, or not",
  },

  palette: {
    search: "Type a command or a conversation",
    nothing: "Nothing is called that.",
    commands: "Commands",
  },

  shortcuts: {
    everywhere: "Everywhere",
    whileWriting: "While you write",
    inTheList: "In the list of conversations",
    send: "Send the instruction",
    newLine: "Begin a new line",
    rename: "Rename the conversation",
    delete: "Delete the conversation",
    keys: {
      Enter: "Enter",
      Escape: "Esc",
      Delete: "Delete",
      Shift: "Shift",
      Control: "Ctrl",
      Alt: "Alt",
    },
  },

  findings: {
    unknownAmount: "an unknown amount",
    noRoom: (needed: string, available: string) =>
      `It needs ${needed} more on this device, and the browser has ${available} to give. Delete a model, or free space on the disk.`,
    bindingLimit: (needed: string, available: string) =>
      `Its largest matrix has ${needed}, and this graphics adapter takes ${available} at a time.`,
    memoryBlocks: (needed: string, available: string) =>
      `Running it takes about ${needed} of memory, and this device has ${available}.`,
    memory: (needed: string, available: string) =>
      `Running it takes about ${needed} of memory. This device has ${available}, so close what you can spare.`,
    heapLimit: (needed: string, available: string) =>
      `Without a graphics adapter it runs in WebAssembly, which has room for ${available}; it takes about ${needed}.`,
    wrongDtype:
      "It was made ready for another kind of device: none of its versions runs on this one. Official weights fit any device, because they are converted here.",
    phoneBlocks: "Browsers on phones and tablets close a page that takes this much memory. A computer will run it.",
    phone:
      "Browsers on phones and tablets close pages that take much memory: it may be downloaded and still not start.",
    processor: "This browser offers no graphics adapter, so it computes on the processor, many times more slowly.",
    noF16: "The graphics adapter has no 16-bit arithmetic, so it computes in 32 bits: as exact, and slower.",
    notPersisted:
      "The browser has not promised to keep it, and may delete it when the disk gets full. This page asks for the promise when you begin.",
    installed: "It is on this device already.",
  },

  amounts: {
    bytes: (bytes: number) => counted(bytes, "byte", "bytes"),
    /** `digits` after the point, at most. */
    units: (amount: number, unit: "kB" | "MB" | "GB" | "TB", digits: number) =>
      `${number(amount, { maximumFractionDigits: digits })} ${unit}`,
    fewSeconds: "a few seconds",
    seconds: (seconds: number) => counted(seconds, "second", "seconds"),
    minutes: (minutes: number) => (minutes === 1 ? "a minute" : `${number(minutes)} minutes`),
    /** `quarter`: "", "¼", "½" or "¾". */
    hours: (hours: number, quarter: string) =>
      hours === 1 && quarter === "" ? "an hour" : `${number(hours)}${quarter} hours`,
    billion: (billions: number) => `${number(billions, { maximumFractionDigits: 1 })} billion`,
    million: (millions: number) => `${number(millions)} million`,
    error: (error: number) => number(error, { maximumSignificantDigits: 2 }),
    tinyError: "less than 0.000001",
    tokensPerSecond: (tokens: number) =>
      `${number(tokens, { maximumSignificantDigits: 2 })} ${plural(tokens, "token", "tokens")} a second`,
  },
};

/** Every sentence of the page; a language's file that lacks one does not compile. */
export type Words = typeof en;
