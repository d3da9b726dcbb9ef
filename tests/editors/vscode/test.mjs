// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// test.mjs FOLDER VSIX AWAIT-TIDYD [SCREENSHOT]
//
// The extension in VS Code (code-server, which install.sh put into FOLDER), used
// with keys in Chromium, and looked at in the page. Nothing is waited for by
// time: each step waits for what it should bring, and fails after two minutes.

import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const [folder, vsix, server, screenshot] = process.argv.slice(2).map(a => path.resolve(a));
const puppeteer = createRequire(path.join(folder, 'package.json'))('puppeteer-core');
const limit = 120000;

const here = fs.mkdtempSync(path.join(os.tmpdir(), 'await-tidy-vscode-'));
const workspace = path.join(here, 'bank');
fs.cpSync(path.join(import.meta.dirname, 'workspace'), workspace, { recursive: true });
const source = path.join(workspace, 'account.cpp');
fs.writeFileSync(path.join(workspace, 'compile_commands.json'), JSON.stringify([
  { directory: workspace, file: source, arguments: ['c++', '-std=c++20', '-c', source] },
]));

/** A program in place of the server. */
function script(name, text) {
  const file = path.join(here, name);
  fs.writeFileSync(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return file;
}
const pidFile = path.join(here, 'pid');
const good = script('good',
  `[ "$1" = --version ] || echo $$ > '${pidFile}'\nexec '${server}' "$@"`);
/** The server that was started last, or 0. */
const running = () =>
  fs.existsSync(pidFile) ? Number(fs.readFileSync(pidFile, 'utf8')) : 0;
const deadly = script('deadly',
  '[ "$1" = --version ] && echo "await-tidyd 0.1.0 (Clang 19.1.7)" && exit 0\n' +
  'echo "it is Sunday" >&2; exit 3');
const newer = script('newer',
  '[ "$1" = --version ] && echo "await-tidyd 99.1.0 (Clang 19.1.7)" && exit 0\n' +
  `exec '${server}' "$@"`);

const user = path.join(here, 'user');
function writeSettings(of, settings) {
  const file = path.join(user, of, 'settings.json');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(`${file}.new`, JSON.stringify(settings));
  fs.renameSync(`${file}.new`, file);
}
writeSettings('User', {
  'editor.autoIndent': 'none',
  'editor.fontFamily': 'monospace',
  'editor.minimap.enabled': false,
  'editor.quickSuggestions': { other: 'off' },
  'editor.suggestOnTriggerCharacters': false,
  'files.autoSave': 'off',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'window.commandCenter': false,
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
});
// A program's path is of the machine that the program is on. Of these settings
// VS Code in a browser also sees when they change.
function configure(changes = {}) {
  writeSettings('Machine', { 'await-tidy.path': good, ...changes });
}
configure();

const codeServer = [
  path.join(folder, 'node_modules/code-server/out/node/entry.js'),
  '--user-data-dir', user, '--extensions-dir', path.join(here, 'extensions'),
];

let log = '', browser, page, editor;

/** What `look` gives, as soon as it gives something. */
async function until(what, look) {
  const from = Date.now();
  for (;;) {
    const seen = await look();
    if (seen)
      return seen;
    if (Date.now() - from > limit)
      throw new Error(`this did not come: ${what}`);
    await new Promise(r => setTimeout(r, 50));
  }
}

/** The texts of the elements that a selector finds. */
async function texts(selector) {
  const found = await page.$$eval(selector, all => all.map(e => e.innerText));
  // Editors write lines with spaces that do not break.
  return found.map(t => t.replaceAll('\u00a0', ' ').trim());
}

/**
 * The texts of the frames. VS Code writes them from a script, and puppeteer
 * loses sight of some that are written so; they are of the page's own origin.
 */
async function frameTexts() {
  return page.evaluate(() => {
    const found = [];
    const look = where => {
      for (const frame of where.querySelectorAll('iframe')) {
        const inner = frame.contentDocument;
        found.push(inner?.body?.innerText ?? '');
        if (inner)
          look(inner);
      }
    };
    look(document);
    return found;
  });
}

async function sees(what, selector, pattern) {
  const text = await until(`${what}: ${pattern}`,
    async () => (await texts(selector)).find(t => pattern.test(t)));
  console.log(`ok: ${what}: ${text.replaceAll(/\s*\n\s*/g, ' | ').slice(0, 140)}`);
  return text;
}

async function seesNone(what, selector, pattern) {
  await until(`no ${what}`,
    async () => !(await texts(selector)).some(t => pattern.test(t)));
  console.log(`ok: no ${what}`);
}

const problems = '.markers-panel .monaco-list-row';
const statusItem = '.statusbar-item';
const toasts = '.notifications-toasts .notification-list-item';

async function press(...keys) {
  for (const key of keys.slice(0, -1))
    await page.keyboard.down(key);
  await page.keyboard.press(keys.at(-1));
  for (const key of keys.slice(0, -1).reverse())
    await page.keyboard.up(key);
}

/** By the palette, which has everything. */
async function command(name) {
  await press('F1');
  await page.waitForSelector('.quick-input-widget:not([style*="display: none"]) input');
  await page.keyboard.type(name);
  await click('.quick-input-list .monaco-list-row', name);
}

async function goTo(line) {
  await command('Go to Line/Column...');
  await page.waitForFunction(
    () => document.querySelector('.quick-input-widget input')?.value === ':');
  await page.keyboard.type(String(line));
  await press('Enter');
  await sees('the cursor', statusItem, new RegExp(`^Ln ${line}, `));
}

async function click(selector, pattern) {
  const isMeant = typeof pattern === 'string'
    ? text => text.split('\n')[0].trim() === pattern : text => pattern.test(text);
  await until(`${selector} ${pattern}`, async () => {
    for (const e of await page.$$(selector))
      // It may be drawn anew meanwhile.
      if (isMeant(await e.evaluate(x => x.innerText).catch(() => '')) &&
          await e.click().then(() => true, () => false))
        return true;
  });
}

/** The page of a rule, which is in a frame of a frame. */
async function seesRulePage(rule, words) {
  await until(`the page of ${rule}`, async () =>
    (await frameTexts()).some(t => t.includes(rule) && words.test(t)));
  console.log(`ok: the page of ${rule} is shown`);
}

async function open() {
  const install = spawnSync(process.execPath, [...codeServer, '--install-extension', vsix],
    { encoding: 'utf8' });
  if (!/was successfully installed/.test(install.stdout))
    throw new Error(`the extension could not be installed: ${install.stdout}${install.stderr}`);

  // On a busy machine it may give up on itself after ten seconds.
  let url;
  for (let tries = 0; !url; ++tries) {
    if (tries === 5)
      throw new Error('code-server does not start');
    editor = spawn(process.execPath, [...codeServer, '--auth', 'none',
      '--bind-addr', '127.0.0.1:0', '--disable-telemetry', '--disable-update-check']);
    for (const stream of [editor.stdout, editor.stderr])
      stream.on('data', data => (log += data));
    url = await until('code-server', () => editor.exitCode !== null ? ['', '']
      : /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(log)).then(found => found[1]);
  }

  browser = await puppeteer.launch({
    executablePath: '/usr/bin/chromium',
    // As root it refuses to run with its sandbox.
    args: process.getuid() ? [] : ['--no-sandbox'],
    userDataDir: path.join(here, 'chromium'),
    defaultViewport: { width: 1280, height: 760 },
    protocolTimeout: limit,
  });
  page = (await browser.pages())[0];
  page.setDefaultTimeout(limit);
  const authority = new URL(url).host;
  await page.goto(`${url}/?` + new URLSearchParams({
    folder: workspace,
    payload: JSON.stringify([['openFile', `vscode-remote://${authority}${source}`]]),
  }), { waitUntil: 'domcontentloaded' });
}

async function test() {
  await open();
  await sees('the file', '.view-lines', /Task<bool> withdraw/);
  await sees('the status item', statusItem, /^await-tidy$/m);
  await press('Control', 'Shift', 'M');
  await page.waitForSelector('.markers-panel');
  await sees('the problems', '.markers-panel', /No problems/);

  // A finding, typed.
  await page.click('.view-lines');
  await goTo(12);
  await page.keyboard.type('    balance -= amount;');
  const row = await sees('a row', problems, /check that allows it was made before/);
  if (!/await-tidy/.test(row) || !/await-check-then-act/.test(row) || !/Ln 12/.test(row))
    throw new Error(`the row lacks source, code or line: ${row}`);

  // What can be done about it.
  await press('Control', '.');
  await sees('an action', '.action-widget', /Suppress await-check-then-act here, with a reason/);
  await sees('an action', '.action-widget', /Explain await-check-then-act/);
  await click('.action-widget .monaco-list-row', /Explain await-check-then-act/);
  await seesRulePage('await-check-then-act', /the coroutine suspends, and the check is acted on/);
  if (screenshot) {
    await press('Control', '1');
    await command('View: Toggle Primary Side Bar Visibility');
    await until('no side bar', async () => !(await page.$('.explorer-folders-view')));
    await page.screenshot({ path: screenshot });
  }
  const closePages = async () => {
    await press('Control', '1');
    await command('View: Close Editors in Other Groups');
    await until('no page', async () =>
      !(await frameTexts()).some(t => /Severity:/.test(t)));
  };
  await closePages();

  // The code in the list of problems leads to the page as well.
  await click(`${problems} a`, /await-check-then-act/);
  await seesRulePage('await-check-then-act', /the coroutine suspends, and the check is acted on/);

  await closePages();

  // Any rule.
  await command('await-tidy: Explain a rule');
  await sees('the list of rules', '.quick-input-list', /await-check-then-act[^]*await-stale-write/);
  await page.keyboard.type('await-stale-write');
  await press('Enter');
  await seesRulePage('await-stale-write', /a value computed from the old state is stored/);
  await press('Control', '1');

  // Hints at suspensions.
  configure({ 'await-tidy.inlayHints': true });
  await sees('a hint', '.view-lines', /in use: balance/);
  fs.rmSync(pidFile);
  configure();
  await seesNone('hint', '.view-lines', /in use: balance/);

  // The server dies, and comes back.
  const pid = await until('a process', running);
  process.kill(pid, 'SIGKILL');
  await until('another process', () => running() && running() !== pid);
  // The row of the first may still be there; where it is now, only the other one
  // can say.
  await goTo(1);
  await press('Enter');
  await sees('the row of the other', problems, /check that allows[^]*Ln 13/);
  await press('Control', 'z');
  await sees('the row again', problems, /check that allows[^]*Ln 12/);

  // What the user is told when it cannot run.
  const cannot = async (program, status, words) => {
    configure({ 'await-tidy.path': program });
    await sees('the status item', statusItem, status);
    await sees('a message', toasts, words);
    await seesNone('row', problems, /check that allows/);
    await command('Notifications: Clear All Notifications');
    await seesNone('message', toasts, /./);
  };
  await cannot(path.join(here, 'nowhere'), /await-tidy: not found/,
    /was not found\. Build await-tidy, and let the setting await-tidy\.path/);
  await cannot('/bin/true', /await-tidy: not await-tidyd/, /is not await-tidyd/);
  await cannot(workspace, /await-tidy: not started/, /cannot be started \(EACCES\)/);
  await cannot(deadly, /await-tidy: ended/, /ended with the exit code 3: it is Sunday/);
  configure({ 'await-tidy.arguments': ['--min-confidence=none'] });
  await sees('a message', toasts, /exit code 2: await-tidyd: error: /);
  await command('Notifications: Clear All Notifications');
  configure({ 'await-tidy.path': newer });
  await sees('a message', toasts, /has the version 99\.1\.0, this extension 0\./);
  configure();
  await sees('the status item', statusItem, /^await-tidy$/m);
  await sees('the row again', problems, /check that allows it was made before/);

  // The repair, typed.
  await press('Control', '1');
  await goTo(11);
  await press('End');
  await page.keyboard.type('\n    if (balance < amount)\n      co_return false;');
  await seesNone('row', problems, /check that allows/);
  await sees('the problems', '.markers-panel', /No problems/);
}

let failed = false;
try {
  await test();
  console.log('passed');
} catch (error) {
  failed = true;
  console.error(error);
  const picture = path.join(folder, 'failed.png');
  if (await page?.screenshot({ path: picture }).then(() => true, () => false))
    console.error(`the page as it was: ${picture}`);
  const frames = await frameTexts().catch(e => [String(e)]);
  console.error(`its frames: ${JSON.stringify(frames.map(t => t.slice(0, 100)))}`);
  console.error(log.slice(-3000));
} finally {
  await browser?.close();
  if (editor?.exitCode === null) {
    const gone = new Promise(r => editor.once('exit', r));
    editor.kill();
    await gone;
  }
  fs.rmSync(here, { recursive: true, force: true, maxRetries: 5 });
}
process.exitCode = failed ? 1 : 0;
