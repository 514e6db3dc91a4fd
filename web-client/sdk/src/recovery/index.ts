export { OutboxRecovery, type RecoveryOptions } from './recovery.ts';
