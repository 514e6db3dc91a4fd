export { Document } from './document.ts';
