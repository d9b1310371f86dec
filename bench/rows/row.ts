import type { Chart } from '../support/chart';
import type { Figure } from '../support/figure';
import type { Stage } from '../support/stage';

/** How thorough a run is. */
export interface Form {
	/** A quick check whether something is far off: few rounds, smaller numbers. */
	isShort: boolean;
	/** Where to write CPU profiles of the measured processes; by default, there are none. */
	profile?: string;
	/** Receives a table in Markdown of where the CPU time goes. @param purpose what took it: "to check 1,000 tasks" */
	onProfile?: (purpose: string, table: string) => void;
	/** Receives a picture. */
	onChart?: (chart: Chart) => void;
}

/** Some lines of the table, measured together. */
export interface Row {
	/** For the command line. */
	name: string;
	/** What it measures, in a few words. */
	about: string;
	measure(stage: Stage, form: Form): Promise<Figure[]>;
}
