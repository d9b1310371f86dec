'use strict';

/** The package's main: the classes n8n loads, for anyone who wants them without n8n's loader. */
const { CrunApi } = require('./dist/credentials/CrunApi.credentials.js');
const { Crun } = require('./dist/nodes/Crun/Crun.node.js');
const { CrunTrigger } = require('./dist/nodes/Crun/CrunTrigger.node.js');

module.exports = { Crun, CrunTrigger, CrunApi };
