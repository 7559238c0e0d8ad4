// What a platform and a device tell each other, in both editions: one row for each message of GB/T 28181-2016 annexes A and B, and
// GB/T 28181-2022 annexes A and B. Written by hand and not taken from the command set, so that a command which is missing
// there leaves cells open here.

export type Edition = '2016' | '2022';

/** README.md tells what proves each. */
export type Aspect = 'encode' | 'decode' | 'REST' | 'simulator';

export const editions: readonly Edition[] = ['2016', '2022'];
export const aspects: readonly Aspect[] = ['encode', 'decode', 'REST', 'simulator'];

export type Section = 'control' | 'config' | 'query' | 'item' | 'notify' | 'mansrtsp';

export interface Row {
  readonly section: Section;
  readonly name: string;
  readonly editions: readonly Edition[];
  /** There is nothing to refuse where the edition does not have it: nobody asks for it, or the message is as before. */
  readonly unasked?: boolean;
}

const both = editions;
const only2022: readonly Edition[] = ['2022'];

const rowsOf = (section: Section, known: readonly Edition[], names: string[]): Row[] =>
  names.map((name) => ({ section, name, editions: known }));

const unaskedOf = (section: Section, names: string[]): Row[] =>
  rowsOf(section, only2022, names).map((row) => ({ ...row, unasked: true }));

export const rows: readonly Row[] = [
  ...rowsOf('control', both, ['PTZCmd', 'TeleBoot', 'RecordCmd', 'GuardCmd', 'AlarmCmd', 'IFrameCmd']),
  ...rowsOf('control', both, ['DragZoomIn', 'DragZoomOut', 'HomePosition', 'ExtraInfo']),
  ...rowsOf('control', only2022, ['PTZPreciseCtrl', 'DeviceUpgrade', 'FormatSDCard', 'TargetTrack']),

  ...rowsOf('config', both, ['BasicParam', 'VideoParamOpt', 'SVACEncodeConfig', 'SVACDecodeConfig']),
  ...rowsOf('config', only2022, ['VideoParamAttribute', 'VideoRecordPlan', 'VideoAlarmRecord', 'PictureMask']),
  ...rowsOf('config', only2022, ['FrameMirror', 'AlarmReport', 'OSDConfig', 'SnapShotConfig']),

  ...rowsOf('query', both, ['Catalog', 'DeviceInfo', 'DeviceStatus', 'RecordInfo', 'Alarm', 'ConfigDownload']),
  ...rowsOf('query', both, ['PresetQuery', 'MobilePosition']),
  ...rowsOf('query', only2022, ['HomePositionQuery', 'CruiseTrackListQuery', 'CruiseTrackQuery']),
  ...rowsOf('query', only2022, ['PTZPosition', 'SDCardStatus']),

  ...rowsOf('item', both, ['Device', 'Region', 'System', 'BusinessGroup', 'VirtualOrganisation']),

  ...rowsOf('notify', both, ['Keepalive', 'Alarm', 'MediaStatus', 'Broadcast', 'MobilePosition', 'Catalog']),
  ...rowsOf('notify', only2022, ['PTZPosition']),
  ...unaskedOf('notify', ['UploadSnapShotFinished', 'VideoUploadNotify', 'DeviceUpgradeResult']),

  ...rowsOf('mansrtsp', both, ['Speed', 'Resume', 'Seek', 'Pause', 'Teardown', 'Answer']),
  ...rowsOf('mansrtsp', only2022, ['Reverse', 'ReverseRange']),
  ...unaskedOf('mansrtsp', ['RangeKeepsScale']),
];

export interface Cell {
  readonly row: Row;
  readonly edition: Edition;
  readonly aspect: Aspect;
}

/** Of a row that came in 2022, REST proves that a device of 2016 is not asked. */
export function cellsOf(row: Row): Cell[] {
  const known = row.editions.flatMap((edition) => aspects.map((aspect) => ({ row, edition, aspect })));
  if (row.editions.includes('2016') || row.unasked) return known;
  return [{ row, edition: '2016', aspect: 'REST' }, ...known];
}

export const cells: readonly Cell[] = rows.flatMap(cellsOf);

/** How a test names the cell that it proves, at the beginning of its title. */
export function cellName({ row, edition, aspect }: Cell): string {
  return `[${row.section} ${row.name} ${edition} ${aspect}]`;
}

/** Cells of one aspect that tell something, and not that it is refused. */
export function told(aspect: Aspect): Cell[] {
  return cells.filter((cell) => cell.aspect === aspect && cell.row.editions.includes(cell.edition));
}

/** For a table of tests: the title that names the cell, and the cell. */
export function titled(cell: Cell): [string, Cell] {
  return [cellName(cell), cell];
}
