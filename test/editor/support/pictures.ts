import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { PICTURES, type PictureName } from './names';

const REPOSITORY = resolve(__dirname, '..', '..', '..');
const INSIDE = -2;
const SPINNERS = '.n8n-spinner, .el-loading-mask';
/** Waits for fonts, and for two frames of the browser. */
const RENDERED = `document.fonts.ready.then(() => new Promise((resolve) =>
	requestAnimationFrame(() => requestAnimationFrame(() => resolve(true)))))`;
/** Messages such as "Workflow executed successfully" cover a corner of the page for a few seconds. */
const WITHOUT_MESSAGES = '.el-notification { display: none !important; }';

/** Where the pictures of this run go: to the documentation only if asked for. */
export const pictureFolder = (): string =>
	join(REPOSITORY, process.env.WRITE_PICTURES === 'true' ? 'docs/pictures' : 'reports/pictures');

/** Removes the pictures of earlier runs, so that none of them passes for one of this run. */
export async function emptyPictureFolder(): Promise<void> {
	await rm(pictureFolder(), { recursive: true, force: true });
	await mkdir(pictureFolder(), { recursive: true });
}

/** The pictures that this run has not made, and the files that are none of its pictures. */
export async function comparePictures(): Promise<{ missing: string[]; unknown: string[] }> {
	const found = await readdir(pictureFolder());
	const expected = PICTURES.map((name) => `${name}.png`);
	return {
		missing: expected.filter((file) => !found.includes(file)),
		unknown: found.filter((file) => !expected.includes(file)),
	};
}

/**
 * Takes a picture of the smallest part of the page that shows all subjects, once nothing in it is loading.
 * @param margin pixels around the subjects; by default, their own borders are left out
 */
export async function takePicture(
	page: Page,
	name: PictureName,
	subjects: Locator[],
	margin = INSIDE,
): Promise<void> {
	for (const subject of subjects) await subject.waitFor();
	for (const subject of subjects)
		await subject.locator(SPINNERS).filter({ visible: true }).first().waitFor({ state: 'hidden' });
	await page.evaluate(RENDERED);
	const png = await page.screenshot({
		clip: await around(page, subjects, margin),
		animations: 'disabled',
		caret: 'hide',
		style: WITHOUT_MESSAGES,
	});
	await writeFile(join(pictureFolder(), `${name}.png`), png);
}

async function around(page: Page, subjects: Locator[], margin: number) {
	const boxes = await Promise.all(
		subjects.map(async (subject) => {
			const box = await subject.boundingBox();
			if (!box) throw new Error(`Not visible: ${subject.toString()}`);
			return box;
		}),
	);
	const { width, height } = page.viewportSize() ?? { width: Infinity, height: Infinity };
	const left = Math.min(...boxes.map((box) => box.x)) - margin;
	const top = Math.min(...boxes.map((box) => box.y)) - margin;
	const right = Math.max(...boxes.map((box) => box.x + box.width)) + margin;
	const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + margin;
	const [x, y] = [Math.max(0, left), Math.max(0, top)];
	return { x, y, width: Math.min(width, right) - x, height: Math.min(height, bottom) - y };
}
