// What the agent does with a message, by kind and CmdType; each file of handlers adds its own here.
import { broadcastHandlers } from './broadcast-handlers.ts';
import { configurationHandlers } from './configuration-handlers.ts';
import { controlHandlers } from './control-handlers.ts';
import type { MessageHandlers } from './message-side.ts';
import { queryHandlers } from './query-handlers.ts';

export const messageHandlers: MessageHandlers = {
  ...queryHandlers,
  ...controlHandlers,
  ...configurationHandlers,
  ...broadcastHandlers,
  // The platform has taken an alarm.
  'Response Alarm': (_, { state }) => {
    state.confirmedAlarms++;
  },
};
