import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router';
import { whenUnauthorized } from './api/client.ts';
import { forget, isLoggedIn } from './api/session.ts';
import AlarmsPage from './pages/AlarmsPage.vue';
import ChannelsPage from './pages/ChannelsPage.vue';
import ControlPage from './pages/ControlPage.vue';
import DevicesPage from './pages/DevicesPage.vue';
import HistoryPage from './pages/HistoryPage.vue';
import LoginPage from './pages/LoginPage.vue';
import ServerPage from './pages/ServerPage.vue';
import StreamsPage from './pages/StreamsPage.vue';
import TalkPage from './pages/TalkPage.vue';
import WallPage from './pages/WallPage.vue';

/** In the order of the menu; each name has its text under i18n `menu`. */
export const pages = [
  { path: '/devices', name: 'devices', component: DevicesPage },
  { path: '/channels', name: 'channels', component: ChannelsPage },
  { path: '/wall', name: 'wall', component: WallPage },
  { path: '/alarms', name: 'alarms', component: AlarmsPage },
  { path: '/history', name: 'history', component: HistoryPage },
  { path: '/streams', name: 'streams', component: StreamsPage },
  { path: '/server', name: 'server', component: ServerPage },
] as const satisfies RouteRecordRaw[];

export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    ...pages,
    { path: '/devices/:deviceId/channels/:channelId', name: 'control', component: ControlPage },
    { path: '/talk', name: 'talk', component: TalkPage },
    { path: '/login', name: 'login', component: LoginPage },
    { path: '/:rest(.*)*', redirect: '/devices' },
  ],
});

router.beforeEach(async (to) => {
  if (to.name === 'login') return true;
  const known = await isLoggedIn().catch(() => false);
  return known || { name: 'login', query: { to: to.fullPath } };
});

whenUnauthorized(() => {
  forget();
  const { name, fullPath } = router.currentRoute.value;
  if (name !== 'login') void router.push({ name: 'login', query: { to: fullPath } });
});
