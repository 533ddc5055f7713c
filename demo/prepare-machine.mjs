// Plain JavaScript for the Node of a fresh machine (20 or newer): no packages, no types.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const BIN = join(ROOT, 'node_modules', '.bin');

const CHROMIUM_PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser'];
const BRANDED_PLACES = ['/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

/** What can be needed besides node_modules: the Debian package, and how to see that it is there. */
const DEBIAN_PACKAGES = {
  browser: { name: 'chromium', isPresent: () => findChromium() !== undefined },
  // Without its language packs Chromium shows the extension in English.
  languages: { name: 'chromium-l10n', isPresent: hasJapaneseTexts },
  fonts: { name: 'fonts-noto-cjk', isPresent: hasJapaneseFont },
  'pdf-text': { name: 'poppler-utils', isPresent: () => succeeds('pdftotext', ['-v']) },
  // Debian keeps it out of the path of users that are not root.
  'web-server': { name: 'nginx', isPresent: () => succeeds('/usr/sbin/nginx', ['-v']) },
  display: { name: 'xvfb', isPresent: () => succeeds('Xvfb', ['-help']) },
  'print-server': { name: 'cups', isPresent: () => existsSync('/usr/sbin/cupsd') },
  printer: {
    name: 'printer-driver-cups-pdf',
    isPresent: () => existsSync('/usr/lib/cups/backend/cups-pdf'),
  },
};

const UPDATE = ['update', '-q'];
const INSTALL = ['install', '-y', '-q', '--no-install-recommends'];

/**
 * Makes the machine ready and returns where things are. `needs` lists names of the table above;
 * node_modules is always made ready. Ends the process with code 1, and says what to install, when
 * something is missing that cannot be installed from here. What `wants` lists is installed where
 * that is possible; whoever uses it does without it elsewhere.
 */
export function prepareMachine({ needs = [], wants = [] } = {}) {
  installNodeModules();
  installDebianPackages(needs);
  installWanted(wants);
  const chromium = findChromium() ?? (needs.includes('browser') ? findBrandedChrome() : undefined);
  const env = { ...process.env, PATH: `${BIN}${delimiter}${pathWithoutBin()}` };
  if (chromium) env.MATTA_CHROMIUM = chromium;
  return { root: ROOT, bin: BIN, node: join(BIN, 'node'), chromium, env };
}

function installNodeModules() {
  if (!isInstallCurrent()) {
    say('Installing the packages of package-lock.json (npm ci). This takes a minute or two.');
    // The project's own Node lies in the folder that npm is about to replace.
    const env = { ...process.env, PATH: pathWithoutBin() };
    const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
    const { status } = spawnSync('npm', args, { cwd: ROOT, env, stdio: ['ignore', 2, 2] });
    if (status !== 0) stop('npm ci failed. Its message stands above.');
  }
  if (!succeeds(join(BIN, 'node'), ['--version'])) {
    stop(
      'The project\'s own Node (package "node") is missing from node_modules: its install script did not run.',
      'Allow install scripts (npm config set ignore-scripts false), then run: npm ci',
    );
  }
}

/** True when node_modules holds what the lock file names; packages for other machines may lack. */
function isInstallCurrent() {
  const installed = readPackages(join(ROOT, 'node_modules', '.package-lock.json'));
  if (!installed) return false;
  const wanted = readPackages(join(ROOT, 'package-lock.json')) ?? {};
  return Object.entries(wanted).every(([path, { version, optional, peer }]) => {
    if (path === '') return true;
    const found = installed[path];
    return found ? found.version === version : Boolean(optional || peer);
  });
}

function readPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}

function installDebianPackages(needs) {
  const names = namesOfMissing(needs);
  if (names.length === 0) return;
  if (!canInstall()) {
    if (names.join() === DEBIAN_PACKAGES.browser.name && findBrandedChrome()) return;
    stop(
      `Missing on this machine: ${names.join(', ')}.`,
      `On Debian or Ubuntu, run as root: apt-get update && apt-get install -y ${names.join(' ')}`,
      'Elsewhere, install Chromium 137 or newer, a Japanese font and pdftotext (poppler),',
      'and name the browser in the variable MATTA_CHROMIUM.',
    );
  }
  aptGet('Updating the list of Debian packages.', UPDATE);
  aptGet(`Installing ${names.join(', ')}. This takes a minute or two.`, [...INSTALL, ...names]);
  const stillMissing = namesOfMissing(needs);
  if (stillMissing.length > 0) stop(`Installed, yet not usable: ${stillMissing.join(', ')}.`);
}

function installWanted(wants) {
  const names = namesOfMissing(wants);
  if (names.length === 0 || !canInstall()) return;
  const isInstalled =
    runAptGet('Updating the list of Debian packages.', UPDATE) &&
    runAptGet(`Installing ${names.join(', ')}.`, [...INSTALL, ...names]);
  if (!isInstalled) say('Going on without them. apt-get said why above.');
}

function namesOfMissing(needs) {
  return needs
    .map((need) => DEBIAN_PACKAGES[need])
    .filter(({ isPresent }) => !isPresent())
    .map(({ name }) => name);
}

function canInstall() {
  return process.getuid?.() === 0 && succeeds('apt-get', ['--version']);
}

function aptGet(message, args) {
  if (!runAptGet(message, args)) stop(`apt-get ${args[0]} failed. Its message stands above.`);
}

function runAptGet(message, args) {
  say(message);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { env, stdio: ['ignore', 2, 2] }).status === 0;
}

function findChromium() {
  const named = process.env.MATTA_CHROMIUM;
  if (named && !existsSync(named)) stop(`MATTA_CHROMIUM names ${named}, which does not exist.`);
  return named || CHROMIUM_PLACES.find((place) => existsSync(place));
}

function findBrandedChrome() {
  const chrome = BRANDED_PLACES.find((place) => existsSync(place));
  if (chrome) {
    say(`Found only ${chrome}. Google Chrome 137 and newer refuses --load-extension, so the`);
    say('extension will probably not start. Install Chromium, or name one in MATTA_CHROMIUM.');
  }
  return chrome;
}

function hasJapaneseTexts() {
  return ['/usr/lib/chromium/locales/ja.pak', '/usr/lib/chromium-browser/locales/ja.pak'].some(
    existsSync,
  );
}

function hasJapaneseFont() {
  const { stdout } = spawnSync('fc-list', [':lang=ja', 'family'], { encoding: 'utf8' });
  return Boolean(stdout?.trim());
}

function succeeds(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function pathWithoutBin() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.filter((folder) => folder !== BIN).join(delimiter);
}

function say(message) {
  console.error(`[prepare] ${message}`);
}

function stop(...lines) {
  for (const line of lines) say(line);
  process.exit(1);
}
