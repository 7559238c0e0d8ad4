// What a running `guanlan camera` can be told line by line, so that what devices do by themselves can be tried by hand.
import type { ChannelEvent, DeviceAgent, NotifyFields } from '../../gb28181/agent/device-agent.ts';

type Words = { agent: DeviceAgent; words: string[]; options: Record<string, string> };

interface ConsoleCommand {
  usage: string;
  what: string;
  /** Resolves with what is to be said; throws for words that do not fit. */
  run(given: Words): string | Promise<string>;
}

const channelEvents = ['ON', 'OFF', 'VLOST', 'DEFECT', 'ADD', 'DEL', 'UPDATE'] as const satisfies ChannelEvent[];
const kMaxLineLength = 4096;

const commands: Record<string, ConsoleCommand> = {
  alarm: {
    usage: 'alarm <camera> [channel=1] [method=5] [type=2] [priority=4] [event=1] [text=...]',
    what: 'raises an alarm; method and type as AlarmMethod and AlarmType of the standard',
    run: alarm,
  },
  channel: {
    usage: 'channel <camera> <channel> on|off|vlost|defect|add|del|update [name=...]',
    what: 'something happens to a channel; who has subscribed to the catalog is told',
    run: channel,
  },
  position: {
    usage: 'position <camera>',
    what: 'tells where the camera is',
    run: async ({ agent }) => `answered ${await agent.tellPosition()}`,
  },
  upload: {
    usage: 'upload <camera>',
    what: 'asks the platform to take its pictures (VideoUploadNotify)',
    run: async ({ agent }) => `answered ${await agent.askForUpload()}`,
  },
  hangup: {
    usage: 'hangup <camera>',
    what: 'ends its calls by BYE',
    run: async ({ agent }) => {
      await agent.hangUp();
      return 'done';
    },
  },
  restart: {
    usage: 'restart <camera>',
    what: 'off and on again, without signing off',
    run: async ({ agent }) => {
      await agent.restart();
      return 'registered again';
    },
  },
  show: {
    usage: 'show <camera>',
    what: 'its state: where it looks, presets, guard, alarms, cards, configuration',
    run: ({ agent }) => JSON.stringify(shown(agent), undefined, 2),
  },
};

/** Two lines of help for each command. */
export function consoleHelp(): string {
  return Object.values(commands)
    .map(({ usage, what }) => `  ${usage}\n      ${what}`)
    .join('\n');
}

/** Does what a line says; `<camera>` and `<channel>` count from 1, or are IDs. Resolves with what is to be said. */
export async function runConsoleLine(line: string, agents: readonly DeviceAgent[]): Promise<string> {
  const words = line.slice(0, kMaxLineLength).trim().split(/\s+/).filter(Boolean);
  const [name = '', camera = '', ...rest] = words;
  if (name === '') return '';
  if (name === 'help') return consoleHelp();
  const command = Object.hasOwn(commands, name) ? commands[name]! : undefined;
  if (!command) return `There is no command "${name}"; try help.`;
  const agent = agents[Number(camera) - 1] ?? agents.find(({ options }) => options.deviceId === camera);
  if (!agent) return `Which camera? From 1 to ${agents.length}, or its ID: ${command.usage}`;
  const isOption = (word: string) => word.includes('=');
  const options = Object.fromEntries(
    rest.filter(isOption).map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
  );
  try {
    return await command.run({ agent, words: rest.filter((word) => !isOption(word)), options });
  } catch (error) {
    return `${(error as Error).message} ${command.usage}`;
  }
}

/** The ID of a channel by its number, from 1, or as it is. */
function channelId(agent: DeviceAgent, word: string): string {
  const id = agent.channels[Number(word) - 1]?.id ?? word;
  if (!/^\d{20}$/.test(id)) throw new Error(`There is no channel "${word}".`);
  return id;
}

async function alarm({ agent, options }: Words): Promise<string> {
  const { channel: word, method = '5', type, priority = '4', event, text } = options;
  const id = word === undefined ? (agent.channels[0]?.id ?? agent.options.deviceId) : channelId(agent, word);
  const fields = {
    AlarmPriority: priority,
    AlarmMethod: method,
    ...(text !== undefined && { AlarmDescription: text }),
    ...(type !== undefined && {
      Info: { AlarmType: type, ...(event !== undefined && { AlarmTypeParam: { EventType: event } }) },
    }),
  } as Partial<NotifyFields<'Alarm'>>;
  return (await agent.alarm(fields, id)) ? 'told' : 'not told: the one before is still to be reset';
}

async function channel({ agent, words: [word = '', happens = ''], options }: Words): Promise<string> {
  const event = channelEvents.find((one) => one === happens.toUpperCase());
  if (!event) throw new Error('What happens to it?');
  const id = channelId(agent, word);
  const changes = options['name'] === undefined ? {} : { name: options['name'] };
  return (await agent.channelEvent(event, id, changes)) ? 'done' : `There is no channel ${id}.`;
}

function shown({ state, options, edition, sessions, subscriptions }: DeviceAgent): object {
  return {
    id: options.deviceId,
    edition,
    firmware: state.firmware,
    boots: state.boots,
    sessions,
    subscriptions: subscriptions.names,
    confirmedAlarms: state.confirmedAlarms,
    cards: state.cards.list(),
    position: state.track.position,
    channels: state.units().map(({ id, ptz, alarms, records, keyFrames, configuration }) => ({
      id,
      status: state.channel(id)?.status,
      position: ptz.head.position,
      focus: ptz.head.at('focus'),
      iris: ptz.head.at('iris'),
      running: ptz.patrol.running,
      presets: Object.fromEntries(ptz.presets.list()),
      tracks: Object.fromEntries(ptz.patrol.tracks()),
      home: ptz.home,
      switches: [...ptz.switches],
      target: ptz.target,
      duty: alarms.duty,
      alarms: alarms.active,
      recording: records.recording,
      keyFrames,
      configuration: configuration.all(),
    })),
  };
}
