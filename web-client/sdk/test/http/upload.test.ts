import { afterEach, expect, test, vi } from 'vitest';
import { Api, type Watch } from '../../src/http/index.ts';
import { browserUpload, type UploadCall } from '../../src/http/upload.ts';

/** An XMLHttpRequest that does what it is told. */
class FakeRequest {
  static last: FakeRequest;
  readonly headers: Record<string, string> = {};
  readonly upload: { onprogress?: (event: object) => void; onload?: () => void } = {};
  response = new Blob(['{"seq":1}']);
  status = 200;
  statusText = 'OK';
  opened: readonly string[] = [];
  body: unknown;
  timeout = 0;
  onload?: () => void;
  onerror?: () => void;
  ontimeout?: () => void;
  onabort?: () => void;

  constructor() {
    FakeRequest.last = this;
  }

  open(method: string, url: string): void {
    this.opened = [method, url];
  }

  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }

  getAllResponseHeaders(): string {
    return 'content-type: application/json\r\nx-request-id: a:b\r\n';
  }

  send(body: unknown): void {
    this.body = body;
  }

  abort(): void {
    this.onabort?.();
  }
}

vi.stubGlobal('XMLHttpRequest', FakeRequest);
afterEach(() => vi.clearAllMocks());

const CALL: UploadCall = {
  method: 'POST',
  headers: new Headers({ 'Content-Type': 'application/json' }),
  body: 'the file',
  timeoutMs: 5_000,
};

function begun() {
  const parts: number[] = [];
  const abort = new AbortController();
  const answer = browserUpload('https://easel.example/x', CALL, {
    sent: (part) => parts.push(part),
    signal: abort.signal,
  });
  return { answer, abort, parts, request: FakeRequest.last };
}

test('a body is sent, how much has left is told, and the answer is one as of fetch', async () => {
  const { answer, parts, request } = begun();
  request.upload.onprogress?.({ loaded: 2, total: 8 });
  request.upload.onload?.();
  request.onload?.();
  const response = await answer;
  expect(await response.json()).toEqual({ seq: 1 });
  expect([response.status, response.headers.get('X-Request-Id')]).toEqual([200, 'a:b']);
  expect(parts).toEqual([0.25, 1]);
  expect(request).toMatchObject({
    opened: ['POST', 'https://easel.example/x'],
    headers: { 'content-type': 'application/json' },
    body: 'the file',
    timeout: 5_000,
  });
});

test('a call that is ended rejects with the reason, and one that is ended before sends nothing', async () => {
  const { answer, abort } = begun();
  abort.abort(new DOMException('cancelled', 'AbortError'));
  await expect(answer).rejects.toThrow('cancelled');

  const ended = AbortSignal.abort(new Error('before'));
  await expect(browserUpload('/x', CALL, { sent: () => {}, signal: ended })).rejects.toThrow('before');
  expect(FakeRequest.last.body).toBeUndefined();
});

test('without an answer it rejects as fetch does', async () => {
  const lost = begun();
  lost.request.onerror?.();
  await expect(lost.answer).rejects.toBeInstanceOf(TypeError);
  const late = begun();
  late.request.ontimeout?.();
  await expect(late.answer).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('an import that is watched is sent so, and says what it is', async () => {
  const sent: string[] = [];
  const api = new Api(
    { origin: 'https://easel.example' },
    {
      upload: async (url) => {
        sent.push(url);
        return Response.json({ seq: 1, ids: ['a'] });
      },
    },
  );
  const watch: Watch = { sent: () => {}, signal: new AbortController().signal };
  const imported = await api.import('p', '{}', { mode: 'copy', by: 'Ada L', at: { x: 1.4, y: -2.6 }, watch });
  expect(imported.ids).toEqual(['a']);
  expect(sent).toEqual(['https://easel.example/api/projects/p/import?mode=copy&by=Ada+L&x=1&y=-3']);
});
