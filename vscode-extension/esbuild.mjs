// Bundles the extension to dist/extension.js; with --tests, the tests to out/.
import { readdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  // The Node of the oldest VS Code in `engines`.
  target: 'node20',
  logLevel: 'warning',
  sourcemap: 'linked',
};

const testsIn = (folder) =>
  readdirSync(`test/${folder}`)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `test/${folder}/${name}`);

if (process.argv.includes('--tests')) {
  // Tests that are gone must not be run.
  ['unit', 'host', 'browser'].forEach((folder) => { rmSync(`out/${folder}`, { recursive: true, force: true }); });
  await build({
    ...common,
    entryPoints: testsIn('unit'),
    outdir: 'out/unit',
    // No VS Code and no server, but stand-ins.
    alias: { vscode: './test/unit/vscode.ts', 'vscode-languageclient/node': './test/unit/languageclient.ts' },
  });
  const host = ['test/host/index.ts', 'test/host/extension.ts'];
  await build({ ...common, entryPoints: host, outdir: 'out/host', external: ['vscode', 'mocha', './extension'] });
  await build({ ...common, entryPoints: testsIn('browser'), outdir: 'out/browser', external: ['playwright-core'] });
} else {
  const entryPoints = ['src/extension.ts'];
  await build({ ...common, entryPoints, outfile: 'dist/extension.js', external: ['vscode'], minify: true });
}
