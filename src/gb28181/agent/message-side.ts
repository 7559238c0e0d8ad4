// MESSAGEs of the platform: each answered 200, then given to the handler of its kind and CmdType.
import type { IncomingRequest } from '../../sip/index.ts';
import { parseManscdp, type ReceivedManscdp } from '../codec/manscdp.ts';
import type { DeviceAgent } from './device-agent.ts';
import { messageHandlers } from './message-handlers.ts';

/** Does what a message asks; what it rejects with is logged. */
export type MessageHandler = (message: ReceivedManscdp, agent: DeviceAgent) => void | Promise<void>;

/** By kind and CmdType: "Query Catalog". */
export type MessageHandlers = Readonly<Record<string, MessageHandler>>;

export class MessageSide {
  // Given.
  readonly #agent: DeviceAgent;

  constructor(agent: DeviceAgent) {
    this.#agent = agent;
  }

  received(incoming: IncomingRequest): void {
    let message: ReceivedManscdp;
    try {
      message = parseManscdp(incoming.request.body);
    } catch {
      incoming.respond(400);
      return;
    }
    incoming.respond(200);
    void this.#handle(message);
  }

  async #handle(message: ReceivedManscdp): Promise<void> {
    const name = `${message.kind} ${message.cmdType}`;
    const handler = Object.hasOwn(messageHandlers, name) ? messageHandlers[name] : undefined;
    try {
      await handler?.(message, this.#agent);
    } catch (error) {
      this.#agent.options.log.warn({ message: name, reason: (error as Error).message }, 'message not handled');
    }
  }
}
