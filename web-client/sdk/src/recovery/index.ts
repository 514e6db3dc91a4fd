export { BackgroundDelivery, type BackgroundDeliveryOptions, type Unsent } from './backgroundDelivery.ts';
export { OutboxRecovery, type RecoveryOptions } from './recovery.ts';
