import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { attempt } from '../feedback.ts';
import { place, toQuery, type WallLayout } from './wall-layout.ts';
import { setWall, wall } from './wall-state.ts';

/** Changes the wall and its address together. */
export function useWall() {
  const { t } = useI18n();
  const router = useRouter();

  function show(layout: WallLayout): void {
    setWall(layout);
    const address = { name: 'wall', query: toQuery(layout) };
    void (router.currentRoute.value.name === 'wall' ? router.replace(address) : router.push(address));
  }

  function showOnWall(stream: string): void {
    void attempt(async () => {
      const layout = place(wall.value, stream);
      if (!layout) throw new Error(t('wall.full'));
      show(layout);
    });
  }

  return { wall, show, showOnWall };
}
