import { existsSync } from 'node:fs';
import { chromium, selectors, type Browser } from 'playwright-core';

/** Where Debian, Ubuntu, and Google install the browser. */
const USUAL_PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const INSTALL =
	'On Debian, install what is missing with: apt-get install chromium fonts-noto-cjk. To use another browser, set CHROMIUM_PATH.';

/**
 * The path of the browser: `CHROMIUM_PATH`, or where it is usually installed.
 * @throws Error that says what to install
 */
export function findChromium(): string {
	const chosen = process.env.CHROMIUM_PATH;
	const path = (chosen ? [chosen] : USUAL_PATHS).find((candidate) => existsSync(candidate));
	if (path === undefined)
		throw new Error(`The editor suite needs Chromium, which was not found. ${INSTALL}`);
	return path;
}

/** Starts the browser. Its sandbox is off because Chromium refuses to start as root with it. */
export async function startChromium(): Promise<Browser> {
	selectors.setTestIdAttribute('data-test-id'); // n8n's
	return await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
}

/**
 * Checks that the browser starts and can show Chinese names of templates.
 * @throws Error that says what to install
 */
export async function checkChromium(): Promise<void> {
	const browser = await startChromium();
	try {
		const page = await browser.newPage();
		if (!(await page.evaluate<boolean>(TELLS_CHARACTERS_APART)))
			throw new Error(`The editor suite needs a font with Chinese characters. ${INSTALL}`);
	} finally {
		await browser.close();
	}
}

/** Without a font, all Chinese characters are drawn as the same box. */
const TELLS_CHARACTERS_APART = `(() => {
	const drawn = (character) => {
		const canvas = document.createElement('canvas');
		const context = canvas.getContext('2d');
		context.font = '40px sans-serif';
		context.fillText(character, 10, 60);
		return canvas.toDataURL();
	};
	return drawn('生') !== drawn('日');
})()`;
