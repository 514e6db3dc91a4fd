import { describe, expect, it } from 'vitest';
import { Absence, APART_MS, ApiProblem } from '../../src/http/index.ts';

const GONE = new ApiProblem(404, 'Not Found', 'no such project');
const BETWEEN = new ApiProblem(404, 'Not Found', '', undefined, undefined, false);

describe('a project is gone', () => {
  const sure = (...answers: readonly (readonly [at: number, cause?: unknown])[]) => {
    const absence = new Absence();
    for (const [at, cause] of answers) {
      if (cause === undefined) absence.there();
      else absence.failed(cause, at);
    }
    return absence.sure === 'gone';
  };

  it('when Easel says it twice, some time apart', () => {
    expect(sure([0, GONE])).toBe(false);
    expect(sure([0, GONE], [APART_MS - 1, GONE])).toBe(false);
    expect(sure([0, GONE], [1, GONE], [APART_MS, GONE])).toBe(true);
  });

  it('not when something else is said in between', () => {
    for (const other of [new TypeError('no network'), new ApiProblem(503, 'Busy', ''), BETWEEN, undefined]) {
      expect(sure([0, GONE], [1, other], [APART_MS, GONE])).toBe(false);
    }
  });

  it('never because of what stands between here and Easel', () => {
    expect(sure([0, BETWEEN], [APART_MS, BETWEEN], [2 * APART_MS, BETWEEN])).toBe(false);
  });

  it('for a person whom Easel gives no access, once', () => {
    const absence = new Absence();
    const busy = new ApiProblem(403, 'Forbidden', '', undefined, undefined, true, 'forbidden');
    absence.failed(busy, 0);
    expect(absence.sure).toBeUndefined();
    absence.failed(new ApiProblem(403, 'Forbidden', '', undefined, undefined, false, 'no_access'), 0);
    expect(absence.sure).toBeUndefined();
    absence.failed(new ApiProblem(403, 'Forbidden', '', undefined, undefined, true, 'no_access'), 0);
    expect(absence.sure).toBe('revoked');
    absence.there();
    expect(absence.sure).toBeUndefined();
  });

  it('until it is there again, whatever else goes wrong', () => {
    const gone = [
      [0, GONE],
      [APART_MS, GONE],
    ] as const;
    expect(sure(...gone, [APART_MS + 1, new TypeError('no network')])).toBe(true);
    expect(sure(...gone, [APART_MS + 1])).toBe(false);
  });
});
