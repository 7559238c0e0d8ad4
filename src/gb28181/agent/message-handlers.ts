// What the agent does with a message, by kind and CmdType; each file of handlers adds its own here.
import type { MessageHandlers } from './message-side.ts';
import { queryHandlers } from './queries.ts';

export const messageHandlers: MessageHandlers = {
  ...queryHandlers,
};
