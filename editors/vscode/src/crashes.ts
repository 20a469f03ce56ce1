/** When a server that has crashed is started again, and when it is given up. */

/** What to do after a crash. */
export type Verdict = { kind: "again"; afterSeconds: number } | { kind: "give-up"; times: number; minutes: number };

/** Counts crashes; waits 1, 2, 4 and 8 seconds, then gives up if all happened within three minutes. */
export class Crashes {
  static readonly allowed = 4;
  static readonly windowMinutes = 3;

  private times: number[] = [];

  /** Takes a crash at a time in milliseconds. */
  add(now: number): Verdict {
    this.times = [...this.times.filter((time) => now - time < Crashes.windowMinutes * 60_000), now];
    const times = this.times.length;
    return times > Crashes.allowed
      ? { kind: "give-up", times, minutes: Crashes.windowMinutes }
      : { kind: "again", afterSeconds: 2 ** (times - 1) };
  }

  /** The user wants another try. */
  forget(): void {
    this.times = [];
  }
}
