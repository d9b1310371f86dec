'use strict';

/** Checks that a built package loads and matches its package.json. Used by the build. */
const { existsSync, readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');

/** `dist/nodes/Crun/Crun.node.js` → `Crun`: n8n derives the class name from the file name. */
const className = (file) => path.basename(file).split('.')[0];

/** The icon files of a node or a credential, without the prefix `file:`. */
function iconFiles(icon) {
	const icons = typeof icon === 'object' && icon !== null ? Object.values(icon) : [icon];
	return icons
		.filter((entry) => typeof entry === 'string' && entry.startsWith('file:'))
		.map((entry) => entry.slice(5));
}

/** Problems with a file that package.json lists under `n8n`; `kind` is `nodes` or `credentials`. */
function checkFile(root, kind, file, mainExports) {
	const built = path.join(root, file);
	if (!existsSync(built)) return [`${file} is missing (does its source exist?)`];

	const name = className(file);
	let instance;
	try {
		instance = new (require(built)[name])();
	} catch (error) {
		return [`${file} does not load as class ${name}: ${error.message}`];
	}

	const problems = [];
	if (typeof mainExports[name] !== 'function') problems.push(`index.js does not export ${name}`);

	const icons = iconFiles(kind === 'nodes' ? instance.description.icon : instance.icon);
	if (icons.length === 0) problems.push(`${file} has no icon`);
	for (const icon of icons) {
		if (!existsSync(path.join(path.dirname(built), icon)))
			problems.push(`${file}: its icon ${icon} is missing`);
	}
	if (kind === 'nodes')
		problems.push(...checkCodex(root, file.replace(/\.js$/, '.json'), instance.description.name));
	return problems;
}

/** Problems with a node's codex file, which must exist and refer to this node. */
function checkCodex(root, file, nodeName) {
	const built = path.join(root, file);
	if (!existsSync(built)) return [`${file} (codex) is missing`];
	const expected = `${readJson(root, 'package.json').name}.${nodeName}`;
	const { node } = readJson(root, file);
	return node === expected ? [] : [`${file} refers to "${node}", but the node is "${expected}"`];
}

/** Problems with files that do not load. Some are loaded only when a node first runs. */
function checkLoading(root) {
	const files = readdirSync(path.join(root, 'dist'), { recursive: true });
	return files
		.filter((file) => file.endsWith('.js'))
		.flatMap((file) => {
			try {
				require(path.join(root, 'dist', file));
				return [];
			} catch (error) {
				return [`dist/${file} does not load: ${error.message}`];
			}
		});
}

function readJson(root, file) {
	return JSON.parse(readFileSync(path.join(root, file), 'utf8'));
}

/**
 * @param {string} root the package's folder
 * @returns {string[]} one sentence per problem; empty if the package is complete
 */
function verifyDist(root) {
	const { main, n8n } = readJson(root, 'package.json');
	let mainExports = {};
	const problems = [];
	try {
		mainExports = require(path.join(root, main));
	} catch (error) {
		problems.push(`${main} does not load: ${error.message.split('\n')[0]}`);
	}
	for (const kind of ['credentials', 'nodes']) {
		for (const file of n8n[kind]) problems.push(...checkFile(root, kind, file, mainExports));
	}
	return [...problems, ...checkLoading(root)];
}

module.exports = { verifyDist };
