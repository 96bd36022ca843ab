/** What VS Code runs in its extension host: mocha, whose report goes to a file. */
import { appendFileSync } from 'node:fs';
import { format } from 'node:util';
import Mocha from 'mocha';

export function run(): Promise<void> {
  const file = process.env['ASYNCSENSE_TEST_REPORT'] ?? '';
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => { appendFileSync(file, `${format(...parts)}\n`); };
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, color: false, reporter: 'spec' });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it needs mocha's globals
  require('./extension');
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => {
      appendFileSync(file, `${runner.stats?.passes ?? 0} passed, ${failures} failed\n`);
      if (failures > 0) {
        reject(new Error(`${failures} failed`));
      } else {
        resolve();
      }
    });
  });
}
