export { catalogEvent, catalogItem } from './catalog-item.ts';
export { type Command, type ControlCommand, resultAnswer } from './command.ts';
export { type ConfigName, type ConfigSection, configs } from './configs.ts';
export { type ControlName, controlIn, controls, sessionId } from './controls.ts';
export { type Edition, editionOf, versions } from './edition.ts';
export type { FieldFacts, Fields } from './fields.ts';
export { type NotifyName, notifies } from './notifies.ts';
export { type QueryName, queries } from './queries.ts';
export { CommandError, decodeFields, encodeFields, forEdition, type Read } from './xml-fields.ts';
