/** i18n keys of what stands in an alarm as a number: GB/T 28181-2016 annex A.2.5.3, 0 for what was not told. */
export const methodTexts = [
  'alarms.method0',
  'alarms.method1',
  'alarms.method2',
  'alarms.method3',
  'alarms.method4',
  'alarms.method5',
  'alarms.method6',
  'alarms.method7',
];

/** 1 is the gravest. */
export const priorityTags = ['info', 'danger', 'warning', 'primary', 'info'] as const;

/** AlarmType by AlarmMethod: GB/T 28181-2016 annex A.2.5.3, GB/T 28181-2022 annex A.2.5.2. */
const typeTexts: Record<number, string[]> = {
  2: ['alarms.videoLost', 'alarms.tamper', 'alarms.diskFull', 'alarms.hot', 'alarms.cold'],
  5: [
    'alarms.byHand',
    'alarms.moving',
    'alarms.left',
    'alarms.removed',
    'alarms.tripLine',
    'alarms.intrusion',
    'alarms.wrongWay',
    'alarms.loitering',
    'alarms.flow',
    'alarms.density',
    'alarms.videoAbnormal',
    'alarms.fastMove',
    'alarms.covered',
  ],
  6: ['alarms.diskFault', 'alarms.fanFault'],
};

/** The i18n key of what kind it is; undefined for a kind that the standard does not name. */
export function typeText(method: number, type: string): string | undefined {
  return typeTexts[method]?.[Number(type) - 1];
}
