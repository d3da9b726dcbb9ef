// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Makes dist/: the extension and what it uses in one file, the licenses of what
// it uses, and the list of the rules. The repository is where AWAIT_TIDY_ROOT
// says, or three folders up.

import { build } from 'esbuild';
import * as fs from 'node:fs';
import path from 'node:path';

const root = process.env.AWAIT_TIDY_ROOT ?? '../../..';
fs.rmSync('dist', { recursive: true, force: true });
fs.mkdirSync('dist');
fs.copyFileSync(path.join(root, 'LICENSE'), 'LICENSE');

// A page begins with its rule's name as a heading, then what it is about.
const pages = path.join(root, 'docs/rules');
const rules = fs.readdirSync(pages).filter(f => f.endsWith('.md')).sort().map(f => {
  const text = fs.readFileSync(path.join(pages, f), 'utf8');
  const [, id, summary] = /^# (\S+)\n\n([^]*?)\n\n/m.exec(text);
  return { id, summary: summary.replaceAll('\n', ' ') };
});
fs.writeFileSync('dist/rules.json', JSON.stringify(rules));

const { metafile } = await build({
  entryPoints: ['src/extension.js'],
  outfile: 'dist/extension.js',
  bundle: true,
  minify: true,
  metafile: true,
  platform: 'node',
  target: 'node18',
  external: ['vscode'],
  legalComments: 'none', // the whole texts are below
});

const used = new Set();
for (const input of Object.keys(metafile.inputs)) {
  const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
  if (folder)
    used.add(folder);
}
const texts = [...used].sort().map(folder => {
  const { name, version, license } =
    JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = fs.readdirSync(folder).find(f => /^licen[cs]e/i.test(f));
  if (!file)
    throw new Error(`${name} comes without its license`);
  return `${name} ${version} (${license})\n\n` +
    fs.readFileSync(path.join(folder, file), 'utf8').trim();
});
fs.writeFileSync('dist/third-party-licenses.txt',
  texts.join(`\n\n${'-'.repeat(78)}\n\n`) + '\n');
