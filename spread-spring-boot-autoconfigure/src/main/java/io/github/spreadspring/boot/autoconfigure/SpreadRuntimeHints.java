package io.github.spreadspring.boot.autoconfigure;

import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;

/**
 * What native images have to know beyond what Spring Boot finds by itself:
 * {@code spread.native} has no field of this name, {@code native} being a word of Java.
 */
class SpreadRuntimeHints extends BindableRuntimeHintsRegistrar {

	SpreadRuntimeHints() {
		super(NativeProperties.class);
	}

}
