import type { InstanceReport } from '@easel/sdk';
import type { Known } from './hour.ts';

/** Whether it answers. */
export function lives({ state }: InstanceReport): boolean {
  return state === 'serving' || state === 'draining';
}

/** Those that the servers tell of; without dead ones in whose place another one has been started. */
export function listed(known: readonly Known[]): readonly Known[] {
  return known.filter(
    ({ report, isListed }) => isListed && !(report.state === 'dead' && isReplaced(report, known)),
  );
}

function isReplaced({ address, started }: InstanceReport, known: readonly Known[]): boolean {
  return known.some(
    ({ report }) => lives(report) && report.address === address && (report.started ?? 0) >= (started ?? 0),
  );
}

/** Where it is reached, without `http://`; with the begin of its id, where another one is there now. */
export function nameOf({ address, instance }: InstanceReport, known: readonly Known[]): string {
  const place = address.replace(/^https?:\/\//, '').replace(/\/$/, '');
  const isShared = known.some(
    ({ report }) => report.address === address && report.instance !== instance && lives(report),
  );
  return isShared || place === '' ? `${place} (${instance.slice(0, 4)})`.trim() : place;
}

/** The instances whose figures are shown: one, or all. */
export function chosen(known: readonly Known[], instance: string | undefined): readonly Known[] {
  const one = known.filter(({ report }) => report.instance === instance);
  return one.length > 0 ? one : known;
}
