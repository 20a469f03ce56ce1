import assert from "node:assert/strict";
import { test } from "node:test";
import { Crashes } from "../src/crashes";

test("after a crash the server is started again, each time later, until it is given up", () => {
  const crashes = new Crashes();
  const verdicts = [0, 1, 2, 3, 4].map((second) => crashes.add(second * 1000));
  assert.deepEqual(verdicts.slice(0, 4), [1, 2, 4, 8].map((afterSeconds) => ({ kind: "again", afterSeconds })));
  assert.deepEqual(verdicts[4], { kind: "give-up", times: 5, minutes: 3 });
});

test("crashes of long ago do not count, nor those before the user restarted it", () => {
  const crashes = new Crashes();
  for (const second of [0, 1, 2, 3]) crashes.add(second * 1000);
  assert.deepEqual(crashes.add(10 * 60_000), { kind: "again", afterSeconds: 1 });
  for (const second of [1, 2, 3]) crashes.add(10 * 60_000 + second);
  crashes.forget();
  assert.deepEqual(crashes.add(10 * 60_000 + 10), { kind: "again", afterSeconds: 1 });
});
