import type { Locator, Page } from 'playwright-core';

/** The open panel of a node. */
export interface Panel {
	readonly parameters: Locator;
	readonly output: Locator;
	/** A field with its label, by the name of its parameter. */
	readonly field: (name: string) => Locator;
	/** Executes the step. */
	readonly execute: () => Promise<void>;
}

/** The panel that is open in a page. */
export function panelOf(page: Page): Panel {
	const panel = page.getByTestId('ndv');
	return {
		parameters: panel.getByTestId('node-parameters'),
		output: panel.getByTestId('output-panel'),
		field: (name) =>
			panel
				.getByTestId('parameter-item')
				.filter({ has: page.getByTestId(`parameter-input-${name}`) })
				.last(),
		execute: async () => await panel.getByTestId('node-execute-button').click(),
	};
}

/** The nodes on the canvas with these names. */
export const nodesOn = (page: Page, names: string[]): Locator[] =>
	names.map((name) => page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`));

/** Waits until nodes on the canvas show that they have succeeded. */
export async function untilSucceeded(nodes: Locator[]): Promise<void> {
	for (const node of nodes) await node.getByTestId('canvas-node-status-success').waitFor();
}

/** Room for the names of nodes on the canvas, in pixels. */
export const LABELS = 75;

/** The texts of these elements, in order, each on one line. */
export async function textsOf(elements: Locator): Promise<string[]> {
	return (await elements.allInnerTexts()).map(oneLine);
}

/** The text of an element, on one line. */
export const textOf = async (element: Locator): Promise<string> =>
	oneLine(await element.innerText());

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
