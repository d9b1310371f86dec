import { describeGallery } from './support/gallery';
import { LAST_OF_1 } from './support/world';

describeGallery(LAST_OF_1);
