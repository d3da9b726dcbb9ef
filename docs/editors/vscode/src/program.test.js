// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, test } = require('node:test');
const { commandLine, mismatch, problemOfEnd, versionOf } = require('./program');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'await-tidy-'));
after(() => fs.rmSync(folder, { recursive: true }));

function script(text) {
  const file = path.join(fs.mkdtempSync(path.join(folder, 's')), 'program');
  fs.writeFileSync(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return file;
}
const settings = changes => ({ program: 'await-tidyd', buildFolder: '', args: [], ...changes });

test('a name is looked for in PATH, a path is one of the workspace', () => {
  assert.deepEqual(commandLine(settings({}), '/w'), { program: 'await-tidyd', args: [] });
  assert.equal(commandLine(settings({ program: ' ' }), '/w').program, 'await-tidyd');
  assert.equal(commandLine(settings({ program: 'build/bin/x' }), '/w').program, '/w/build/bin/x');
  assert.equal(commandLine(settings({ program: '${workspaceFolder}/x' }), '/w').program, '/w/x');
  assert.equal(commandLine(settings({ program: '~/x' }), '/w').program, path.join(os.homedir(), 'x'));
});

test('the build folder comes in front of flags', () => {
  const args = ['--min-confidence=low', '--', '-std=c++20'];
  assert.deepEqual(commandLine(settings({ buildFolder: 'build', args }), '/w').args,
    ['-p', 'build', ...args]);
});

test('what is no await-tidyd is said to be none', async () => {
  assert.equal(await versionOf(script('echo "await-tidyd 1.2.3 (Clang 19.1.7)"'), folder), '1.2.3');
  await assert.rejects(versionOf(path.join(folder, 'none'), folder), /was not found\. Build/);
  await assert.rejects(versionOf(folder, folder), /cannot be started \(EACCES\)/);
  await assert.rejects(versionOf(script('echo hello'), folder), /is not await-tidyd/);
  await assert.rejects(versionOf(script('echo oh >&2; exit 7'), folder), /exit code 7: oh/);
  await assert.rejects(versionOf(script('exec sleep 60'), folder, 200), /did not end within/);
});

test('the end of a process is explained', () => {
  assert.match(problemOfEnd('x', null, 'SIGSEGV', '').message, /by the signal SIGSEGV\.$/);
  assert.match(problemOfEnd('x', 2, null, 'error: y\n').message, /await-tidy\.arguments/);
  assert.match(problemOfEnd('x', 127, null,
    'x: error while loading shared libraries: libclang-cpp.so.19: no such file').message, /Clang 19/);
});

test('a patch more or less is no other version', () => {
  assert.equal(mismatch('0.1.7', '0.1.0'), undefined);
  assert.match(mismatch('0.2.0', '0.1.0'), /version 0\.2\.0, this extension 0\.1\.0/);
});
