import prepare from '../../e2e/support/globalSetup';
import { checkChromium } from './chromium';
import { emptyPictureFolder } from './pictures';

/** Runs once before the first test: fails early without a browser, then does what the e2e tests do. */
export default async function globalSetup(): Promise<void> {
	await checkChromium();
	await emptyPictureFolder();
	await prepare();
}
