import { options } from './schema.ts';

const head = ['option and flag', 'environment', 'default', 'allowed', 'meaning'];

/** The page that documents every option; src/config/README.md is this text. */
export function configDocument(): string {
  const rows = options().map(({ path, variable, schema }) => {
    const allowed =
      schema.enum?.join(' \\| ') ??
      (schema.minimum === undefined ? (schema.type ?? '') : `${schema.minimum} – ${schema.maximum}`);
    const value = `\`${JSON.stringify(schema.default)}\``;
    return [`\`${path.join('.')}\``, `\`${variable}\``, value, allowed, schema.description ?? ''];
  });
  return `# Configuration

Written from \`schema.ts\` by \`guanlan config-document\`; a test keeps it equal. Each option can be given in a YAML or JSON
file (\`--config guanlan.yaml\`), in the environment, or as a flag (\`--sip.port 5061\`). Flags win over the environment,
that over the file, that over the defaults. An unknown option is an error.

${table([head, ...rows])}
`;
}

/** A Markdown table whose columns stand in line in the source too. */
function table(rows: string[][]): string {
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (cells: string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const [first, ...others] = rows;
  return [line(first!), line(widths.map((width) => '-'.repeat(width))), ...others.map(line)].join('\n');
}
