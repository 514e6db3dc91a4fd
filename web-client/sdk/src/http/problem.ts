/** What an HTTP call rejects with when the server answered, and the answer is an error (RFC 9457). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** How long to wait before the next call, in milliseconds from the answer; only some 503s say so. */
  readonly retryAfterMs: number | undefined;
  /** By which whoever runs the server finds in its log what happened. */
  readonly traceId: string | undefined;

  /** What is wrong, in a word for programs, where the server has one for it: `no_access`, `last_owner`, … */
  readonly code: string | undefined;

  /** Whether Easel said it, and not something between here and there. */
  readonly isOurs: boolean;

  constructor(
    status: number,
    title: string,
    detail: string,
    retryAfterMs?: number,
    traceId?: string,
    isOurs = true,
    code?: string,
  ) {
    super(detail === '' ? title : `${title}: ${detail}`);
    this.name = 'ApiProblem';
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.retryAfterMs = retryAfterMs;
    this.traceId = traceId;
    this.isOurs = isOurs;
    this.code = code;
  }
}

/** The problem that an answer reports; of an answer that is no problem+json, a proxy's for instance, its status. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const fallback = response.statusText === '' ? `HTTP ${response.status}` : response.statusText;
  const body = await said(response);
  return new ApiProblem(
    response.status,
    text(body?.title) ?? fallback,
    text(body?.detail) ?? '',
    retryAfter(response.headers.get('Retry-After')),
    response.headers.get('X-Request-Id') ?? undefined,
    body !== undefined,
    text(body?.code),
  );
}

interface Body {
  readonly title?: unknown;
  readonly detail?: unknown;
  readonly code?: unknown;
}

async function said(response: Response): Promise<Body | undefined> {
  if (!response.headers.get('Content-Type')?.startsWith('application/problem+json')) return undefined;
  const body: unknown = await response.json().catch(() => undefined);
  return typeof body === 'object' && body !== null ? body : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Only the form in seconds; the server sends no other. */
function retryAfter(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) * 1_000 : undefined;
}
