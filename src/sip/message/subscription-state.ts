// RFC 6665 §8.2: the headers Event and Subscription-State.

import { parseCount, trimBlanks } from './characters.ts';
import { kMaxExpiresSeconds, type SipMessage } from './message.ts';
import { type Parameters, parseParameters } from './parameters.ts';
import { SipParseError } from './parse-error.ts';

/** RFC 6665 §8.2.1. Packages are compared without case, IDs as they stand. */
export interface EventHeader {
  /** Lower case. */
  readonly package: string;
  readonly id: string | undefined;
}

export interface SubscriptionStateHeader {
  /** Other words are allowed, and mean active (RFC 6665 §4.1.3). */
  readonly state: 'active' | 'pending' | 'terminated';
  /** Seconds that are left. */
  readonly expires: number | undefined;
  /** Why it is terminated: deactivated, probation, rejected, timeout, giveup, noresource, invariant, or another word. */
  readonly reason: string | undefined;
  /** Seconds to wait before another attempt. */
  readonly retryAfter: number | undefined;
}

/** Undefined when the header is missing or cannot be read. */
export function eventOf(message: SipMessage): EventHeader | undefined {
  const value = message.headers.get('event');
  return value === undefined ? undefined : readEvent(value);
}

/** Undefined when it cannot be read. */
export function readEvent(value: string): EventHeader | undefined {
  const read = wordAndParameters(value);
  return read && { package: read.word, id: read.parameters.get('id') ?? undefined };
}

/** Undefined when the header is missing or cannot be read. */
export function subscriptionStateOf(message: SipMessage): SubscriptionStateHeader | undefined {
  const value = message.headers.get('subscription-state');
  const read = value === undefined ? undefined : wordAndParameters(value);
  if (!read) return undefined;
  const { word, parameters } = read;
  return {
    state: word === 'pending' || word === 'terminated' ? word : 'active',
    expires: seconds(parameters, 'expires'),
    reason: parameters.get('reason')?.toLowerCase(),
    retryAfter: seconds(parameters, 'retry-after'),
  };
}

function wordAndParameters(value: string): { word: string; parameters: Parameters } | undefined {
  const semicolon = value.indexOf(';');
  const word = trimBlanks(value, 0, semicolon < 0 ? value.length : semicolon).toLowerCase();
  if (word.length === 0) return undefined;
  return orNothing(() => ({ word, parameters: parseParameters(semicolon < 0 ? '' : value.slice(semicolon + 1)) }));
}

function seconds(parameters: Parameters, name: string): number | undefined {
  return orNothing(() => parseCount(parameters.get(name) ?? '', kMaxExpiresSeconds, name));
}

function orNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof SipParseError) return undefined;
    throw error;
  }
}
