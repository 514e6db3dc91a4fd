import type { Redeemed } from '@easel/sdk';
import { describe, expect, it } from 'vitest';
import { keyIn, LinkTokens } from '../src/common/linkTokens.ts';

/** A tab, whose server and time are in a test's hands. */
class Tab {
  readonly stored = new Map<string, string>();
  readonly redeemed: string[] = [];
  now = 1_000;
  /** How long the next token lives, by this computer's clock, in milliseconds. */
  life = 100;
  failure: unknown;

  load(): LinkTokens {
    return new LinkTokens({
      storage: {
        getItem: (name) => this.stored.get(name) ?? null,
        setItem: (name, value) => void this.stored.set(name, value),
        removeItem: (name) => void this.stored.delete(name),
      },
      now: () => this.now,
      redeem: async (project, key, previous): Promise<Redeemed> => {
        if (this.failure !== undefined) throw this.failure;
        this.redeemed.push(`${project} ${key} ${previous}`);
        const expiresAt = this.now + this.life;
        return { token: `${key}-${this.redeemed.length}`, role: 'viewer', expiresAt };
      },
      verdict: (failure) => (failure === 'ended' || failure === 'useless' ? failure : undefined),
    });
  }
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the token of a board that was opened by a link', () => {
  it('is had for its key, once, and kept over a reload', async () => {
    const tab = new Tab();
    const tokens = tab.load();
    tokens.take('p', 'k');
    const both = [tokens.source({ project: 'p' }), tokens.source({ project: 'p' })];
    expect(await Promise.all(both)).toEqual(['k-1', 'k-1']);
    expect(tokens.source({ project: 'p' })).toBe('k-1');
    expect(tab.load().source({ project: 'p' })).toBe('k-1');
    expect(tab.redeemed).toEqual(['p k undefined']);
  });

  it('is of that board only', () => {
    const tokens = new Tab().load();
    tokens.take('p', 'k');
    expect([tokens.source({ project: 'q' }), tokens.source({})]).toEqual([undefined, undefined]);
  });

  it('is replaced before it ends, by the same guest, and nobody waits for that', async () => {
    const tab = new Tab();
    const tokens = tab.load();
    tokens.take('p', 'k');
    await tokens.source({ project: 'p' });
    tab.now += 79;
    expect(tokens.source({ project: 'p' })).toBe('k-1');
    await settle();
    expect(tab.redeemed.length).toBe(1);
    tab.now += 1;
    expect(tokens.source({ project: 'p' })).toBe('k-1');
    await settle();
    expect(tokens.source({ project: 'p' })).toBe('k-2');
    expect(tab.redeemed).toEqual(['p k undefined', 'p k k-1']);
  });

  it('is replaced when the server refuses it, also where the clock is wrong', async () => {
    const tab = new Tab();
    tab.life = -5_000;
    const tokens = tab.load();
    tokens.take('p', 'k');
    await tokens.source({ project: 'p' });
    expect(tokens.source({ project: 'p' })).toBe('k-1');
    expect(await tokens.source({ project: 'p', refused: 'k-1' })).toBe('k-2');
  });

  it('is none once the link has ended, over a reload too; another link opens it again', async () => {
    const tab = new Tab();
    const tokens = tab.load();
    tokens.take('p', 'k');
    await tokens.source({ project: 'p' });
    tab.failure = 'ended';
    expect(await tokens.source({ project: 'p', refused: 'k-1' })).toBeUndefined();
    expect(tokens.hasEnded('p')).toBe(true);
    expect(tab.load().source({ project: 'p' })).toBeUndefined();
    tab.failure = undefined;
    tokens.take('p', 'l');
    expect(tokens.hasEnded('p')).toBe(false);
    expect(await tokens.source({ project: 'p' })).toBe('l-2');
  });

  it('that cannot be replaced now goes on as long as it holds, and is asked for again', async () => {
    const tab = new Tab();
    const tokens = tab.load();
    tokens.take('p', 'k');
    tab.failure = new TypeError('no network');
    await expect(tokens.source({ project: 'p' })).rejects.toThrow('no network');
    tab.failure = undefined;
    expect(await tokens.source({ project: 'p' })).toBe('k-1');
    tab.failure = new TypeError('no network');
    tab.now += 90;
    expect(tokens.source({ project: 'p' })).toBe('k-1');
    await settle();
    expect(tokens.hasEnded('p')).toBe(false);
  });

  it('is that of the link before, where another one that is opened has ended', async () => {
    const tab = new Tab();
    const tokens = tab.load();
    tokens.take('p', 'k');
    await tokens.source({ project: 'p' });
    tokens.take('p', 'ended');
    tab.failure = 'ended';
    expect(await tokens.source({ project: 'p' })).toBe('k-1');
    expect([tokens.source({ project: 'p' }), tokens.hasEnded('p')]).toEqual(['k-1', false]);
  });

  it('is none, and nothing is said of the link, where the server takes no links', async () => {
    const tab = new Tab();
    const tokens = tab.load();
    tokens.take('p', 'k');
    tab.failure = 'useless';
    expect(await tokens.source({ project: 'p' })).toBeUndefined();
    expect([tokens.source({ project: 'p' }), tokens.hasEnded('p')]).toEqual([undefined, false]);
  });

  it('by another link is the same guest’s', async () => {
    const tab = new Tab();
    const tokens = tab.load();
    tokens.take('p', 'k');
    await tokens.source({ project: 'p' });
    tokens.take('p', 'l');
    expect(await tokens.source({ project: 'p' })).toBe('l-2');
    expect(tab.redeemed).toEqual(['p k undefined', 'p l k-1']);
  });
});

it('a key stands in the fragment, and what cannot be one is none', () => {
  expect([keyIn('#key=aB-_9'), keyIn('#a=b&key=k'), keyIn(''), keyIn('#key='), keyIn('#key=a%20b')]).toEqual([
    ...['aB-_9', 'k', undefined, undefined, undefined],
  ]);
});
