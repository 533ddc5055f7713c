import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);

/** Files of real packages that the corpus loads as `lib/<name>`: what business screens are made of. */
export const LIBRARY_FILES: Readonly<Record<string, string>> = {
  // Its builds for `<script>` are not among the exports of the package.
  'ag-grid.js': join(require.resolve('ag-grid-community'), '..', '..', 'ag-grid-community.min.js'),
  'tabulator.js': require.resolve('tabulator-tables/dist/js/tabulator.min.js'),
  'tabulator.css': require.resolve('tabulator-tables/dist/css/tabulator.min.css'),
  'datatables.js': require.resolve('datatables.net/js/dataTables.min.js'),
  'handsontable.js': require.resolve('handsontable/dist/handsontable.full.min.js'),
  'handsontable.css': require.resolve('handsontable/dist/handsontable.full.min.css'),
  'jquery.js': require.resolve('jquery'),
  'jqgrid.js': require.resolve('free-jqgrid/dist/jquery.jqgrid.min.js'),
  'jqgrid.css': require.resolve('free-jqgrid/dist/css/ui.jqgrid.min.css'),
  'vue.js': require.resolve('vue/dist/vue.global.prod.js'),
  'preact.mjs': require.resolve('preact'),
};
