import { InvalidChange, NotEditable, OutboxFull } from '@easel/sdk';
import { expect, it } from 'vitest';
import { failure } from '../src/common/failure.ts';

it('what the SDK refuses is told in words for people', () => {
  expect(failure(new InvalidChange('object 8xK would be 300123 bytes, over 262144'))).toBe(
    'It is larger than the server takes.',
  );
  expect(failure(new NotEditable('the project is closed'))).toBe('It is closed, or you can only look at it.');
  expect(failure(new OutboxFull('too much is unsent'))).toMatch(/^Too much waits to be sent/);
});
