import { describe, expect, it } from 'vitest';
import { isAnswer, isKeepable, isOfVersion, outlivesVersion, wayOf } from '../../src/offline/rules.ts';

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e';

describe.each(['https://easel.example/', 'https://easel.example/team/boards/'])('below %s', (scope) => {
  const way = (name: string, how: { mode?: string; method?: string } = {}) =>
    wayOf({ method: 'GET', mode: 'cors', url: scope + name, ...how }, scope);
  const opened = (name: string) => way(name, { mode: 'navigate' });

  it('the page is there at every address of the app', () => {
    const pages = ['', '?a=1', 'dashboard', `p/${ID}`, `p/${ID}?view`, `p/${ID}#x`, `p/${ID}/objects/a-1_B`];
    expect(pages.map(opened)).toEqual(pages.map(() => 'page'));
    expect(['nonsense', 'boards/', 'p/1', 'api/projects', 'assets/a.js'].map(opened)).toEqual(
      ['', '', '', '', ''].map(() => 'network'),
    );
  });

  it('its files are kept, and nothing that the server is asked or told', () => {
    const files = [
      'assets/index-Ab_1.js',
      'assets/a.css',
      'excalidraw/fonts/Nunito/Nunito-1.woff2',
      'easel.svg',
    ];
    expect(files.map((name) => way(name))).toEqual(files.map(() => 'file'));
    const calls = [
      'api/projects',
      `api/projects/${ID}/assets/x`,
      'health/ready',
      'metrics',
      'version',
      'sw.js',
    ];
    expect(calls.map((name) => way(name))).toEqual(calls.map(() => 'network'));
    expect(way('assets/a.js', { method: 'POST' })).toBe('network');
    expect(way('assets/../api/projects')).toBe('network');
  });

  it('nothing of another origin, or of another server on the host', () => {
    const asked = { method: 'GET', mode: 'navigate' };
    for (const url of [
      'https://other.example/',
      'https://easel.example.evil/assets/a.js',
      'blob:https://easel.example/1',
    ])
      expect(wayOf({ ...asked, url }, scope)).toBe('network');
  });
});

it('an answer is kept only where it is whole and of the own server', () => {
  const answers = [
    { type: 'basic', status: 200 },
    { type: 'basic', status: 206 },
    { type: 'basic', status: 503 },
    { type: 'opaque', status: 0 },
    { type: 'cors', status: 200 },
  ] as const;
  expect(answers.map(isKeepable)).toEqual([true, false, false, false, false]);
});

it.each([
  ['the page', 200, true],
  ['a redirect to a login, which is not looked into', 0, true],
  ['a login', 401, true],
  ['a proxy that finds no server', 404, false],
  ['a proxy whose server is away', 502, false],
])('the page comes from the server, as long as it answers: %s', (_what, status, is) => {
  expect(isAnswer({ status })).toBe(is);
});

it('a page is kept with the files of its own version only', () => {
  const page =
    '<script type="module" src="./assets/index-A_1.js"></script><link href="./assets/index-B.css">';
  expect(isOfVersion(page, ['assets/index-A_1.js', 'assets/index-B.css', 'assets/Canvas-C.js'])).toBe(true);
  expect(isOfVersion(page, ['assets/index-A_2.js', 'assets/index-B.css'])).toBe(false);
});

it('fonts outlive a version, and code does not', () => {
  const urls = [
    'https://e/excalidraw/fonts/Nunito/N-1.woff2',
    'https://e/assets/A-2.woff2',
    'https://e/assets/a.js',
  ];
  expect(urls.map(outlivesVersion)).toEqual([true, true, false]);
});
