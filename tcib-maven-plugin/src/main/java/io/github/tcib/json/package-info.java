/**
 * JSON texts to trees and back by Jackson's streams alone: data binding, which nothing here needs, takes longer to load than
 * many a build takes. Knows nothing else.
 */
@NullMarked
package io.github.tcib.json;

import org.jspecify.annotations.NullMarked;
