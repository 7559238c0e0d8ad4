import ElementPlus from 'element-plus';
import { createApp } from 'vue';
import App from './App.vue';
import 'element-plus/dist/index.css';
import './console.css';
import { i18n, useLanguage } from './i18n/index.ts';
import { router } from './router.ts';

useLanguage(i18n.global.locale.value);
createApp(App).use(i18n).use(router).use(ElementPlus).mount('#app');
