import type { resources as shown } from '../fields';
import * as account from './account';
import * as asset from './asset';
import * as file from './file';
import * as model from './model';
import type { Operation } from './operation';
import * as task from './task';
import * as template from './template';

/** What the node can do: resource → operation. There has to be one for everything that `fields/` shows. */
export const resources: {
	[Resource in keyof typeof shown]: Record<keyof (typeof shown)[Resource]['operations'], Operation>;
} = {
	account: account.operations,
	asset: asset.operations,
	file: file.operations,
	model: model.operations,
	task: task.operations,
	template: template.operations,
};
