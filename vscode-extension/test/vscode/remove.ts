import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Removes a folder, into which a server that is about to end may still write; what is written to the end is left. */
export async function remove(folder: string): Promise<void> {
  for (let i = 0; i < 50; i++) {
    try {
      rmSync(folder, { recursive: true, force: true });
      return;
    } catch {
      await sleep(200);
    }
  }
  console.error(`${folder} could not be removed`);
}
