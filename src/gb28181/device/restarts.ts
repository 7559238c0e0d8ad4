// A device that starts anew without signing off registers while it is still taken for online, and knows nothing of what it was
// asked for before. RFC 3261 §10.2: all registrations of one start have one Call-ID.

/** What the registrations of one device had in common. */
export interface RegistrationHabit {
  callId: string;
  /** It registered twice with one Call-ID, as it should. */
  kept: boolean;
  /** How often it came early with another Call-ID. */
  early: number;
}

/** A refresh comes behind this share of the granted time; what comes before it was not waited for. */
const kEarlyShare = 1 / 3;

export interface NewRegistration {
  callId: string;
  /** Since the one before, and how long that one was for. */
  sinceMs: number;
  grantedMs: number;
}

/**
 * Whether an accepted registration is that of a new start; changes `habit`. A device that never keeps a Call-ID, and comes
 * early again and again, is not taken for one that starts again and again.
 */
export function isRestart(habit: RegistrationHabit, { callId, sinceMs, grantedMs }: NewRegistration): boolean {
  if (callId === habit.callId) {
    habit.kept = true;
    habit.early = 0;
    return false;
  }
  const { kept } = habit;
  habit.callId = callId;
  habit.kept = false;
  if (kept) return true;
  habit.early = sinceMs < grantedMs * kEarlyShare ? habit.early + 1 : 0;
  return habit.early === 1;
}
