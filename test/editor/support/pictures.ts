import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { PICTURES, type PictureName } from './names';

const REPOSITORY = resolve(__dirname, '..', '..', '..');
const MARGIN = 12; // pixels around the subjects
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

/** Takes a picture of the smallest part of the page that shows all subjects. */
export async function takePicture(page: Page, name: PictureName, ...subjects: Locator[]) {
	await page
		.locator('.n8n-spinner, .el-loading-mask')
		.filter({ visible: true })
		.first()
		.waitFor({ state: 'hidden' });
	await page.evaluate('document.fonts.ready.then(() => true)');
	const clip = await around(page, subjects);
	const png = await page.screenshot({
		clip,
		animations: 'disabled',
		caret: 'hide',
		style: WITHOUT_MESSAGES,
	});
	await writeFile(join(pictureFolder(), `${name}.png`), png);
}

async function around(page: Page, subjects: Locator[]) {
	const boxes = await Promise.all(
		subjects.map(async (subject) => {
			const box = await subject.boundingBox();
			if (!box) throw new Error(`Not visible: ${subject.toString()}`);
			return box;
		}),
	);
	const size = page.viewportSize() ?? { width: Infinity, height: Infinity };
	const left = Math.max(0, Math.min(...boxes.map(({ x }) => x)) - MARGIN);
	const top = Math.max(0, Math.min(...boxes.map(({ y }) => y)) - MARGIN);
	const right = Math.min(size.width, Math.max(...boxes.map(({ x, width }) => x + width)) + MARGIN);
	const bottom = Math.min(
		size.height,
		Math.max(...boxes.map(({ y, height }) => y + height)) + MARGIN,
	);
	return { x: left, y: top, width: right - left, height: bottom - top };
}
