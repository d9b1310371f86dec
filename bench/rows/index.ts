import { callback } from './callback';
import { create, createFar, createOne } from './create';
import { files } from './files';
import { getMany } from './getMany';
import { growth } from './growth';
import { loading } from './loading';
import type { Row } from './row';
import { templateList } from './templateList';
import { waiting } from './waiting';

/** In the order of the table. */
export const rows: readonly Row[] = [
	loading,
	create,
	createOne,
	createFar,
	waiting,
	callback,
	templateList,
	getMany,
	files,
	growth,
];
