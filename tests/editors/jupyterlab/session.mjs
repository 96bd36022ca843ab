// A session in JupyterLab: a file, and a notebook. `session.mjs LOG`, with the log of its server.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';

const PATIENCE = 40_000;
const [log] = process.argv.slice(2);

/** Where the server listens, as soon as it says so. */
async function address() {
  for (;;) {
    const said = /http:\/\/127\.0\.0\.1:\d+/.exec(fs.readFileSync(log, 'utf8'));
    if (said) return said[0];
    await sleep(100);
  }
}

/** The texts under squiggles come to be these, in this order. */
async function underlines(page, expected, what) {
  const marks = page.locator('.cm-lintRange');
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const texts = await marks.allInnerTexts();
    if (JSON.stringify(texts) === JSON.stringify(expected)) break;
    if (Date.now() > deadline) throw new Error(`${what}: ${JSON.stringify(texts)}`);
    await sleep(100);
  }
  console.log(`ok   ${what}`);
}

async function explains(page, mark, text, what) {
  await page.locator('.cm-lintRange', { hasText: mark }).hover();
  await page.locator('.cm-diagnostic', { hasText: text }).waitFor({ timeout: PATIENCE });
  console.log(`ok   ${what}`);
}

const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'chromium-'));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  viewport: { width: 1200, height: 900 },
});
const page = context.pages()[0];
await context.route(/^https?:\/\/(?!127\.0\.0\.1)/, (route) => route.abort());
try {
  const lab = `${await address()}/lab/tree`;
  await page.goto(`${lab}/shop/orders.py?reset`);
  await underlines(
    page,
    ['count(article)', 'send(address, f"{article} is sold out, {note}")', 'send(address, f"{article} is on its way")'],
    'the findings of a file are underlined',
  );
  await explains(page, 'count(article)', 'blocks the event loop', 'and explained when pointed at');

  await page.goto(`${lab}/report.ipynb?reset`);
  await underlines(
    page,
    ['time.sleep(1)', 'send("bob@example.org", "Nothing new")', 'asyncio.run(report("eve@example.org"))'],
    'those of a notebook as well, and `await` in a cell is none',
  );
  await explains(page, 'asyncio.run(', 'while one is running', 'and explained when pointed at');
  console.log('PASS JupyterLab');
} catch (error) {
  console.log(`FAIL ${error.message}`);
  await page.screenshot({ path: path.join(path.dirname(log), 'failure.png') });
  process.exitCode = 1;
}
await context.close();
fs.rmSync(profile, { recursive: true, force: true });
