import { describe, expect, it } from 'vitest';
import { redirectByShare } from '../../../../src/gb28181/device/register-redirect.ts';

const a = '34020000002000000002@10.0.0.2:5060';
const b = '34020000002000000003@[2001:db8::3]:5070';
const ids = Array.from({ length: 6000 }, (_, i) => `3402000000132${String(i).padStart(7, '0')}`);

/** How many of the devices go where. */
function spread(nodes: string, own: number): Record<string, number> {
  const counts: Record<string, number> = {};
  const redirect = redirectByShare(nodes, own)!;
  for (const id of ids) {
    const name = redirect(id)?.id ?? 'here';
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

describe('sending devices to nodes', () => {
  it('reads nodes', () => {
    expect(redirectByShare(a, 0)!(ids[0]!)).toEqual({ id: '34020000002000000002', address: '10.0.0.2', port: 5060 });
    expect(redirectByShare(b, 0)!(ids[0]!)).toMatchObject({ address: '[2001:db8::3]', port: 5070 });
    expect(redirectByShare('', 1)).toBeUndefined();
    expect(redirectByShare('  ', 1)).toBeUndefined();
  });

  it.each(['10.0.0.2:5060', '34020000002000000002@10.0.0.2', `${a}*x`, '34020000002000000002@h:0', `${a},${b}`])(
    'refuses %s',
    (text) => expect(() => redirectByShare(text, 1)).toThrow(RangeError),
  );

  it('spreads devices by the shares of the nodes and of ourselves', () => {
    const counts = spread(`${a}*2 ${b}`, 3);
    expect(Math.abs(counts['here']! - 3000)).toBeLessThan(200);
    expect(Math.abs(counts['34020000002000000002']! - 2000)).toBeLessThan(200);
    expect(Math.abs(counts['34020000002000000003']! - 1000)).toBeLessThan(200);
  });

  it('keeps all, or none, when the shares say so', () => {
    expect(spread(`${a}*0`, 1)).toEqual({ here: ids.length });
    expect(spread(a, 0)).toEqual({ '34020000002000000002': ids.length });
  });

  it('moves only those devices that a new node takes', () => {
    const before = redirectByShare(a, 1)!;
    const then = redirectByShare(`${a} ${b}`, 1)!;
    const moved = ids.filter((id) => before(id)?.id !== then(id)?.id);
    expect(new Set(moved.map((id) => then(id)?.id))).toEqual(new Set(['34020000002000000003']));
    expect(Math.abs(moved.length - ids.length / 3)).toBeLessThan(200);
  });
});
