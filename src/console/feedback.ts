import { ElMessage, ElMessageBox } from 'element-plus';
import { ApiError } from './api/client.ts';
import { i18n } from './i18n/index.ts';

/** The sentence for an error in the chosen language; the server's own words where no text is known. */
export function errorText(error: unknown): string {
  const { t, te } = i18n.global;
  if (!(error instanceof ApiError)) return (error as Error).message;
  const key = `server.${error.code}`;
  return te(key) ? t(key) : error.message;
}

export function tell(text: string): void {
  ElMessage({ type: 'success', message: text, showClose: true });
}

export function tellError(error: unknown): void {
  ElMessage({ type: 'error', message: errorText(error), showClose: true });
}

/** Runs what a click asked for; a failure is shown. Resolves with whether it went well. */
export async function attempt(action: () => Promise<unknown>): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (error) {
    tellError(error);
    return false;
  }
}

/** Asks before something is lost. Resolves with whether to go on. */
export async function confirm(question: string): Promise<boolean> {
  const { t } = i18n.global;
  try {
    await ElMessageBox.confirm(question, t('common.sure'), {
      confirmButtonText: t('common.yes'),
      cancelButtonText: t('common.no'),
      type: 'warning',
    });
    return true;
  } catch {
    return false;
  }
}
