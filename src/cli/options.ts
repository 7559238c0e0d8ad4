import { Command, Option } from 'commander';
import { loadConfig } from '../config/load.ts';
import { type Config, options } from '../config/schema.ts';

/** Adds `--config` and one flag for every option of the schema. */
export function withConfigFlags(command: Command): Command {
  command.addOption(new Option('-c, --config <file>', 'YAML or JSON file of options').env('GUANLAN_CONFIG'));
  for (const { flag, variable, schema } of options()) {
    const boolean = schema.type === 'boolean';
    const value = schema.enum?.join('|') ?? (boolean ? 'true|false' : schema.type);
    const option = new Option(`${flag} ${boolean ? `[${value}]` : `<${value}>`}`, describe(schema, variable));
    command.addOption(boolean ? option.preset('true') : option);
  }
  return command;
}

function describe(schema: { description?: string; default?: unknown }, variable: string): string {
  return `${schema.description} (${JSON.stringify(schema.default)}; ${variable})`;
}

/** The configuration that file, environment and these flags make. Throws ConfigError. */
export function configOf(command: Command, env: NodeJS.ProcessEnv = process.env): Config {
  const { config: file, ...flags } = command.opts<Record<string, string>>();
  return loadConfig({ file, env, flags });
}

export function configCommand(name: string): Command {
  return withConfigFlags(new Command(name));
}
