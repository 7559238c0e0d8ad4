import { readonly, ref } from 'vue';
import { ApiError, answerOf, api } from './client.ts';

const name = ref<string>();
let asked = false;

/** Who is logged in; undefined: nobody. The cookie itself is out of reach for scripts. */
export const userName = readonly(name);

/** Asks the server once who we are. */
export async function isLoggedIn(): Promise<boolean> {
  if (!asked) {
    try {
      name.value = (await answerOf(api.GET('/api/v1/session'))).name;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
    }
    asked = true;
  }
  return name.value !== undefined;
}

/** Rejects ApiError: wrong-password, or 429 after too many tries. */
export async function logIn(user: string, password: string): Promise<void> {
  name.value = (await answerOf(api.POST('/api/v1/session', { body: { name: user, password } }))).name;
  asked = true;
}

export async function logOut(): Promise<void> {
  await answerOf(api.DELETE('/api/v1/session'));
  forget();
}

/** The session is over without our doing. */
export function forget(): void {
  name.value = undefined;
}
