import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { ConfigError } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { readablePassword } from '../config/secrets.ts';
import { administrator } from '../main.ts';
import { AccountStore } from '../storage/account-store.ts';
import { databaseFile, openDatabase } from '../storage/database.ts';
import { configCommand, configOf } from './options.ts';

export function adminPasswordCommand(): Command {
  const command = configCommand('admin-password').description(
    'Gives the administrator a new password and prints it; the platform may run meanwhile.',
  );
  return command.action(async () => {
    const password = await renewAdminPassword(configOf(command));
    process.stdout.write(`${administrator} / ${password}\n`);
  });
}

/** For who lost it: whoever may write to the data folder may do this. */
export async function renewAdminPassword(config: Config): Promise<string> {
  const file = databaseFile(config.data);
  if (!existsSync(file))
    throw new ConfigError(
      `There is no database ${file}: name the data folder of the platform by --data, and start it once before.`,
    );
  const db = await openDatabase(file);
  try {
    const password = readablePassword();
    await new AccountStore(db, () => Date.now()).setPassword(administrator, password);
    return password;
  } finally {
    await db.destroy();
  }
}
