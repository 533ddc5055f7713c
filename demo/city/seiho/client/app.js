import { get } from './api.js';
import { showBoard } from './board-view.js';
import { showCaseList } from './case-list.js';
import { showCase } from './case-view.js';
import { h } from './dom.js';
import { showEquipment } from './equipment-view.js';
import { showFax } from './fax-view.js';
import { showNotice } from './notice-view.js';

const view = document.getElementById('view');

// `showRoute` shows its own failures, so nobody waits for it.
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[data-route]');
  if (!link) return;
  event.preventDefault();
  void openRoute(link.getAttribute('href'));
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'F2') void openRoute('/');
  if (event.key === 'F8') document.getElementById('print-notice')?.click();
});
window.addEventListener('popstate', () => void showRoute());
void start();

async function start() {
  const session = await get('/session');
  for (const id of ['office', 'today']) document.getElementById(id).textContent = session[id];
  document.getElementById('operator').textContent = `操作者：${session.operator}`;
  await showRoute();
}

function openRoute(path) {
  history.pushState(null, '', path);
  return showRoute();
}

async function showRoute() {
  const path = location.pathname;
  const [, folder, number, page] = path.split('/');
  try {
    const content = await contentOf({ folder, number, page });
    // A slower answer to an older route must not replace the newer one.
    if (location.pathname === path) view.replaceChildren(...content);
  } catch (error) {
    view.replaceChildren(h('p', { class: 'empty' }, String(error.message)));
  }
}

async function contentOf({ folder, number, page }) {
  if (folder === 'board') return showBoard(await get('/board'), showRoute);
  if (folder !== 'cases' || !number) return showCaseList(await get('/cases'), openRoute);
  const welfare = await get(`/cases/${number}`);
  const today = document.getElementById('today').textContent;
  if (page === 'notice') return showNotice(welfare, today);
  if (page === 'hosogu') return showEquipment(welfare, today);
  if (page === 'fax') return showFax(welfare);
  return showCase(welfare, showRoute);
}
