import { join } from 'node:path';
import { test } from 'node:test';
import type { VsCode } from '../vscode/start';
import type { Window } from '../vscode/window';

/** Makes tests of steps of one session: after one that fails, the others are not tried. */
export function steps(session: () => { vscode: VsCode; window: Window }) {
  let failed: string | undefined;
  return (name: string, run: () => Promise<void>): void => {
    void test(name, async () => {
      if (failed !== undefined) {
        throw new Error(`not tried, since this failed: ${failed}`);
      }
      try {
        await run();
      } catch (error) {
        failed = name;
        const { vscode, window } = session();
        const picture = join(__dirname, `failed-${name.replace(/\W+/g, '-')}.png`);
        await window.page.screenshot({ path: picture });
        console.error(`${vscode.logs()}\nThe window looked like this: ${picture}`);
        throw error;
      }
    });
  };
}
