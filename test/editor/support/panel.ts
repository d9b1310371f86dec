import type { Locator, Page } from 'playwright-core';

/** The open panel of a node. */
export interface Panel {
	readonly parameters: Locator;
	readonly output: Locator;
	/** A field with its label, by the name of its parameter. */
	readonly field: (name: string) => Locator;
	/** What a field with a list shows as its value. */
	readonly valueOf: (name: string) => Promise<string>;
	/** Executes the step. */
	readonly execute: () => Promise<void>;
}

/** The panel that is open in a page. */
export function panelOf(page: Page): Panel {
	const panel = page.getByTestId('ndv');
	const input = (name: string) => panel.getByTestId(`parameter-input-${name}`);
	return {
		parameters: panel.getByTestId('node-parameters'),
		output: panel.getByTestId('output-panel'),
		field: (name) =>
			panel
				.getByTestId('parameter-item')
				.filter({ has: input(name) })
				.last(),
		valueOf: async (name) => await input(name).locator('input').last().inputValue(),
		execute: async () => await panel.getByTestId('node-execute-button').click(),
	};
}

/** The texts of these elements, in order, each on one line. */
export async function textsOf(elements: Locator): Promise<string[]> {
	return (await elements.allInnerTexts()).map(oneLine);
}

/** The text of an element, on one line. */
export const textOf = async (element: Locator): Promise<string> =>
	oneLine(await element.innerText());

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
