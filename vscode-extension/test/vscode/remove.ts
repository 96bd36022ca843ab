import { rmSync } from 'node:fs';

/** Removes a folder, into which a server that is about to end may still write. */
export function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
