export interface Program {
  name: string;
  source: string;
  ids: string[];
  give?: string;
  starts?: string[];
  micro?: boolean;
}

export const programs: Program[];
export const microPrograms: Program[];
export const tableOrder: string[];
export function select(
  names: string[],
  all?: Program[],
  micro?: Program[],
): { chosen: Program[]; unknown: string[]; known: string[] };
