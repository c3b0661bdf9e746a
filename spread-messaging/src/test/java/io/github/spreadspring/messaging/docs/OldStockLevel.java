package io.github.spreadspring.messaging.docs;

import java.io.Serializable;

/**
 * What the old programs of the example send as a serialized object.
 */
record OldStockLevel(String item, int count) implements Serializable {

}
