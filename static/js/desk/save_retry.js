// Sends a form until it is answered: again after growing pauses, when the connection is back, when the tab is come
// back to after a login, or when somebody asks for it.
const PAUSES_S = [2, 4, 8, 16, 30, 60];
const SLOW_MS = 1_000;

export class SaveRetry {
  constructor(line) {
    this.line = line;
  }

  // → the answer, and whether it took more than one attempt.
  async send(request) {
    for (let failures = 0; ; failures += 1) {
      const answer = await this.attempt(request);
      if (!["unreachable", "logged-out"].includes(answer.kind)) return { ...answer, failures };
      await this.pause(answer.kind, PAUSES_S[failures] ?? PAUSES_S.at(-1));
    }
  }

  async attempt(request) {
    this.line.say("sending");
    const slow = setTimeout(() => this.line.say("slow"), SLOW_MS);
    const answer = await request.send();
    clearTimeout(slow);
    return answer;
  }

  pause(kind, seconds) {
    if (kind === "logged-out") {
      this.line.say(kind);
      return first([window, "focus"], [document, "visibilitychange"], [this.line, "desk:retry"]);
    }
    this.line.say(navigator.onLine ? "failed" : "offline", { next: Date.now() + seconds * 1000 });
    return first([AbortSignal.timeout(seconds * 1000), "abort"], [window, "online"], [this.line, "desk:retry"]);
  }

  hurry() {
    this.line.dispatchEvent(new Event("desk:retry"));
  }
}

// Resolves with the first of these events.
async function first(...events) {
  const over = new AbortController();
  await new Promise((resolve) => {
    for (const [target, name] of events) target.addEventListener(name, resolve, { signal: over.signal });
  });
  over.abort();
}
