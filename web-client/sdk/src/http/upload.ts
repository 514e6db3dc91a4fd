/** Whoever looks at a file on its way to the server. */
export interface Watch {
  /** How much has left, as a part of all; at 1 the server has everything, and works. */
  readonly sent: (part: number) => void;
  /** Ends the call. While less than everything has left, the server does nothing of it. */
  readonly signal: AbortSignal;
}

export interface UploadCall {
  readonly method: string;
  readonly headers: Headers;
  readonly body: XMLHttpRequestBodyInit;
  readonly timeoutMs: number;
}

export type Upload = (url: string, call: UploadCall, watch: Watch) => Promise<Response>;

/** Sends a body as `fetch` does, and tells how much of it has left, which `fetch` cannot. */
export const browserUpload: Upload = (url, { method, headers, body, timeoutMs }, { sent, signal }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of headers) request.setRequestHeader(name, value);
    request.responseType = 'blob';
    request.timeout = timeoutMs;
    request.upload.onprogress = ({ loaded, total }) => total > 0 && sent(loaded / total);
    request.upload.onload = () => sent(1);
    request.onload = () => resolve(new Response(request.response as Blob, answerOf(request)));
    request.onerror = () => reject(new TypeError('the server cannot be reached'));
    request.ontimeout = () => reject(new DOMException('no answer in time', 'TimeoutError'));
    request.onabort = () => reject(signal.reason);
    signal.throwIfAborted();
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(body);
  });

function answerOf(request: XMLHttpRequest): ResponseInit {
  const lines = request.getAllResponseHeaders().trim().split(/\r?\n/);
  const headers = lines.filter((line) => line.includes(':')).map((line) => line.split(/:\s*(.*)/s, 2));
  return {
    status: request.status,
    statusText: request.statusText,
    headers: headers as [string, string][],
  };
}
