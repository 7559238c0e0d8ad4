import { options } from './schema.ts';

/** The page that documents every option; src/config/README.md is this text. */
export function configDocument(): string {
  const rows = options().map(({ path, variable, schema }) => {
    const allowed =
      schema.enum?.join(' \\| ') ??
      (schema.minimum === undefined ? schema.type : `${schema.minimum} – ${schema.maximum}`);
    return `| \`${path.join('.')}\` | \`${variable}\` | \`${JSON.stringify(schema.default)}\` | ${allowed} | ${schema.description} |`;
  });
  return `# Configuration

Written from \`schema.ts\` by \`guanlan config-document\`; a test keeps it equal. Each option can be given in a YAML or JSON
file (\`--config guanlan.yaml\`), in the environment, or as a flag (\`--sip.port 5061\`). Flags win over the environment,
that over the file, that over the defaults. An unknown option is an error.

| option and flag | environment | default | allowed | meaning |
|---|---|---|---|---|
${rows.join('\n')}
`;
}
