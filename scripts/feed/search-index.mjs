#!/usr/bin/env node
// An example of a consumer of the change feed: keeps the texts of a board in a file, to be searched.
//
//   scripts/feed/search-index.mjs http://127.0.0.1:8080 <project> index.json
//
// The file holds the texts and the seq of the last event that is in them, and is replaced as a whole: so every event
// counts once, whenever this program is killed. Started again, it goes on behind that event.
import { readFile, rename, writeFile } from 'node:fs/promises';

const [server, project, file] = process.argv.slice(2);
const path = `${server}/api/projects/${project}`;
let index = await readFile(file, 'utf8').then(JSON.parse, () => ({ seq: 0, texts: {} }));

function apply({ seq, changes }) {
  if (seq !== index.seq + 1) throw new Error(`event ${seq} came after ${index.seq}`);
  for (const { op, id, props = {}, set = {}, unset = [], append = {} } of changes) {
    if (op !== 'patch' || unset.includes('text')) delete index.texts[id];
    const text = props.text ?? set.text;
    if (typeof text === 'string') index.texts[id] = text;
    else if (typeof append.text?.values === 'string') index.texts[id] = (index.texts[id] ?? '') + append.text.values;
  }
  index.seq = seq;
}

async function save() {
  await writeFile(`${file}.new`, JSON.stringify(index));
  await rename(`${file}.new`, file);
}

/** The events before `oldest` are no longer kept: begins with the board as it was then. */
async function beginAt(oldest) {
  const { seq, objects } = await (await fetch(`${path}/state?seq=${oldest}`)).json();
  const texts = objects.filter(({ props }) => typeof props.text === 'string').map(({ id, props }) => [id, props.text]);
  index = { seq, texts: Object.fromEntries(texts) };
}

/** The database has lost events that are in the index, by a failover: begins with the first that there is. */
async function beginAgain() {
  index = { seq: 0, texts: {} };
  await save();
}

async function follow() {
  const headers = { 'Last-Event-ID': String(index.seq) };
  const response = await fetch(`${path}/events/stream`, { headers });
  if (response.status === 410) return beginAt((await response.json()).oldest);
  if (response.status === 400) return beginAgain();
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  let rest = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const messages = (rest + chunk).split('\n\n');
    rest = messages.pop();
    if (messages.some((message) => message.startsWith('event: diverged'))) return beginAgain();
    const data = messages.flatMap((message) => message.split('\n')).filter((line) => line.startsWith('data: '));
    data.forEach((line) => apply(JSON.parse(line.slice('data: '.length))));
    if (data.length > 0) await save();
  }
}

for (;;) {
  await follow().catch((failure) => console.error(String(failure)));
  await new Promise((resolve) => setTimeout(resolve, 1_000));
}
