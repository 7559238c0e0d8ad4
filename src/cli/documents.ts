import { Command } from 'commander';
import { version } from '../base/version.ts';
import { configDocument } from '../config/document.ts';
import { openApiDocument } from '../http/openapi.ts';

export function configDocumentCommand(): Command {
  return new Command('config-document')
    .description('Prints src/config/README.md: every option, its default and its meaning.')
    .action(() => {
      process.stdout.write(configDocument());
    });
}

export function openApiDocumentCommand(): Command {
  return new Command('openapi-document')
    .description('Prints the OpenAPI 3.1 document, as /api/openapi.json answers it.')
    .action(async () => {
      process.stdout.write(`${JSON.stringify(await openApiDocument(version), null, 2)}\n`);
    });
}
